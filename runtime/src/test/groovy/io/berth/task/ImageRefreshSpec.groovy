package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.Refusal
import io.berth.diag.SourceRange
import io.berth.fixture.OnHost
import io.berth.model.Image
import io.berth.model.ImageName
import io.berth.model.ImageRecipe
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Images built on this machine, of a tree with nothing but busybox. Needs root, and Debian's busybox-static. */
class ImageRefreshSpec extends Specification {

    @TempDir Path dir
    @Shared @TempDir Path kept
    @Shared Path system
    @AutoCleanup OnHost host
    Path store

    def setupSpec() {
        system = kept.resolve('system')
        OnHost.run('sh', '-euc', '''
            mkdir -p "$1/bin" "$1/etc" "$1/sbin" "$1/usr/sbin" "$1/proc" "$1/sys" "$1/dev" "$1/run" "$1/tmp"
            cp "$(command -v busybox)" "$1/bin/busybox"
            chroot "$1" /bin/busybox --install -s /bin
            echo root:x:0:0::/:/bin/sh >"$1/etc/passwd"
            printf '#!/bin/sh\\necho "$@" >>/apk.log\\n' >"$1/sbin/apk"
            chmod 755 "$1/sbin/apk"
            tar -C "$1" -czf "$1.tar.gz" .''', 'sh', system)
    }

    private void site(ImageRecipe.Origin origin, List<ImageRecipe.Step> steps = [], List<ImageRecipe.Step> checks = [], Map more = [:]) {
        store = dir.resolve('store')
        def recipe = new ImageRecipe(origin, steps, checks, more.form ?: ImageRecipe.Form.TREE, dir.toString())
        host = new OnHost(file: dir.resolve('site.groovy'), variables: [greeting: 'hello'], images: [
                i: new Image('i', 'host', store.toString(), '', more.keep ?: 0, Optional.of(recipe), SourceRange.NONE),
                base: new Image('base', 'host', store.toString(), '', 0, SourceRange.NONE)])
    }

    private ImageRecipe.Packed onHost(Path what = system) {
        new ImageRecipe.Packed(what.toString(), '', true)
    }

    private static ImageRecipe.Run run(String... argv) {
        new ImageRecipe.Run(argv.toList())
    }

    private Path refresh() {
        host.apply(new ImageRefreshTask(), image: 'i')
        def release = store.resolve("i/releases/${host.told.release}")
        release.resolve((release.resolve('release').toFile().readLines().find { it.startsWith('file ') } - 'file '))
    }

    private List<String> releases() {
        store.resolve('i/releases').toFile().list().toList().sort()
    }

    private String stable() {
        Files.readSymbolicLink(store.resolve('i/aliases/stable')).fileName
    }

    private boolean nothingLeft() {
        (store.resolve('i/work').toFile().list() as List).empty && !Files.readString(Path.of('/proc/self/mountinfo')).contains(dir.toString())
    }

    def "steps are done in the tree, in their order, and what they need is gone afterwards"() {
        given:
        Files.writeString(dir.resolve('motd'), 'welcome\n')
        Files.writeString(dir.resolve('t.ftl'), '${greeting} from ${host.name}\n')
        Files.writeString(dir.resolve('program'), '#!/bin/sh\necho "$1" $$ >/program.log; mount >>/program.log; echo "said by it"\n')
        Files.copy(kept.resolve('system.tar.gz'), dir.resolve('system.tar.gz'))
        site(new ImageRecipe.Packed('system.tar.gz', '', false), [
                run('sh', '-c', 'echo "$0" >/ran; [ -c /dev/null ]; [ -d /proc/1 ]; [ -d /sys/class ]', "it's"),
                new ImageRecipe.Copy('motd', '', '/etc/motd', '', '', ''),
                new ImageRecipe.Copy('', 'second', '/opt/deep/file', '0600', '7', '8'),
                new ImageRecipe.Render('t.ftl', '/etc/issue', '', '', ''),
                new ImageRecipe.Install(['one', 'two'], false),
                new ImageRecipe.Program('program', ['argument'], ''),
                run('sh', '-c', 'sleep 4724 >/dev/null 2>&1 & cat /ran >/ran.again')],
                [run('grep', '-q', 'welcome', '/etc/motd'), run('sh', '-c', '! touch /etc/written; touch /tmp/x')])

        when:
        def tree = refresh()

        then:
        Files.readString(tree.resolve('ran.again')) == "it's\n"
        Files.readString(tree.resolve('etc/motd')) == 'welcome\n'
        OnHost.run('stat', '-c', '%a %u %g', tree.resolve('opt/deep/file')) == '600 7 8'
        Files.readString(tree.resolve('etc/issue')) == 'hello from host\n'
        Files.readString(tree.resolve('apk.log')) == '--wait 600 update\n--wait 600 add --upgrade -- one two\n'
        Files.readString(tree.resolve('program.log')).startsWith('argument ')
        host.said.contains('said by it')
        ['proc', 'sys', 'dev', 'run', 'tmp'].every { tree.resolve(it).toFile().list().length == 0 }
        !Files.exists(tree.resolve('usr/sbin/policy-rc.d')) && !Files.exists(tree.resolve('etc/resolv.conf')) && !Files.exists(tree.resolve('var/lib/berth'))
        nothingLeft()
        new ProcessBuilder('pgrep', '-f', 'sleep 4724').start().waitFor() == 1
    }

    def "where #what fails, nothing that anyone uses has changed"() {
        given:
        site(onHost())
        refresh()
        def before = stable()
        site(origin.call(this), steps, checks)

        when:
        host.apply(new ImageRefreshTask(), image: 'i')

        then:
        Exception e = thrown()
        "${e.message}".contains(told)
        releases() == [before]
        stable() == before
        nothingLeft()

        where:
        what          | origin                                                | steps                                              | checks                          | told
        'a step'      | { it.onHost() }                                       | [run('touch', '/x'), run('sh', '-c', 'echo >&2 why; exit 3')] | []                   | 'change 2 failed'
        'a check'     | { it.onHost() }                                       | [run('touch', '/x')]                               | [run('test', '-e', '/y')]       | 'check 1 failed'
        'the origin'  | { it.onHost(it.dir.resolve('none')) }                 | []                                                 | []                              | 'there is no'
        'a download'  | { new ImageRecipe.Packed("file://${it.kept}/system.tar.gz".toString(), 'sha256:' + '0' * 64, false) } | []  | []                              | 'refused by rule checksum'
        'the archive' | { new ImageRecipe.Packed("file:///etc/passwd", 'sha256:' + Content.digest(Files.readAllBytes(Path.of('/etc/passwd'))), false) } | [] | [] | ''
    }

    def "what it is made of: #what"() {
        given:
        site(origin.call(this))
        host.apply(new ImageCaptureTask(), image: 'base', from: system)

        when:
        def tree = refresh()

        then:
        OnHost.run('diff', '-r', '--no-dereference', system, tree) == ''
        nothingLeft()

        where:
        what                 | origin
        'a directory'        | { it.onHost() }
        'an archive'         | { it.onHost(it.kept.resolve('system.tar.gz')) }
        'a URL'              | { new ImageRecipe.Packed("file://${it.kept}/system.tar.gz".toString(), 'sha256:' + Content.digest(Files.readAllBytes(it.kept.resolve('system.tar.gz'))), false) }
        'another image'      | { new ImageRecipe.OtherImage(ImageName.of('base')) }
        'a disk'             | { it.disk('ext4', true) }
        'one of no partitions' | { it.disk('ext4', false) }
    }

    /** A qcow2 disk with the system on it. */
    private ImageRecipe.Packed disk(String filesystem, boolean partitioned) {
        OnHost.run('sh', '-euc', '''
            cd "$1"
            truncate -s 30M fs.raw
            mkfs.ext4 -q -d "$2" fs.raw
            debugfs -w -R 'rmdir lost+found' fs.raw 2>/dev/null
            if [ -n "$3" ]; then
                truncate -s 40M disk.raw
                printf '2048,4096\\n8192,61440,L\\n' | sfdisk -q disk.raw
                dd if=fs.raw of=disk.raw bs=512 seek=8192 conv=notrunc status=none
            else
                mv fs.raw disk.raw
            fi
            qemu-img convert -f raw -O qcow2 disk.raw disk.qcow2''', 'sh', dir, system, partitioned ? 'yes' : '')
        new ImageRecipe.Packed('disk.qcow2', '', false)
    }

    def "a disk that is kept as it is, and a tree that is kept packed"() {
        given:
        site(disk('ext4', true), [], [], [form: ImageRecipe.Form.DISK])

        expect:
        refresh().fileName.toString() == 'disk.qcow2'

        when:
        site(onHost(), [run('touch', '/x')], [], [form: ImageRecipe.Form.ARCHIVE])

        then:
        refresh().fileName.toString() == 'archive.tar.zst'
        OnHost.run('tar', '-tf', store.resolve("i/releases/${host.told.release}/archive.tar.zst")).readLines().contains('./x')
    }

    def "a tree whose #place leads to the host's is not worked in, and the host's is untouched"() {
        given:
        def target = Files.createDirectories(dir.resolve('target'))
        Files.writeString(target.resolve('resolv.conf'), 'mine')
        def hostile = dir.resolve('hostile')
        OnHost.run('sh', '-euc', 'cp -a "$1" "$2"; rm -rf "$2/$3"; ln -s "$4" "$2/$3"', 'sh', system, hostile, place, target)
        site(onHost(hostile), [run('sh', '-c', 'mkdir -p /etc; echo x >/etc/x; echo x >/usr/sbin/y; true')])

        when:
        try {
            host.apply(new ImageRefreshTask(), image: 'i')
        } catch (CommandFailure ignored) {
            // as well
        }

        then:
        target.toFile().list().toList() == ['resolv.conf']
        Files.readString(target.resolve('resolv.conf')) == 'mine'
        nothingLeft()

        where:
        place << ['proc', 'sys', 'dev', 'run', 'etc', 'usr/sbin', 'etc/resolv.conf']
    }

    def "old releases go where a number is kept, and the same again is no new one"() {
        given:
        site(onHost(), [], [], [keep: 2])

        expect:
        (1..4).each { Files.writeString(system.resolve('etc/n'), "$it"); refresh() }
        releases().size() == 2
        stable() in releases()

        when:
        refresh()

        then:
        host.told.fresh == 'no'
        releases().size() == 2

        cleanup:
        Files.delete(system.resolve('etc/n'))
    }
}
