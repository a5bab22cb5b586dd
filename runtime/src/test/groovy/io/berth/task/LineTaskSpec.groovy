package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** The tasks line and lines. */
class LineTaskSpec extends Specification {

    @TempDir Path dir
    @AutoCleanup OnHost host = new OnHost()
    def line = new LineTask()
    def lines = new LinesTask()

    def "#parameters makes #before into #after"() {
        given:
        def path = Files.write(dir.resolve('f'), before.getBytes('ISO-8859-1'))

        expect:
        host.apply(line, [path: path] + parameters).kind() == Change.Kind.UPDATE
        new String(Files.readAllBytes(path), 'ISO-8859-1') == after
        host.trips == 3

        where:
        before             | parameters                                     | after
        'a\nb\n'           | [line: 'c']                                    | 'a\nb\nc\n'
        'a\nb'             | [line: 'c']                                    | 'a\nb\nc\n'
        'a\nb'             | [line: 'c', match: '^a']                       | 'c\nb'
        ''                 | [line: 'c']                                    | 'c\n'
        'k=1\nx\nk=2\n'    | [line: 'k=3', match: '^k=']                    | 'k=1\nx\nk=3\n'
        'a\nb\na\nc\n'     | [line: 'n', after: '^a']                       | 'a\nb\na\nn\nc\n'
        'a\nb\n'           | [line: 'n', after: '^z']                       | 'a\nb\nn\n'
        'a\nb\nb\n'        | [line: 'n', before: '^b']                      | 'a\nn\nb\nb\n'
        'a\n'              | [line: 'n', before: '^']                       | 'n\na\n'
        'a\nb\na\n'        | [line: 'a', state: 'absent']                   | 'b\n'
        'a1\nb\na2\n'      | [match: '^a', state: 'absent']                 | 'b\n'
        'a\r\nb\nc\r\n'    | [line: 'd']                                    | 'a\r\nb\nc\r\nd\r\n'
        'a\r\nb\r\n'       | [line: 'c', match: '^a$']                      | 'c\r\nb\r\n'
        'caf\u00e9\nb\n'   | [line: 'n']                                    | 'caf\u00e9\nb\nn\n'
    }

    def "a file in which all is well is not written: #parameters"() {
        given:
        def path = Files.writeString(dir.resolve('f'), 'a\nk=3\nb')

        expect:
        host.plan(line, [path: path] + parameters).kind() == Change.Kind.NONE

        where:
        parameters << [[line: 'k=3'], [line: 'k=3', match: '^k='], [line: 'a', after: 'b'], [line: 'x', state: 'absent'], [line: 'k=3', match: '^j=']]
    }

    def "the file keeps mode and owner or gets others, and the change is shown"() {
        given:
        def path = Files.writeString(dir.resolve('f'), 'a\n')
        OnHost.run('chmod', '600', path)

        when:
        def change = host.apply(line, path: path, line: 'b', owner: 'daemon', backup: true, validate: ['grep', 'b'])

        then:
        change.summary() == 'add 1 line, owner root -> daemon'
        change.diffs() == [new io.berth.model.Diff(path.toString(), 'a\n', 'a\nb\n')]
        OnHost.run('stat', '-c', '%a %U', path) == '600 daemon'
        dir.toFile().list().size() == 2
    }

    def "a file that is not there is made only when told so"() {
        when:
        def change = host.plan(line, path: dir.resolve('f'), line: 'a')

        then:
        change.kind() == Change.Kind.MAYBE

        when:
        host.perform(change)

        then:
        TaskFailure e = thrown()
        e.message == "there is no file $dir/f"

        expect:
        host.plan(line, path: dir.resolve('f'), line: 'a', state: 'absent').kind() == Change.Kind.NONE
        host.apply(line, path: dir.resolve('f'), line: 'a', create: true, mode: '0600').kind() == Change.Kind.CREATE
        Files.readString(dir.resolve('f')) == 'a\n'
    }

    def "a link is edited through only when told so"() {
        given:
        def real = Files.writeString(dir.resolve('real'), 'a\n')
        def link = Files.createSymbolicLink(dir.resolve('link'), real)

        when:
        host.plan(line, path: link, line: 'b')

        then:
        TaskFailure e = thrown()
        e.message == "$link is a link to $real"

        expect:
        host.apply(line, path: link, line: 'b', follow: true).kind() == Change.Kind.UPDATE
        Files.isSymbolicLink(link)
        Files.readString(real) == 'a\nb\n'
    }

    def "a file that becomes bad, or has no room, stays as it was"() {
        given:
        OnHost.run('mount', '-t', 'tmpfs', '-o', 'size=40k', 'none', dir)
        def path = Files.writeString(dir.resolve('f'), 'a\n' * 10_000)

        when:
        host.apply(line, [path: path] + parameters)

        then:
        CommandFailure e = thrown()
        Files.readString(path) == 'a\n' * 10_000
        dir.toFile().list().toList() == ['f']

        cleanup:
        OnHost.run('umount', dir)

        where:
        parameters << [[line: 'b', validate: ['false']], [line: 'b' * 30_000]]
    }

    def "marked lines come, change, move nowhere, and go"() {
        given:
        def path = Files.writeString(dir.resolve('f'), 'a\nb')
        def options = [path: path, marker: '; {mark} mine']

        expect:
        host.apply(lines, options + [text: 'one\ntwo\n', after: '^a']).summary() == 'add 4 lines'
        Files.readString(path) == 'a\n; begin mine\none\ntwo\n; end mine\nb'
        host.apply(lines, options + [text: 'three']).kind() == Change.Kind.UPDATE
        Files.readString(path) == 'a\n; begin mine\nthree\n; end mine\nb'
        host.apply(lines, [path: path, text: 'x', before: '^']).kind() == Change.Kind.UPDATE
        Files.readString(path).startsWith('# begin of what berth keeps\nx\n# end of what berth keeps\na\n')
        host.apply(lines, options + [state: 'absent']).summary() == 'remove 3 lines'
        host.apply(lines, [path: path, state: 'absent']).kind() == Change.Kind.UPDATE
        Files.readString(path) == 'a\nb'
    }

    def "marks that are no pair are not guessed at: #text"() {
        given:
        def path = Files.writeString(dir.resolve('f'), text)

        when:
        host.plan(lines, path: path, text: 'x', marker: '#{mark}')

        then:
        TaskFailure e = thrown()
        e.message == "the marks in $path are not a pair: '#begin', '#end'"

        where:
        text << ['#begin\na\n', 'a\n#end\n', '#end\n#begin\n', '#begin\n#begin\n#end\n']
    }

    def "#parameters cannot be: #message"() {
        expect:
        host.check(parameters.containsKey('marker') || parameters.containsKey('text') ? lines : line, [path: '/f'] + parameters) == [message]

        where:
        parameters                                   | message
        [line: 'a\nb']                               | 'a line has no line end in it'
        [line: '']                                   | "'line' needs a 'line'"
        [line: 'a', match: '(']                      | "'match' is no regular expression: Unclosed group"
        [line: 'a', after: 'b', before: 'c']         | "a new line goes 'after' or 'before' another, not both"
        [text: 'a', marker: 'x']                     | "'marker' is a line with {mark} in it, not 'x'"
        [text: 'a\nx begin', marker: 'x {mark}']     | "the marker 'x {mark}' is among the lines"
        [text: '']                                   | "'lines' needs a 'text'"
    }

    def "what is said is text and nothing else: #value"() {
        given:
        def path = Files.writeString(dir.resolve(value.take(20).replace('/', '')), 'x\n')

        expect:
        host.apply(line, path: path, line: value).kind() == Change.Kind.UPDATE
        host.apply(lines, path: path, text: value, marker: value + '{mark}').kind() == Change.Kind.UPDATE
        Files.readString(path) == "x\n$value\n${value}begin\n$value\n${value}end\n".toString()
        dir.toFile().list().length == 1

        where:
        value << ['-e', "'; touch pwned; '", '$(touch pwned)`id`', 'ünïcode ☃ \\x41 %s \\c', '*', 'long' * 50_000]
    }
}
