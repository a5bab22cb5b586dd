package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.fixture.OnHost
import io.berth.model.Command
import io.berth.transport.Box
import spock.lang.Shared
import spock.lang.Specification

/** Real mounts and a table of their own, in a box. */
class MountTaskSpec extends Specification {

    @Shared Box box = Box.plain()
    @Shared OnHost host = new OnHost(box, box.host())
    @Shared MountTask mount = new MountTask()

    def setup() {
        box.sh('printf "# keep me\\nproc /proc proc defaults 0 0\\n" >/etc/fstab')
    }

    def cleanupSpec() {
        box.close()
    }

    def "a filesystem is entered and mounted, remounted with other options, unmounted and removed"() {
        given:
        def values = [path: '/mnt/a b', source: 'tmpfs', type: 'tmpfs', options: 'size=1m']

        expect:
        host.plan(values, mount).diffs()*.after() == ['# keep me\nproc /proc proc defaults 0 0\ntmpfs /mnt/a\\040b tmpfs size=1m 0 0\n']
        host.apply(values, mount).summary() == 'mkdir, write /etc/fstab, mount'
        host.apply(values, mount).kind() == Change.Kind.NONE
        box.sh('findmnt -n -o FSTYPE,OPTIONS "/mnt/a b"').contains('size=1024k')
        host.apply(values + [options: 'size=2m,noexec'], mount).summary() == 'write /etc/fstab, remount'
        box.sh('findmnt -n -o OPTIONS "/mnt/a b"').contains('noexec')
        host.apply(values + [options: 'size=2m,noexec', state: 'unmounted'], mount).summary() == 'umount'
        host.apply([path: '/mnt/a b', state: 'absent'], mount).kind() == Change.Kind.DELETE
        host.apply([path: '/mnt/a b', state: 'absent'], mount).kind() == Change.Kind.NONE
        box.sh('cat /etc/fstab') == '# keep me\nproc /proc proc defaults 0 0\n'
    }

    def "a filesystem in use is not unmounted"() {
        given:
        host.apply([path: '/mnt/busy', source: 'tmpfs', type: 'tmpfs'], mount)
        def user = Thread.start { box.session(box.host()).stream(Command.of('sh', '-c', 'cd /mnt/busy && echo in && exec sleep 100'), { }, { }) }
        box.sh('n=0; while [ $n -lt 1000 ]; do for p in /proc/[0-9]*; do [ "$(readlink "$p/cwd")" != /mnt/busy ] || exit 0; done; n=$((n + 1)); done; exit 1')

        when:
        host.apply([path: '/mnt/busy', state: 'absent'], mount)

        then:
        Refusal e = thrown()
        e.message.startsWith('/mnt/busy is in use and is not unmounted')
        box.sh('grep -c busy /etc/fstab') == '1\n'

        cleanup:
        user?.interrupt()
        user?.join()
    }

    def "what is bound is told by its being there"() {
        given:
        box.sh('mkdir -p /mnt/from; touch /mnt/from/file')
        def values = [path: '/mnt/to', source: '/mnt/from', type: 'none', options: 'bind']

        expect:
        host.apply(values, mount).kind() == Change.Kind.CREATE
        host.apply(values, mount).kind() == Change.Kind.NONE
        box.sh('ls /mnt/to') == 'file\n'
    }

    def "what would begin another line, or is no place, is refused before: #values"() {
        expect:
        !host.check(mount, values).empty

        where:
        values << [[path: 'relative', source: 'x', type: 'ext4'], [path: '/a\n/dev/sda / ext4', source: 'x', type: 'ext4'], [path: '/', source: 'x', type: 'ext4'],
                   [path: '/a', source: 'x\ny', type: 'ext4'], [path: '/a', source: 'x', type: 'ext4 defaults'], [path: '/a', source: 'x', type: 'ext4', options: 'a b'],
                   [path: '/a', type: 'ext4'], [path: '/a', source: 'x', type: 'swap']]
    }
}
