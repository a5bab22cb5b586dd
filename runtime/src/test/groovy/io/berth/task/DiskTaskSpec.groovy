package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.diag.Diagnostics
import io.berth.model.Command
import io.berth.model.Disk
import io.berth.model.Size
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Decisions, and the real tools on real files: root, sfdisk and mkfs.ext4 are needed. Only libvirt is played. */
class DiskTaskSpec extends Specification {

    @TempDir
    Path dir

    static Change change(String... lines) {
        new DiskTask().change(Sample.slot(), Sample.scope(), [Found.answer(lines.join('\n') + '\n')])
    }

    def "#lines: #kind"() {
        expect:
        change(lines as String[]).kind() == kind

        where:
        lines                                                                     | kind
        ['type=absent']                                                           | Change.Kind.CREATE
        ['type=file', 'size=67108864', 'start=2048', 'filesystem=ext4', 'volume=yes'] | Change.Kind.NONE
        ['type=file', 'size=67108864', 'start=2048', 'filesystem=', 'volume=yes'] | Change.Kind.NONE
        ['type=file', 'size=67108864', 'start=2048', 'filesystem=ext4', 'volume=no'] | Change.Kind.UPDATE
    }

    def "#lines is refused"() {
        when:
        change(lines as String[])

        then:
        Refusal e = thrown()
        e.message == message

        where:
        lines                                                                       | message
        ['type=other']                                                              | '/srv/berth/pools/primary/w01.raw is not a regular file'
        ['type=file', 'size=1048576', 'volume=yes']                                 | 'disk /srv/berth/pools/primary/w01.raw is of 1 MiB and the playbook says 64 MiB: berth neither grows nor shrinks a disk that is there'
        ['type=file', 'size=67108864', 'volume=yes']                                | 'disk /srv/berth/pools/primary/w01.raw has no partition 1'
        ['type=file', 'size=67108864', 'start=2048', 'filesystem=xfs', 'volume=yes'] | 'partition 1 of disk /srv/berth/pools/primary/w01.raw holds xfs, not ext4'
    }

    def "a disk that is #disk, seen as #lines, is #kind: #summary"() {
        when:
        def change = new DiskTask().change(Sample.slot(disk: Sample.disk(disk)), Sample.scope(), [Found.answer(lines.join('\n') + '\n')])

        then:
        [change.kind(), change.summary()] == [kind, summary]

        where:
        disk               | lines                                                          | kind               | summary
        DEVICE             | ['type=block', 'size=9']                                       | Change.Kind.CREATE | 'on the empty device /dev/sdb, partition 1 with an empty ext4'
        DEVICE             | ['type=block', 'size=9', 'signatures=dos', 'table=dos', 'start=2048', 'filesystem=ext4'] | Change.Kind.NONE | 'as the playbook says'
        DEVICE             | ['type=block', 'size=9', 'signatures=dos', 'table=dos', 'start=2048', 'filesystem='] | Change.Kind.NONE | 'without a filesystem: a redeploy that was cut short has to be done again'
        BARE               | ['type=block', 'size=9', 'swap=']                              | Change.Kind.CREATE | 'on the empty device /dev/sdb, with an empty xfs and swap on /dev/sdc'
        BARE               | ['type=block', 'size=9', 'signatures=xfs', 'start=0', 'filesystem=xfs', 'swap='] | Change.Kind.CREATE | 'swap on /dev/sdc'
        BARE               | ['type=block', 'size=9', 'signatures=xfs', 'start=0', 'filesystem=xfs', 'swap=swap'] | Change.Kind.NONE | 'as the playbook says'
        VOLUME             | ['type=absent', 'free=99999999', 'extent=4194304', 'swap=absent'] | Change.Kind.CREATE | 'volume of 62 MiB in vg0, with an empty ext4 and 16 MiB of swap'
        VOLUME             | ['type=absent', 'free=0', 'extent=4194304', 'aside=yes', 'swap=swap'] | Change.Kind.UPDATE | 'give the former volume its place again, which a redeploy that was cut short left empty'
        THIN               | ['type=absent', 'free=0', 'extent=4194304', 'swap=absent'] | Change.Kind.CREATE | 'volume of 62 MiB in vg0/thin, with an empty ext4 and 16 MiB of swap'
        VOLUME             | ['type=block', 'free=0', 'extent=4194304', 'size=67108864', 'signatures=ext4', 'start=0', 'filesystem=ext4', 'swap=absent'] | Change.Kind.CREATE | 'swap on /dev/vg0/w01-swap'
    }

    def "a disk that is #disk, seen as #lines, is refused"() {
        when:
        new DiskTask().change(Sample.slot(disk: Sample.disk(disk)), Sample.scope(), [Found.answer(lines.join('\n') + '\n')])

        then:
        TaskFailure e = thrown()
        e.message == message

        where:
        disk   | lines                                                                    | message
        DEVICE | ['type=absent']                                                          | 'there is no device /dev/sdb for slot w01'
        DEVICE | ['type=file', 'size=9']                                                  | '/dev/sdb is a file, and no block device'
        DEVICE | ['type=block', 'size=9', 'taken=is held by md0']                         | '/dev/sdb is held by md0'
        DEVICE | ['type=block', 'size=9', 'signatures=LVM2_member']                       | 'disk /dev/sdb has no partition 1'
        DEVICE + [table: Disk.Table.GPT] | ['type=block', 'signatures=dos', 'table=dos', 'start=2048', 'filesystem=ext4'] | 'disk /dev/sdb has a partition table of kind dos, not gpt'
        DEVICE + [swap: Size.mib(16)] | ['type=block', 'signatures=dos', 'table=dos', 'start=2048', 'filesystem=ext4'] | 'disk /dev/sdb has no swap: it is made with a disk from nothing only'
        BARE   | ['type=block', 'size=9', 'signatures=LVM2_member', 'start=0', 'filesystem=LVM2_member'] | 'disk /dev/sdb holds LVM2_member, not xfs'
        BARE   | ['type=block', 'size=9', 'signatures=dos', 'start=0', 'filesystem=']     | 'disk /dev/sdb holds dos, not xfs'
        BARE   | ['type=block', 'size=9', 'swap=ext4']                                    | '/dev/sdc holds ext4, and is to be swap'
        BARE   | ['type=block', 'size=9', 'swap=absent']                                  | 'there is no device /dev/sdc for swap'
        BARE   | ['type=block', 'size=9', 'swap=', 'swapTaken=is held by md0']            | '/dev/sdc is held by md0'
        VOLUME | ['type=absent', 'swap=absent']                                           | 'there is no volume group vg0 for slot w01'
        THIN   | ['type=absent', 'swap=absent']                                           | 'there is no thin pool vg0/thin for slot w01'
        VOLUME | ['type=absent', 'free=9', 'extent=4194304', 'swap=absent']               | 'volume group vg0 has 9 B free, and slot w01 needs 78 MiB'
        VOLUME | ['type=absent', 'free=99999999', 'extent=4194304', 'inactive=w01']       | 'volume vg0/w01 is not active'
        VOLUME | ['type=block', 'free=9', 'extent=4194304', 'size=4194304', 'signatures=ext4', 'start=0', 'filesystem=ext4'] | 'disk /dev/vg0/w01 is of 4 MiB and the playbook says 62 MiB: berth neither grows nor shrinks a disk that is there'
    }

    private static final Map DEVICE = [device: '/dev/sdb', partition: 1]
    private static final Map BARE = [device: '/dev/sdb', filesystem: 'xfs', swapDevice: '/dev/sdc']
    private static final Map THIN = [volumeGroup: 'vg0/thin', size: Size.mib(62), swap: Size.mib(16)]
    private static final Map VOLUME = [volumeGroup: 'vg0', size: Size.mib(62), swap: Size.mib(16)]

    def "an empty device gets a table, a system's filesystem and swap; then it is as the playbook says, and with anything else on it is refused"() {
        given:
        File device = DeviceSlot.device(dir.toFile(), 'disk', '200M')
        File second = DeviceSlot.device(dir.toFile(), 'swap', '8M')
        def slot = Sample.slot(disk: Sample.disk(device: device.path, partition: 2, filesystem: 'btrfs', table: Disk.Table.GPT, swapDevice: second.path))

        expect:
        host().apply(new DiskTask(), slot).kind() == Change.Kind.CREATE
        run("sfdisk -q -l -o Start,Sectors '$device'").readLines()[1..-1]*.trim()*.split(/ +/) == [['2048', '2048'], ['4096', "${(200 - 3) * 2048}".toString()]]
        run("blkid -p -o value -s TYPE -O ${2 << 20} '$device'; blkid -p -o value -s TYPE '$second'") == 'btrfs\nswap\n'
        run("losetup -n -O NAME -j '$device'; ls /sys/class/block/${device.name} | grep p2 || true") == ''

        when:
        host().plan(new DiskTask(), Sample.slot(disk: Sample.disk(device: device.path)))

        then:
        Refusal e = thrown()
        e.message == "disk $device holds PMBR gpt, not ext4"

        cleanup:
        run("losetup -d '$device' '$second'")
    }

    def "what no disk can be is told before any host is asked: #slot"() {
        given:
        Diagnostics diagnostics = new Diagnostics()

        when:
        new DiskTask().check(Sample.slot(slot), Sample.scope(), Sample.AT, diagnostics)

        then:
        diagnostics.all()*.message() == [message]

        where:
        slot                           | message
        [filesystem: 'btrfs']          | "the disk of slot 'w01' cannot be of 64 MiB"
        [size: Size.mib(8)]            | "the disk of slot 'w01' cannot be of 8 MiB"
        [size: new Size(104857601L)]   | "the disk of slot 'w01' is not a whole number of MiB: 104857601 bytes"
    }

    def "a disk with its system in partition #partition is made, sparse and whole"() {
        given:
        def slot = Sample.slot(partition: partition)
        def host = host()

        when:
        Change made = host.apply(new DiskTask(), slot)

        then:
        made.kind() == Change.Kind.CREATE
        dir.toFile().list().toList() == ['w01.raw']
        Files.size(dir.resolve('w01.raw')) == Size.mib(64).bytes()
        run("du -k '$dir/w01.raw'").split()[0].toInteger() < 8192
        run("sfdisk -q -l -o Start '$dir/w01.raw'").readLines()[1..-1]*.trim() == (1..partition).collect { "${it * 2048}".toString() }
        run("e2fsck -fn '$dir/w01.raw?offset=${partition << 20}' 2>&1").contains('0.0% non-contiguous')
        run("blkid -p -o value -s LABEL -O ${partition << 20} '$dir/w01.raw'").trim() == 'root'

        where:
        partition << [1, 2, 4]
    }

    def "a qcow2 disk is made, small, with all that was declared, and what it is can be told"() {
        given:
        def slot = Sample.slot(format: Disk.Format.QCOW2, swap: Size.mib(8))

        when:
        Change made = host().apply(new DiskTask(), slot)

        then:
        made.summary().startsWith('qcow2 file of 64 MiB')
        dir.toFile().list().toList() == ['w01.qcow2']
        Files.size(dir.resolve('w01.qcow2')) < Size.mib(16).bytes()
        run("qemu-img info '$dir/w01.qcow2'").with { contains('file format: qcow2') && contains('virtual size: 64 MiB') && !contains('backing') }

        when:
        host().plan(new DiskTask(), Sample.slot(format: Disk.Format.QCOW2, size: Size.mib(65)))

        then:
        Refusal e = thrown()
        e.message.contains('is of 64 MiB and the playbook says 65 MiB')
    }

    def "a file that appeared meanwhile is not replaced"() {
        given:
        def slot = Sample.slot()
        def host = host()
        Change planned = host.plan(new DiskTask(), slot)
        Files.writeString(dir.resolve('w01.raw'), 'precious')

        when:
        planned.work().apply(host.hands())

        then:
        thrown(io.berth.api.CommandFailure)
        Files.readString(dir.resolve('w01.raw')) == 'precious'
        dir.toFile().list().toList() == ['w01.raw']
    }

    private OneTask host() {
        new OneTask(Sample.scope(pools: [Sample.pool(dir: dir.toString())]), Shell.alone('virsh() { :; }'))
    }

    private static String run(String command) {
        def answer = Shell.local(Command.of('sh', '-c', command))
        assert answer.ok(): answer.err()
        answer.out()
    }
}
