package io.berth.script

import io.berth.diag.PlaybookException
import io.berth.model.Disk
import io.berth.model.Size
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

class DiskSpec extends Specification {

    @TempDir
    Path dir

    def "a disk is a file of a pool, as before, with a table that is made as it can be"() {
        expect:
        disk("pool: 'p', size: 2.GiB") == new Disk('p', new Size(2L << 30), 1, 'ext4')
        with(disk("pool: 'p', size: 2.GiB, partition: 2, table: 'gpt', swap: 512.MiB, map: 'offset', filesystem: 'xfs'")) {
            [kind(), format(), partition(), table(), swap(), swapDevice(), map(), filesystem()] ==
                    [Disk.Kind.FILE, Disk.Format.RAW, 2, Disk.Table.GPT, Size.mib(512), '', Disk.Mapping.OFFSET, 'xfs']
        }
        disk("pool: 'p', size: 2.GiB, partition: 0").partition() == 0
    }

    def "a device is a whole disk with a table, or one that the filesystem is on"() {
        expect:
        with(disk("device: '/dev/disk/by-id/ata-1', partition: 2")) {
            [kind(), device(), size(), partition(), pool()] == [Disk.Kind.DEVICE, '/dev/disk/by-id/ata-1', new Size(0), 2, '']
        }
        with(disk("device: '/dev/sdb1', swap: '/dev/sdb2'")) {
            [partition(), swap(), swapDevice()] == [0, new Size(0), '/dev/sdb2']
        }
    }

    def "a volume is of its group"() {
        expect:
        with(disk("volumeGroup: 'vg0', size: 4.GiB, swap: 512.MiB")) {
            [kind(), volumeGroup(), size(), partition(), swap()] == [Disk.Kind.VOLUME, 'vg0', new Size(4L << 30), 0, Size.mib(512)]
        }
    }

    def "each slot of a series has a device of its host, in order, and playbooks read it"() {
        when:
        def slots = load("slots('w', perHost: 2) { on 'kvm1', 'kvm2'; disk device: ['/dev/sdb', '/dev/sdc'], swap: ['/dev/sdd1', '/dev/sdd2'] ; $REST }\n" +
                "play('p') { on 'kvm1'; slots('w03').each { exec 'echo', it.disk.device, it.disk.swapDevice } }")

        then:
        slots.slots().collectEntries { [it.key, [it.value.host(), it.value.disk().device(), it.value.disk().swapDevice()]] } == [
                w01: ['kvm1', '/dev/sdb', '/dev/sdd1'], w02: ['kvm1', '/dev/sdc', '/dev/sdd2'],
                w03: ['kvm2', '/dev/sdb', '/dev/sdd1'], w04: ['kvm2', '/dev/sdc', '/dev/sdd2']]
        slots.plays()[0].tasks()[0].parameters().toString().contains('[echo, /dev/sdb, /dev/sdd1]')
    }

    def "#said is refused: #message"() {
        when:
        disk(said)

        then:
        PlaybookException e = thrown()
        e.diagnostics()*.message() == [message]

        where:
        said                                                      | message
        "size: 2.GiB"                                             | 'the disk says no place'
        "pool: 'p', device: '/dev/sdb'"                           | 'a disk is in one place, and this says pool and device'
        "pool: 'p'"                                               | "'disk' says no 'size'"
        "volumeGroup: 'v'"                                        | "'disk' says no 'size'"
        "volumeGroup: '-v', size: 2.GiB"                          | "'-v' cannot be the name of a volume group"
        "device: '/dev/sdb', size: 2.GiB"                         | 'a device has the size it has'
        "device: 'sdb'"                                           | "'sdb' is not the path of a device"
        "device: '/dev/../etc/passwd'"                            | "'/dev/../etc/passwd' is not the path of a device"
        "device: '/dev/sdb', swap: '/dev/sdb'"                    | '/dev/sdb of host kvm1 is given to s twice'
        "device: ['/dev/sdb', '/dev/sdc']"                        | 'a host has 1 slot of these, and 2 devices are said'
        "device: '/dev/sdb', swap: 1.GiB"                         | 'there is no place for swap beside a system that has the whole disk'
        "device: '/dev/sdb', table: 'gpt'"                        | 'a disk without partitions has no partition table'
        "device: '/dev/sdb', format: 'raw', filesystem: 'ntfs'"   | "filesystem 'ntfs' is not one that slots can have"
        "device: '/dev/sdb', format: 'qcow2'"                     | 'only a file has a format'
        "pool: 'p', size: 2.GiB, partition: -1"                   | 'the partition is 1 to 128, or 0 for none, not -1'
        "pool: 'p', size: 2.GiB, partition: 5, table: 'dos'"      | 'a table of kind dos has 4 partitions of this kind'
        "pool: 'p', size: 2.GiB, partition: 4, table: 'dos', swap: 1.GiB" | 'a table of kind dos has 4 partitions of this kind, and the swap is one'
        "pool: 'p', size: 2.GiB, swap: 0.GiB"                     | 'swap is not empty'
        "pool: 'p', size: 2.GiB, swap: 5"                         | "'swap' wants a size such as 512.MiB, or a device such as '/dev/sdc', not the number 5"
    }

    def "a device is one slot's"() {
        when:
        load(['a', 'b'].collect { "slot('$it') { on 'kvm1'; disk device: '/dev/sdb'; $REST }" }.join('\n'))

        then:
        PlaybookException e = thrown()
        e.diagnostics()*.message() == ['/dev/sdb of host kvm1 is given to a and b']
    }

    private static final String REST = "memory 96.MiB; template 't'"

    private Disk disk(String said) {
        load("slot('s') { on 'kvm1'; disk $said; $REST }").slots().s.disk()
    }

    private load(String text) {
        Files.writeString(dir.resolve('t.xml'), '<domain/>')
        Files.writeString(dir.resolve('p.groovy'), """hosts { host 'kvm1'; host 'kvm2' }
            pool('p') { on 'kvm1'; dir '/p' }
            template 't', 't.xml'
            $text""")
        new PlaybookLoader(Vocabulary.all()).load([], dir.resolve('p.groovy'), [:])
    }
}
