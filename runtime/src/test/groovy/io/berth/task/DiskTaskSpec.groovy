package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
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
