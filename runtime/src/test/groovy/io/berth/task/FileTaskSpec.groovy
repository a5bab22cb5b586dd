package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** On this machine, as root. */
class FileTaskSpec extends Specification {

    @TempDir Path dir
    @AutoCleanup OnHost host = new OnHost()
    def file = new FileTask()

    String at(String name = 'x') { "$dir/$name" }

    static String stat(Object path, String format = '%a %U %G') {
        OnHost.run('stat', '-c', format, path)
    }

    def "an empty file is made if there is none, and one that is there is left alone"() {
        given:
        Files.writeString(dir.resolve('old'), 'precious')
        Files.setLastModifiedTime(dir.resolve('old'), FileTime.fromMillis(1000000))

        expect:
        host.apply(file, path: at('new'), mode: '0640').summary() == 'create, empty, mode 0640'
        stat(at('new'), '%a %s') == '640 0'
        host.apply(file, path: at('old'), mode: '0600').kind() == Change.Kind.UPDATE
        Files.readString(dir.resolve('old')) == 'precious'
        Files.getLastModifiedTime(dir.resolve('old')) == FileTime.fromMillis(1000000)
        host.plan(file, path: at('old')).kind() == Change.Kind.NONE
    }

    def "a directory is made with those above it; of those only the last gets mode and owner"() {
        expect:
        host.apply(file, path: at('a/b/c'), state: 'directory', mode: '2770', owner: 'daemon', group: 'mail').kind() == Change.Kind.CREATE
        stat(at('a/b/c')) == '2770 daemon mail'
        stat(at('a/b')) == '755 root root'
        host.apply(file, path: at('a/b/c'), state: 'directory', mode: 'g-s,o=rx', owner: '0').summary() == 'mode 2770 -> 0775, owner daemon -> 0'
        stat(at('a/b/c')) == '775 root mail'
    }

    def "mode and owner of all below a directory"() {
        given:
        Files.createDirectories(dir.resolve('t/sub'))
        ['t/one', 't/sub/two'].each { Files.writeString(dir.resolve(it), '') }
        dir.resolve('t/one').toFile().setExecutable(true)
        Files.createSymbolicLink(dir.resolve('t/link'), Path.of('/etc/hostname'))
        def outside = stat('/etc/hostname')

        when:
        def change = host.apply(file, path: at('t'), state: 'directory', mode: 'u=rwX,go=', owner: 'daemon', recursive: true)

        then:
        change.kind() == Change.Kind.UPDATE
        stat(at('t/sub')) == '700 daemon root'
        stat(at('t/one')) == '700 daemon root'
        stat(at('t/sub/two')) == '600 daemon root'
        stat(at('t/link'), '%U') == 'daemon'
        stat('/etc/hostname') == outside
    }

    def "a symbolic link is made, turned, and takes the place of a file only by force"() {
        expect:
        host.apply(file, path: at(), state: 'link', target: 'some where').kind() == Change.Kind.CREATE
        host.apply(file, path: at(), state: 'link', target: '/else', owner: 'daemon').kind() == Change.Kind.UPDATE
        Files.readSymbolicLink(dir.resolve('x')).toString() == '/else'
        stat(at(), '%U') == 'daemon'

        when:
        Files.writeString(dir.resolve('f'), '')
        host.plan(file, path: at('f'), state: 'link', target: 'x')

        then:
        TaskFailure e = thrown()
        e.message == "${at('f')} is a file, not a link"

        expect:
        host.apply(file, path: at('f'), state: 'link', target: 'x', force: true).kind() == Change.Kind.REPLACE
    }

    def "a hard link is the same file"() {
        given:
        Files.writeString(dir.resolve('f'), 'same')
        Files.writeString(dir.resolve('other'), 'other')

        expect:
        host.apply(file, path: at(), state: 'hard', target: at('f')).kind() == Change.Kind.CREATE
        stat(at(), '%i') == stat(at('f'), '%i')
        host.apply(file, path: at('other'), state: 'hard', target: at('f'), force: true).kind() == Change.Kind.REPLACE
        Files.readString(dir.resolve('other')) == 'same'
    }

    def "what is there is removed, a directory with something in it only when told so"() {
        given:
        Files.createDirectories(dir.resolve('full/sub'))
        Files.createDirectory(dir.resolve('empty'))
        Files.createSymbolicLink(dir.resolve('full/out'), Files.createDirectory(dir.resolve('outside')))
        Files.createSymbolicLink(dir.resolve('link'), dir.resolve('outside'))

        expect:
        host.apply(file, path: at('missing'), state: 'absent').kind() == Change.Kind.NONE
        host.apply(file, path: at('empty'), state: 'absent').kind() == Change.Kind.DELETE
        host.apply(file, path: at('link') + '/', state: 'absent').summary() == 'remove a symbolic link'

        when:
        host.apply(file, path: at('full'), state: 'absent')

        then:
        Refusal e = thrown()
        e.message.startsWith('refused by rule recursive')

        expect:
        host.apply(file, path: at('full'), state: 'absent', recursive: true).kind() == Change.Kind.DELETE
        dir.toFile().list().toList() == ['outside']
    }

    def "what is mounted is not removed, nor what it is mounted in"() {
        given:
        def mounted = Files.createDirectories(dir.resolve('a b/mounted \\ here'))
        OnHost.run('mount', '-t', 'tmpfs', 'none', mounted)
        Files.writeString(mounted.resolve('precious'), '')

        when:
        host.plan(file, path: path.call(this), state: 'absent', recursive: true)

        then:
        Refusal e = thrown()
        e.message.startsWith('refused by rule mounts')

        when:
        def script = io.berth.api.Script.of(FileTask, 'file/mounts.sh', 'file/remove.sh').with(path.call(this), 'recursive')

        then:
        host.session().run(script).status() == 75
        Files.exists(mounted.resolve('precious'))

        cleanup:
        OnHost.run('umount', mounted)

        where:
        path << [{ it.at('a b') }, { it.at('a b/mounted \\ here') }]
    }

    def "#parameters cannot be: #message"() {
        expect:
        host.check(file, parameters) == [message]

        where:
        parameters                                              | message
        [path: 'etc/x']                                         | "'path' is a path from the root on, not 'etc/x'"
        [path: '/x', mode: '0888']                              | "'0888' is no mode"
        [path: '/x', mode: 'u=w,']                              | "'u=w,' is no mode"
        [path: '/x', owner: '-R']                               | "'-R' cannot be the name of an owner"
        [path: '/x', group: 'a:b']                              | "'a:b' cannot be the name of an owning group"
        [path: '/x', state: 'link']                             | "a link needs a 'target'"
        [path: '/x', target: '/y']                              | "only a link has a 'target'"
        [path: '//./', state: 'absent', recursive: true]        | '/ is never removed'
        [path: '/srv/../', state: 'absent', recursive: true]    | "what is removed is named without '..'"
        [path: '/x', recursive: true]                           | "'recursive' is for directories"
    }

    def "a file in the way of a directory is told, and so is a directory that cannot be written"() {
        given:
        Files.writeString(dir.resolve('f'), '')

        when:
        host.plan(file, path: at('f'), state: 'directory')

        then:
        TaskFailure e = thrown()
        e.message == "${at('f')} is a file, not a directory"

        when:
        host.apply(file, path: '/proc/nothing', state: 'directory')

        then:
        thrown(CommandFailure)
    }

    def "paths are names and nothing else: #name"() {
        expect:
        host.apply(file, path: at(name), state: 'directory', mode: 'u=rwx,go=').kind() == Change.Kind.CREATE
        host.apply(file, path: at(name) + '/link', state: 'link', target: name).kind() == Change.Kind.CREATE
        host.apply(file, path: at(name), state: 'absent', recursive: true).kind() == Change.Kind.DELETE
        dir.toFile().list().length == 0

        where:
        name << ['-rf', "it's \$(touch pwned); `x`", 'two\nlines', '*', ' ', 'ünïcode ☃', '\\n%s"']
    }

    def "modes mean what they mean to chmod"() {
        given:
        def modes = ['u=rwX,go=rX', 'a+x', 'go-w', 'a=r', 'u+s', 'g+s', 'a=u', 'go=u', 'g=o,o=', 'a+t', 'o+t', 'u-s', 'a=rwxs', 'u=rw-x+X', 'a-x+X', 'ug=rwX', '0640']
        def before = ['0644', '0755', '0600', '0000', '4755', '2750', '1777']
        Files.createFile(dir.resolve('file'))
        Files.createDirectory(dir.resolve('directory'))

        when:
        def chmod = OnHost.run('sh', '-euc', """cd '$dir'
            for what in file directory; do for before in ${before.join(' ')}; do for mode in ${modes.join(' ')}; do
                chmod 0\$before \$what; chmod \$mode \$what; stat -c "\$what \$before \$mode %04a" \$what
            done; done; done""").readLines()

        // a mode of four octal digits keeps the set-id bits of a directory in GNU chmod; here it means what it says
        def wrong = chmod.findAll { !(it ==~ /directory .* 0640 .*/) }.findAll {
            def (what, old, mode, result) = it.split(' ')
            Mode.octal(new Mode(mode).of(Integer.parseInt(old, 8), what == 'directory')) != result
        }

        then:
        chmod.size() == 2 * 7 * 17
        wrong.join(', ') == ''
        new Mode('=r').of(0777, false) == 0444
    }
}
