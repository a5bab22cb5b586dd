package io.berth.task

/** The next system is made beside the slot's disk, and the former put back; on a real loop device, only virsh is played. */
class StagedScriptSpec extends SlotSpecification {

    /** Holds as soon as the guest has been started a second time. */
    private static final String SECOND_START = '[ "$(grep -c ^start %s/calls)" -ge 2 ]'

    def "the next system is made while the guest runs, of nothing first and then of the one before, and is the golden tree"() {
        given:
        def slot = new LoopSlot(dir)

        when:
        def first = slot.run(LoopSlot.BEFORE_SHUTDOWN + [by: 'staged', start: 'yes'])

        then: 'all but the boot is done while the guest runs'
        slot.asItRan() == 'running'
        first.lines.takeWhile { it != 'phase shutdown' }.containsAll(['phase prepare', 'phase copy', 'phase identity', 'phase unmap'])
        first.status() == 0
        first.said('say').contains('begun from nothing')
        slot.differences() == LoopSlot.IDENTITY
        slot.domain() == 'running'
        slot.left() == []

        when: 'it is changed, and so is the golden tree'
        slot.inside 'echo dirt >"$1/usr/dirt"'
        new File(slot.golden, 'etc/new').text = 'new'
        def runs = (1..2).collect { slot.run(by: 'staged') }

        then:
        runs*.status() == [0, 0]
        runs.every { it.said('say').contains('begun from the one before the present one') }
        slot.differences() == LoopSlot.IDENTITY
        slot.held() == ''
        slot.left() == []
        slot.beside() == ['w01.raw.former']
    }

    def "the filesystem keeps the names by which it is known, and boot loader and partition table their places"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        LoopSlot.sh 'printf boot | dd of="$1" bs=1 conv=notrunc status=none; printf core | dd of="$1" bs=1 seek=520 conv=notrunc status=none', slot.disk
        def before = known(slot)

        expect:
        slot.run(by: 'staged').said('say').contains('begun from nothing')
        known(slot) == before
    }

    private static String known(LoopSlot slot) {
        LoopSlot.sh 'sfdisk -d "$1"; blkid -p -O 1048576 -o export "$1" | grep -E "UUID|LABEL"; head -c 1024 "$1" | sha256sum', slot.disk
    }

    def "where #filesystem can share blocks, the next system begins as a snapshot of the present one"() {
        given:
        def pool = LoopSlot.pool(dir, filesystem)
        def slot = new LoopSlot(dir, 'w01', new File(pool, 'w01.raw'))
        slot.run()
        slot.inside 'echo dirt >"$1/usr/dirt"'

        when:
        def run = slot.run(by: 'staged')

        then:
        run.status() == 0
        run.said('say').contains('begun from a snapshot')
        slot.differences() == LoopSlot.IDENTITY
        slot.held() == ''

        cleanup:
        LoopSlot.gone pool

        where:
        filesystem << ['xfs', 'btrfs']
    }

    def "a run that was killed between the two names of the disk does not take the present system for the former"() {
        given:
        def slot = new LoopSlot(dir)
        slot.run()
        LoopSlot.sh 'ln "$1" "$1.former"; mkdir -p "$2"; echo "$1.next" >"$2/w01"', slot.disk, new File(dir, 'state/beside')

        when:
        def run = slot.run(by: 'staged')

        then:
        run.status() == 0
        run.said('say').contains('begun from nothing')
        slot.differences() == LoopSlot.IDENTITY
    }

    def "a system that does not become ready is replaced by the former, which runs again, and that is said"() {
        given:
        def slot = new LoopSlot(dir)
        String first = slot.release('aaaaaaaaaaaa')
        slot.run(by: 'staged', release: 'stable')
        def record = slot.record()
        new File(slot.golden, 'etc/new').text = 'does not boot'
        String second = slot.release('bbbbbbbbbbbb')
        slot.domain 'running'

        when:
        def run = slot.run(by: 'staged', release: 'stable', start: 'yes', onFailure: 'rollback', command: String.format(SECOND_START, slot.tools))

        then:
        run.status() == 76
        run.said('failed') == "the command has not ended well within 1 s; rolled back: the former system golden@$first runs again"
        slot.domain() == 'running'
        slot.inside('ls "$1/etc"').readLines().every { it != 'new' }
        slot.record() == record
        slot.history().collect { [it.release, it.result, it.ready] } == [[first, 'deployed', ''], [second, 'rolled back', 'no']]
        slot.pins() == "deployed $first\n"
        slot.held() == ''
        slot.left() == []
        slot.beside() == []
    }

    def "a domain that libvirt does not start is as a system that is not ready; the former gets its own seed of cloud-init again"() {
        given:
        def slot = new LoopSlot(dir)
        new File(slot.golden, 'etc/cloud').mkdirs()
        String first = slot.release('aaaaaaaaaaaa')
        def identity = { "seed vfat\nseed-file user-data $it\nend\n" }
        def seed = { LoopSlot.sh('mcopy -n -i "$1" ::user-data -; cd "${1%/*}"; ls | grep seed', new File(dir, 'w01-seed.img')).readLines() }

        expect:
        slot.run(by: 'staged', release: 'stable', identity: identity('one')).status() == 0
        seed() == ['one', 'w01-seed.img']

        when: 'a run ends before it has put its system in the place of that one'
        slot.run(by: 'staged', release: 'stable', identity: identity('two'), phase: 'unmap 1', fault: 'kill -s KILL 0')

        then:
        seed() == ['one', 'w01-seed.img', 'w01-seed.img.next']

        when:
        new File(slot.tools, 'nostart').text = ''
        def run = slot.run(by: 'staged', release: 'stable', start: 'yes', onFailure: 'rollback', command: 'true', identity: identity('two'))

        then:
        run.status() == 76
        run.said('failed') == "libvirt does not start the domain: internal error: no such thing; rolled back: the former system golden@$first runs again"
        slot.domain() == 'running'
        seed() == ['one', 'w01-seed.img']
        slot.left() == []
    }

    def "a first system that does not become ready has nothing to go back to; without the wish nothing is put back"() {
        given:
        def slot = new LoopSlot(dir)

        expect:
        with(slot.run(by: 'staged', start: 'yes', onFailure: 'rollback', command: 'false')) {
            status() == 76
            said('failed') == 'the command has not ended well within 1 s; there was no system before it to go back to'
        }
        slot.record().subMap('result', 'ready') == [result: 'deployed', ready: 'no']

        when:
        def left = slot.run(by: 'staged', start: 'yes', command: 'false')

        then:
        left.status() == 76
        !left.lines.contains('phase rollback')
        slot.domain() == 'running'
    }

    def "ready is when #what"() {
        given:
        def slot = new LoopSlot(dir)
        slot.tool('virsh', new File(slot.tools, 'virsh').text.replace('net-dhcp-leases) ;;', """net-dhcp-leases) echo ' day time mac ipv4 127.0.0.1/8 x x' ;;
qemu-agent-command) [ -e "\$here/agent" ] ;;"""))
        def listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())

        expect:
        slot.run([start: 'yes'] + given(slot, listening.localPort)).status() == status

        cleanup:
        listening.close()

        where:
        what                                      | status | given
        'its agent answers'                       | 0      | { s, port -> new File(s.tools, 'agent').text = ''; [agent: 5] }
        'its agent does not answer'               | 76     | { s, port -> [agent: 1] }
        'something answers at its port'           | 0      | { s, port -> [port: port, portWithin: 5] }
        'nothing answers at its port'             | 76     | { s, port -> [port: 1] }
        'a command ends well that has its address' | 0     | { s, port -> [command: 'test "$ADDRESS $SLOT" = "127.0.0.1 w01"', commandWithin: 5] }
    }

    def "a release that has not become ready five times in a row is not booted again; another one is"() {
        given:
        def slot = new LoopSlot(dir)
        String bad = slot.release('aaaaaaaaaaaa')
        def failing = new File(dir, 'state/slots/w01.failing')
        slot.run(release: bad, start: 'yes', command: 'false')

        expect:
        failing.text == "golden@$bad\n1\n"

        when:
        failing.text = "golden@$bad\n4\n"

        then:
        slot.run(release: bad, start: 'yes', command: 'false').status() == 76
        with(slot.run(release: 'stable', start: 'yes', command: 'true')) {
            status() == 75
            said('refused') == "failing-boots: golden@$bad has been booted 5 times on this slot and has never become ready"
            said('next').contains("rm $failing")
        }

        when:
        slot.release('bbbbbbbbbbbb')

        then:
        slot.run(release: 'stable', start: 'yes', command: 'true').status() == 0
        failing.exists()

        when: 'it may be tried again, and is ready'
        failing.text = "golden@$bad\n1\n"

        then:
        slot.run(release: bad, start: 'yes', command: 'true').status() == 0
        !failing.exists()
    }

    def "a disk with more than the system on it is not staged"() {
        given:
        def slot = new LoopSlot(dir)
        LoopSlot.sh '''printf 'start=2048, size=65536, type=83\\nsize=20480, type=83\\ntype=82\\n' | sfdisk -q "$1"
            loop=$(losetup -f --show -o $((67584 * 512)) --sizelimit 10485760 "$1"); mkfs.ext4 -q "$loop"; losetup -d "$loop"''', slot.disk

        when:
        def run = slot.run(by: 'staged')

        then:
        run.status() == 70
        run.said('failed') == "partition 2 of ${slot.disk} holds ext4, which would go back in time"
        slot.domain() == 'running'
        slot.run(by: 'rsync').status() == 0
    }

    def "where there is no room for a second disk, the slot keeps what it has and its guest is not disturbed: #where"() {
        given:
        def pool = LoopSlot.pool(dir, 'ext4', size)
        def slot = new LoopSlot(dir, 'w01', new File(pool, 'w01.raw'))
        LoopSlot.sh 'head -c "$2" /dev/urandom >"$1"', new File(slot.golden, 'usr/large'), before
        slot.run()
        slot.domain 'running'
        LoopSlot.sh 'head -c "$2" /dev/urandom >"$1"', new File(slot.golden, 'usr/large'), after

        when:
        def run = slot.run(by: 'staged')

        then:
        run.status() == 70
        run.said('failed').contains(says)
        slot.domain() == 'running'
        slot.record().result == 'deployed'
        slot.beside() == []
        slot.held() == ''

        cleanup:
        LoopSlot.gone pool

        where:
        where              | size  | before   | after    | says
        'seen beforehand'  | '24M' | 10000000 | 10000000 | 'MiB free, and a second disk needs about'
        'seen in the copy' | '36M' | 1        | 30000000 | 'not everything could be written to the disk; is the pool full?'
    }
}
