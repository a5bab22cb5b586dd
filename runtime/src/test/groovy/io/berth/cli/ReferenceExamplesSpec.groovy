package io.berth.cli

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Isolated
import spock.lang.Specification
import spock.lang.TempDir

/** The reference's examples do what they show: planned, run, and planned again, when nothing is left, on this machine as their host. */
@Isolated('it takes standard output')
class ReferenceExamplesSpec extends Specification {

    static final Path EXAMPLES = Path.of('../docs/reference/examples')

    /** Those that write below their directory only. */
    static final List<String> HERE = ['copy', 'fetch', 'file', 'get', 'git', 'line', 'lines', 'sync', 'template', 'unarchive']
    /** Those that change nothing, or make no more than a file of a known name. */
    static final List<String> HARMLESS = ['debug', 'exec', 'facts', 'fail', 'pause', 'ping', 'require', 'script', 'shell', 'wait']
    /** Those that change a machine, or ask its user. */
    static final List<String> OF_A_MACHINE = ['authorizedKey', 'confirm', 'cron', 'mount', 'packages', 'reboot', 'service', 'timer', 'user', 'userGroup']

    @TempDir Path dir

    def "no example is forgotten"() {
        expect:
        EXAMPLES.toFile().listFiles().findAll { it.file }*.name.sort() == (HERE + HARMLESS + OF_A_MACHINE).collect { "${it}.groovy".toString() }.sort()
    }

    def "the example of #word"() {
        when:
        def first = planned(word)

        then: 'what it is for is still to be done, and planning has not done it'
        first.any { task, kind -> task.startsWith("$word:") && kind != 'none' }
        !Files.exists(dir.resolve('there'))

        when:
        berth('run', word)

        then:
        planned(word).findAll { task, kind -> kind != 'none' } == [:]

        where:
        word << HERE
    }

    def "the example of #word, which leaves nothing but to do it again"() {
        when:
        berth('run', word)

        then:
        planned(word).values() - ['none', 'act'] == []

        cleanup:
        ['made', 'used'].each { Files.deleteIfExists(Path.of("/tmp/berth-example-$it")) }

        where:
        word << HARMLESS
    }

    def "the example of #word is sound"() {
        expect:
        berth('check', word).empty

        where:
        word << OF_A_MACHINE
    }

    /** Kinds of changes by task. */
    private Map<String, String> planned(String word) {
        new ObjectMapper().readTree(berth('plan', word, '-o', 'json')).path('tasks').collectEntries { [it.path('task').asText(), it.path('kind').asText()] }
    }

    /** With state of its own, and a directory for the examples that is not there yet. */
    private String berth(String command, String word, String... more) {
        def inventory = Files.writeString(dir.resolve('inventory.groovy'), "hosts { host 'host', connection: local }\n")
        def home = System.setProperty('user.home', dir.toString())
        try {
            def ran = Captured.berth(*([command, EXAMPLES.resolve("${word}.groovy").toString(), '-i', inventory.toString()] +
                    (word in HERE ? ['-e', "dir=${dir.resolve('there')}".toString()] : []) + more.toList()))
            assert ran.exit == 0: ran.out + ran.err
            ran.out
        } finally {
            System.setProperty('user.home', home)
        }
    }
}
