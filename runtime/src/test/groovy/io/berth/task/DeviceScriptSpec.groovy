package io.berth.task

import spock.lang.Specification
import spock.lang.TempDir

/** The real scripts on a block device, for which a loop device stands, and a small tree; only virsh is played. */
class DeviceScriptSpec extends Specification {

    @TempDir
    File dir

    DeviceSlot slot

    def cleanup() {
        slot?.close()
    }

    def "a slot on a device, #storage, redeployed by #by, mapped by #method, is the golden tree but for its identity"() {
        given:
        slot = DeviceSlot.of(dir, storage)

        when:
        def runs = (1..2).collect { slot.run(by: by, method: method) }

        then:
        runs*.status() == [0, 0]
        slot.differences() == LoopSlot.IDENTITY
        slot.held() == ''
        slot.known() == []
        slot.left() == []

        where:
        storage                                                           | by      | method
        [partition: 1]                                                    | 'rsync' | 'auto'
        [partition: 2, table: 'gpt', filesystem: 'btrfs', size: '200M']   | 'tar'   | 'offset'
        [partition: 0, filesystem: 'xfs', size: '310M']                   | 'rsync' | 'auto'
    }

    def "fstab tells the swap #where, and the filesystem that the slot has"() {
        given:
        def device = where == 'of another device' ? DeviceSlot.device(dir, 'swap', '8M') : null
        slot = DeviceSlot.of(dir, [filesystem: 'btrfs', size: '200M', table: 'gpt', swap: device ?: 16])
        new File(slot.golden, 'etc/fstab').text = "# of the image\nUUID=dead-beef / ext4 errors=remount-ro 0 1\n$was"
        def swap = LoopSlot.sh('blkid -p -o value -s UUID "$1" 2>/dev/null || blkid -p -o value -s UUID -O $((183 << 20)) -S $((16 << 20)) "$2"', device ?: '/none', slot.disk).trim()

        when:
        def run = slot.run()

        then:
        run.status() == 0
        slot.inside('cat "$1/etc/fstab"').readLines() == ['# of the image',
                'UUID=' + slot.inside('blkid -p -o value -s UUID "$(findmnt -n -o SOURCE "$1")"').trim() + ' / btrfs defaults 0 0', "UUID=$swap none swap sw 0 0".toString()]

        where:
        where               | was
        'beside the system' | ''
        'of another device' | '/dev/sda5 none swap sw 0 0\n'
    }

    def "a redeploy that is killed while its partition is known to the kernel is cleared away by the next, and no guest starts before"() {
        given:
        slot = DeviceSlot.of(dir)
        slot.tool 'rsync', '#!/bin/sh\ntouch "$(dirname "$0")/reached"; exec sleep 60\n'
        def killed = slot.start(method: 'partx')
        killed.reaches('phase copy')

        when:
        killed.signalGroup('KILL').end()

        then:
        slot.held() == ''
        slot.known() == ["${slot.disk.name}p1".toString()]
        new File(dir, 'state/maps/w01').readLines().drop(1) == [slot.disk.path, 'partx 1']

        when:
        new File(slot.tools, 'rsync').delete()
        def again = slot.run()

        then:
        again.status() == 0
        again.said('say').contains("unmapping ${slot.disk}, left by a run that ended early")
        slot.differences() == LoopSlot.IDENTITY
        slot.known() == []
        slot.left() == []
    }

    def "a partition that the kernel knows is taken as it is, unless the table has changed"() {
        given:
        slot = DeviceSlot.of(dir)
        LoopSlot.sh 'partx --add --nr 1 "$1"', slot.disk

        expect:
        slot.run().said('say').contains("mapped: ${slot.disk}p1")
        slot.known() == ["${slot.disk.name}p1".toString()]

        when: 'a guest has given its disk another table'
        LoopSlot.sh 'echo "start=4096, type=83" | sfdisk --quiet --no-reread --no-tell-kernel --wipe never "$1"', slot.disk
        def run = slot.run(by: 'tar')

        then:
        run.status() == 0
        LoopSlot.sh('blkid -p -o value -s TYPE -O 2097152 "$1"', slot.disk) == 'ext4\n'
        slot.known() == []
    }

    /** What is mounted here is in the scripts' own namespaces, too, until they end: the partition is forgotten afterwards. */
    def "a device that #who is refused, and nothing is written to it"() {
        given:
        slot = DeviceSlot.of(dir)
        LoopSlot.sh before, slot.disk, slot.tools, dir
        def content = LoopSlot.sh('sha256sum <"$1"', slot.disk)

        when:
        def run = slot.run()
        LoopSlot.sh after, slot.disk, slot.tools, dir

        then:
        run.status() == 75
        run.said('refused').startsWith("disk-in-use: ${slot.disk} $why")
        LoopSlot.sh('sha256sum <"$1"', slot.disk) == content

        where:
        who                                  | why                                     | before | after
        'has a partition mounted'            | 'is mounted on /'                       | 'partx --add "$1"; mkdir "$3/m"; nsenter --target $PPID --mount mount -r -o noload "${1}p1" "$3/m"' | 'nsenter --target $PPID --mount umount "$3/m"'
        'is attached elsewhere'              | 'is attached to /dev/loop'              | 'losetup -f "$1"' | 'losetup -d "$(losetup -n -O NAME -j "$1")"'
        'another domain has a partition of'  | 'is used by the running domain \'other\'' | 'partx --add "$1"; printf "Domain: \'other\'\\n  block.0.path=%sp1\\n" "$1" >"$2/stats"' | 'partx --delete "$1"'
    }

    def "what holds anything is not made anew, and a device of another kind is no slot's"() {
        given:
        slot = DeviceSlot.of(dir)

        when:
        Process again = slot.create('disk', 'auto', 0)
        String said = again.inputStream.text

        then:
        again.waitFor() == 75
        said.startsWith("refused not-empty: ${slot.disk} holds something: dos")
        slot.held() == ''
    }
}
