package io.berth.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Isolated
import spock.lang.Specification
import spock.lang.TempDir

@Isolated('it takes standard output and error')
class MainSpec extends Specification {

    @TempDir Path dir

    def "wrong usage ends with 2 and says what is right: #words"() {
        when:
        def ran = Captured.berth(*words)

        then:
        ran.exit == 2
        ran.err.contains(said)
        ran.out == ''

        where:
        words                                         || said
        []                                            || 'Usage: berth'
        ['rum', 'x']                                  || 'Did you mean: berth run'
        ['run']                                       || 'PLAYBOOK'
        ['run', 'nothing.groovy']                     || "playbook '"
        ['graph', 'x', '--format', 'png']             || 'text, mermaid, dot'
        ['resume', 'zz']                              || 'run'
    }

    def "an inventory that is not there is wrong usage"() {
        given:
        def book = Files.writeString(dir.resolve('good.groovy'), "hosts { host 'a' }\n")

        expect:
        with(Captured.berth('plan', book.toString(), '-i', 'nowhere.groovy')) {
            exit == 2
            err.contains('nowhere.groovy\' is not there')
        }
    }

    def "everything that is wrong with a playbook is said, and nothing is touched"() {
        given:
        def book = Files.writeString(dir.resolve('bad.groovy'), "hosts { host 'a' }\npol('p') { }\nimage('i') { store 'b'; tree '/t' }\n")

        when:
        def ran = Captured.berth('run', book.toString())

        then:
        ran.exit == 2
        ran.err.contains("bad.groovy:2:1: error: unknown word 'pol'")
        ran.err.contains('bad.groovy:3:20: error:')
        ran.err.contains('2 errors; nothing was touched')
    }

    def "a limit that means no host is wrong usage"() {
        given:
        def book = Files.writeString(dir.resolve('good.groovy'), "hosts { host 'a', connection: local }\nplay('p') { on 'a'; exec 'true' }\n")

        expect:
        Captured.berth('check', book.toString()).exit == 0
        with(Captured.berth('check', book.toString(), '-l', 'b')) {
            exit == 2
            err.contains("--limit: no host or group is called 'b'")
        }
    }

    def "the graph comes as #format"() {
        given:
        def book = Files.writeString(dir.resolve('good.groovy'), '''
            hosts { host 'a', connection: local }
            play('p') { on 'a'; exec 'echo', 'one'; exec 'echo', 'two' }'''.stripIndent())

        when:
        def ran = Captured.berth('graph', book.toString(), '--format', format)

        then:
        ran.exit == 0
        ran.out == text

        where:
        format    || text
        'text'    || 'exec:echo one@a\nexec:echo two@a\n    after exec:echo one@a: is written before it in play \'p\'\n'
        'mermaid' || 'flowchart LR\n    n0["exec:echo one@a"]\n    n1["exec:echo two@a"]\n    n0 -- "is written before it in play \'p\'" --> n1\n'
    }

    def "#command has a help text"() {
        expect:
        with(Captured.berth(command, '--help')) {
            exit == 0
            out.startsWith("Usage: berth $command")
        }

        where:
        command << ['run', 'plan', 'graph', 'check', 'resume', 'report', 'runs']
    }
}
