package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** On this machine, as root. What is copied lies beside the playbook, {@code dir/site.groovy}. */
class CopyTaskSpec extends Specification {

    @TempDir Path dir
    @AutoCleanup OnHost host
    def copy = new CopyTask()
    Path there

    def setup() {
        host = new OnHost(file: dir.resolve('site.groovy'))
        there = Files.createDirectory(dir.resolve('there'))
    }

    static String stat(Object path, String format = '%a %U %G') { OnHost.run('stat', '-c', format, path) }

    def "a text becomes a file, and the file the text again"() {
        given:
        def to = there.resolve('x')

        when:
        def made = host.apply(copy, content: 'one\n', to: to)

        then:
        made.kind() == Change.Kind.CREATE
        made.diffs()*.after() == ['one\n']
        Files.readString(to) == 'one\n'
        stat(to) == '644 root root'
        host.told.sha256 == Content.digest('one\n'.bytes)

        when:
        OnHost.run('chown', 'daemon:mail', to)
        OnHost.run('chmod', '4750', to)
        def changed = host.apply(copy, content: 'two\n', to: to)

        then:
        changed.kind() == Change.Kind.UPDATE
        changed.diffs() == [new io.berth.model.Diff(to.toString(), 'one\n', 'two\n')]
        Files.readString(to) == 'two\n'
        stat(to) == '4750 daemon mail'
        there.toFile().list().toList() == ['x']

        and: 'mode and owner alone need no content'
        host.apply(copy, content: 'two\n', to: to, mode: 'u=rw,go=', owner: 'root').with { [it.summary(), it.diffs()] } ==
                ['mode 4750 -> 0600, owner daemon -> root', []]
        stat(to) == '600 root mail'
    }

    def "planning, applying and planning again are a round trip each"() {
        when:
        host.apply(copy, content: 'x', to: there.resolve('x'))

        then:
        host.trips == 3
    }

    def "any bytes, of any length, from a file of the controller"() {
        given:
        def bytes = new byte[size]
        new Random(7).nextBytes(bytes)
        Files.write(dir.resolve('image'), bytes)
        dir.resolve('image').toFile().setExecutable(true)

        when:
        def change = host.apply(copy, src: 'image', to: "$there/")

        then:
        change.diffs() == []
        Files.readAllBytes(there.resolve('image')) == bytes
        stat(there.resolve('image'), '%a') == '755'
        there.toFile().list().toList() == ['image']

        where:
        size << [0, 1, 1000, Content.SMALL, Content.SMALL + 1, 3_000_000]
    }

    def "a long file replaces another whole, with what that had"() {
        given:
        def to = Files.writeString(there.resolve('x'), 'old')
        OnHost.run('chown', 'daemon', to)
        OnHost.run('chmod', '600', to)
        Files.write(dir.resolve('long'), new byte[1 << 20])

        expect:
        host.apply(copy, src: 'long', to: to, backup: true).kind() == Change.Kind.UPDATE
        stat(to, '%a %U %s') == '600 daemon 1048576'
        there.toFile().list().sort().size() == 2
        Files.readString(Path.of(host.said.find { it.startsWith('backup ') }.substring(7))) == 'old'
    }

    def "access lists and extended attributes of a replaced file are kept"() {
        given:
        def to = Files.writeString(there.resolve('x'), 'old')
        Files.getFileAttributeView(to, java.nio.file.attribute.UserDefinedFileAttributeView).write('berth', java.nio.ByteBuffer.wrap('kept'.bytes))

        expect:
        host.apply(copy, content: 'new', to: to).kind() == Change.Kind.UPDATE
        Files.getFileAttributeView(to, java.nio.file.attribute.UserDefinedFileAttributeView).list() == ['berth']
    }

    def "a link is replaced, and with follow what it leads to is written"() {
        given:
        def real = Files.writeString(there.resolve('real'), 'old')
        def link = Files.createSymbolicLink(there.resolve('link'), Path.of('real'))

        expect:
        host.apply(copy, content: 'new', to: link, follow: true).kind() == Change.Kind.UPDATE
        Files.isSymbolicLink(link)
        Files.readString(real) == 'new'
        host.apply(copy, content: 'other', to: link).summary() == 'a file in place of a link to real'
        !Files.isSymbolicLink(link)
        Files.readString(real) == 'new'
    }

    def "a new file takes its place only if it is accepted"() {
        given:
        def to = Files.writeString(there.resolve('x'), 'good\n')

        when:
        host.apply(copy, content: content, to: to, validate: validate)

        then:
        CommandFailure e = thrown()
        e.answer().status() == 65
        e.answer().err().contains("${validate[0].split(' ')[0]} does not accept the new $to")
        Files.readString(to) == 'good\n'
        there.toFile().list().toList() == ['x']

        and:
        host.apply(copy, content: 'good again\n', to: to, validate: validate).kind() == Change.Kind.UPDATE

        where:
        content | validate
        'bad\n' | ['grep -q good']
        'bad\n' | ['grep', '-q', 'good']
    }

    def "a file system that is full keeps the old file and nothing else, #size bytes"() {
        given:
        OnHost.run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', there)
        def to = Files.writeString(there.resolve('x'), 'old')

        when:
        host.apply(copy, content: 'n' * size, to: to)

        then:
        Exception e = thrown()
        e.message.contains('No space left')
        Files.readString(to) == 'old'
        there.toFile().list().toList() == ['x']

        cleanup:
        OnHost.run('umount', there)

        where:
        size << [100_000, 1_000_000]
    }

    def "one that is interrupted keeps the old file, and the next one tidies up"() {
        given:
        def to = Files.writeString(there.resolve('x'), 'old')
        def change = host.plan(copy, content: 'new', to: to, validate: ['sh', '-c', "kill -$signal \$PPID; sleep 0.2"])

        when:
        host.perform(change)

        then:
        thrown(CommandFailure)
        Files.readString(to) == 'old'

        when:
        host.apply(copy, content: 'new', to: to)

        then:
        there.toFile().list().toList() == ['x']

        where:
        signal << ['TERM', 'KILL']
    }

    def "where there is a directory, or none to be in, is told"() {
        when:
        host.plan(copy, content: 'x', to: there)

        then:
        TaskFailure e = thrown()
        e.message == "$there is a directory"

        when:
        host.apply(copy, content: 'x', to: "$there/no/x")

        then:
        CommandFailure f = thrown()
        f.answer().err() == "there is no directory $there/no\n"
    }

    def "a file of the host itself"() {
        given:
        Files.writeString(there.resolve('from'), 'content')

        expect:
        host.apply(copy, src: there.resolve('from'), to: there.resolve('to'), onHost: true, mode: '0600').kind() == Change.Kind.CREATE
        Files.readString(there.resolve('to')) == 'content'
        stat(there.resolve('to'), '%a') == '600'

        when:
        Files.writeString(there.resolve('from'), 'another')

        then:
        host.apply(copy, src: there.resolve('from'), to: there.resolve('to'), onHost: true).kind() == Change.Kind.UPDATE
        host.plan(copy, src: there.resolve('none'), to: there.resolve('to'), onHost: true).kind() == Change.Kind.MAYBE
    }

    def "a directory with all in it, by one command to look and one to write"() {
        given:
        def names = ['a', 'b/c', 'b/d e', 'b/ü☃', 'b/-rf', "b/it's \$(x) `y`", 'b/back\\slash', 'z/' + 'long' * 40, 'b/*']
        names.each {
            def file = dir.resolve('tree').resolve(it)
            Files.createDirectories(file.parent)
            Files.writeString(file, "content of $it")
        }
        Files.createDirectories(dir.resolve('tree/empty'))
        Files.createSymbolicLink(dir.resolve('tree/b/link'), Path.of('../a'))
        dir.resolve('tree/a').toFile().setExecutable(true)

        when:
        def made = host.apply(copy, src: 'tree', to: "$there/t", owner: 'daemon')

        then:
        made.kind() == Change.Kind.CREATE
        made.summary() == '14 new'
        host.trips == 3
        OnHost.run('diff', '-r', '--no-dereference', dir.resolve('tree'), there.resolve('t')) == ''
        stat("$there/t/a") == '755 daemon root'
        stat("$there/t/b/c") == '644 daemon root'
        stat("$there/t/empty") == '755 daemon root'
        stat("$there/t") == '755 daemon root'
        stat("$there/t/b/link", '%U') == 'daemon'
        there.resolve('t').toFile().list().sort() == ['a', 'b', 'empty', 'z']

        when: 'one file differs on the host, one in its mode, one is gone, others are there'
        Files.writeString(there.resolve('t/a'), 'other')
        OnHost.run('chmod', '600', there.resolve('t/a'), there.resolve('t/b/c'))
        Files.delete(there.resolve('t/b/d e'))
        Files.createDirectories(there.resolve('t/extra/deep'))
        Files.writeString(there.resolve('t/b/more\nlines'), '')
        OnHost.run('chmod', '700', there.resolve('t/b'))
        host.trips = 0
        def mended = host.apply(copy, src: 'tree', to: "$there/t", mode: 'a+r')

        then:
        mended.summary() == '1 new, 2 other'
        stat("$there/t/a") == '644 daemon root'
        Files.readString(there.resolve('t/a')) == 'content of a'
        stat("$there/t/b") == '700 daemon root'
        Files.exists(there.resolve('t/extra'))

        when:
        def tidied = host.apply(copy, src: 'tree', to: "$there/t", delete: true, dirMode: '0750')

        then:
        tidied.summary() == '4 other, 2 to remove'
        OnHost.run('diff', '-r', '--no-dereference', dir.resolve('tree'), there.resolve('t')) == ''
        stat("$there/t/b") == '750 daemon root'
    }

    def "a directory with long files goes as a file, packed while it is sent"() {
        given:
        Files.createDirectory(dir.resolve('tree'))
        def random = new Random(1)
        [a: 300_000, b: 6_000_000].each { name, size ->
            if (size < most) {
                def bytes = new byte[size]
                random.nextBytes(bytes)
                Files.write(dir.resolve("tree/$name"), bytes)
            }
        }

        expect:
        host.apply(copy, src: 'tree/', to: "$there/").kind() == Change.Kind.CREATE
        OnHost.run('diff', '-r', dir.resolve('tree'), there.resolve('tree')) == ''
        there.toFile().list().toList() == ['tree']

        where:
        most << [1_000_000, 10_000_000]
    }

    def "a directory where the file system is full keeps its old files whole"() {
        given:
        OnHost.run('mount', '-t', 'tmpfs', '-o', 'size=128k', 'none', there)
        Files.createDirectory(dir.resolve('tree'))
        ('a'..'e').each { Files.writeString(dir.resolve("tree/$it"), it * 50_000) }
        Files.createDirectory(there.resolve('t'))
        Files.writeString(there.resolve('t/a'), 'old')

        when:
        host.apply(copy, src: 'tree', to: there.resolve('t'))

        then:
        CommandFailure e = thrown()
        e.answer().err().contains('No space left')
        there.resolve('t').toFile().list().toList() == ['a']
        Files.readString(there.resolve('t/a')) == 'old'

        cleanup:
        OnHost.run('umount', there)
    }

    def "nothing is written through a link in the directory, nor removed where something is mounted"() {
        given:
        Files.createDirectories(dir.resolve('tree/sub'))
        Files.writeString(dir.resolve('tree/sub/x'), 'new')
        def outside = Files.createDirectory(dir.resolve('outside'))
        Files.createDirectories(there.resolve('t'))
        Files.createSymbolicLink(there.resolve('t/sub'), outside)

        when:
        host.plan(copy, src: 'tree', to: there.resolve('t'))

        then:
        TaskFailure e = thrown()
        e.message == "$there/t/sub is a symbolic link, and a directory is to be there"
        outside.toFile().list().length == 0

        when:
        Files.delete(there.resolve('t/sub'))
        Files.createDirectories(there.resolve('t/extra'))
        OnHost.run('mount', '-t', 'tmpfs', 'none', there.resolve('t/extra'))
        host.apply(copy, src: 'tree', to: there.resolve('t'), delete: true)

        then:
        CommandFailure f = thrown()
        f.answer().status() == 75
        f.answer().err().contains("$there/t/extra is a mount point")

        cleanup:
        OnHost.run('umount', there.resolve('t/extra'))
    }

    def "#parameters cannot be: #message"() {
        given:
        Files.createDirectory(dir.resolve('tree'))
        Files.writeString(dir.resolve('file'), '')
        OnHost.run('mkfifo', dir.resolve('pipe'))

        expect:
        host.check(copy, parameters) == [message]

        where:
        parameters                                      | message
        [src: 'none', to: '/x']                         | "there is no file 'none'"
        [src: 'pipe', to: '/x']                         | "'pipe' is neither file nor directory"
        [src: 'file', to: '/x', delete: true]           | "'delete' is for directories, and 'file' is a file"
        [src: 'tree', to: '/x', backup: true]           | "'backup' is for a single file, and 'tree' is a directory"
        [src: 'file', content: 'x', to: '/x']           | "'copy' takes a 'src' or a 'content', not both"
        [content: 'x', to: '/x/']                       | "a content needs the name of a file to be in: '/x/' is a directory"
        [content: 'x', to: 'x']                         | "'to' is a path from the root on, not 'x'"
        [src: 'x', to: '/x', onHost: true]              | "'src' is a path from the root on, not 'x'"
        [content: 'x', to: '/x', mode: 'rw']            | "'rw' is no mode"
    }

    def "what is said is a value and nothing else: #value"() {
        given:
        def content = value * (1_000_000.intdiv(value.length()))

        expect:
        host.apply(copy, content: value, to: "$there/${value.replace('/', '')}", validate: ['test', '-n', value, '-a', '-f']).kind() == Change.Kind.CREATE
        host.apply(copy, content: content, to: "$there/${value.replace('/', '')}").kind() == Change.Kind.UPDATE
        there.toFile().list().toList() == [value.replace('/', '')]
        Files.readString(there.resolve(value.replace('/', ''))) == content

        where:
        value << ['-n', "'; touch pwned; '", '$(touch pwned)`touch pwned`', 'two\nlines\n', 'ünïcode ☃ \\x41 %s \\c', '*']
    }
}
