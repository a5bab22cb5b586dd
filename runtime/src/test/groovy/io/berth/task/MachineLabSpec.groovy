package io.berth.task

import static io.berth.model.Disk.Format.QCOW2
import static io.berth.model.Disk.Format.RAW
import static io.berth.model.Redeploy.Strategy.AUTO
import static io.berth.model.Redeploy.Strategy.RSYNC
import static io.berth.model.Redeploy.Strategy.TAR

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.lab.Lab
import io.berth.model.Size
import java.util.concurrent.TimeUnit
import spock.lang.Shared
import spock.lang.Specification

/**
 * What needs a kernel with device mapper, nbd or NFS, on the lab's machine that has one. It is emulated, and each redeploy takes it seconds: the
 * cases share what there is to see. Killed after kpartx is in the phase map, after umount in unmap.
 */
class MachineLabSpec extends Specification {

    @Shared
    MachineSlot raw = new MachineSlot('m01', MachineSlot.file(RAW))
    @Shared
    MachineSlot volume = new MachineSlot('m02', MachineSlot.volume())
    @Shared
    MachineSlot thin = new MachineSlot('m04', MachineSlot.volume(MachineSlot.GROUP + '/pool'), 'released')
    @Shared
    MachineSlot qcow2 = new MachineSlot('m03', MachineSlot.file(QCOW2))

    def setupSpec() {
        lab 'down', '--machine' // of a spec that was killed
        LabHost.mustBeUp()
        lab 'up', '--machine'
        MachineSlot.prepare(raw.host)
    }

    def cleanupSpec() {
        lab 'down', '--machine'
        LabHost.mustBeUp()
        assert !new File(LabHost.STATE, 'run/inventory.groovy').text.contains(MachineSlot.MACHINE)
    }

    def "a slot on #what is made, killed after #program, which leaves #stays, and redeployed by #by, mapped by #device, and nothing is left"() {
        given:
        slot.make()
        slot.killedAfter(program, by)
        List<String> left = slot.mapped()

        when:
        slot.redeploy(by)

        then:
        left.contains("record ${slot.slot.name()}".toString())
        left.any { it ==~ stays }
        slot.said.any { it ==~ "mapped.*: $device" }
        slot.differences() == LoopSlot.IDENTITY
        slot.mapped() == []

        where:
        [what, slot, program, by, stays, device] << [
                ['a volume of LVM', volume, 'kpartx', TAR, 'map berth-m02p1', '/dev/mapper/berth-m02p1'],
                ['a raw file', raw, 'umount', RSYNC, 'map loop\\d+p1', '/dev/mapper/loop\\d+p1']]
    }

    /** VolumeScriptSpec has more of it with a stand-in for LVM. */
    def "a thin volume is a snapshot of the release, of which there is one base for all"() {
        given:
        thin.make()

        when:
        List<List<String>> said = (1..2).collect {
            thin.redeploy(AUTO)
            thin.said.toList()
        }

        then:
        said*.any { it.startsWith('making the base') } == [true, false]
        thin.differences() == LoopSlot.IDENTITY
        thin.volumes().size() == 1
        thin.volumes()[0] ==~ 'berth\\.base-a{12}0{20}-67108864-ext4-2048\\+\\d+ r'
        thin.mapped() == []
    }

    def "a slot on a qcow2 file is mapped by qemu-nbd, and stays mounted by it"() {
        given:
        qcow2.make()

        when:
        qcow2.redeploy(RSYNC)

        then:
        qcow2.said.any { it ==~ 'mapped.*: /dev/nbd\\d+p1' }
        qcow2.differences() == LoopSlot.IDENTITY
        qcow2.mapped() == []

        when: 'it is mounted for longer than a command lasts'
        qcow2.apply(new SlotMountTask(), new SlotMountTask.Mount(qcow2.slot, '', true, ''))
        def there = qcow2.host.sh 'sleep 1; grep " /run/berth/mnt/$1 " /proc/mounts; cat "/run/berth/mnt/$1/etc/hostname"; echo x >"/run/berth/mnt/$1/etc/x"', 'm03'
        qcow2.apply(new SlotReleaseTask(), new SlotReleaseTask.Release(qcow2.slot, false))

        then:
        there ==~ '/dev/nbd\\d+p1 .*\nm03\n'
        qcow2.differences() == (LoopSlot.IDENTITY + ['etc/', 'etc/x']).sort()
        qcow2.mapped() == []
    }

    def "a pool of a filesystem that a server has is started if that is the one it should be, and its volumes lie there"() {
        given: 'the machine serves itself a directory by NFS'
        def host = raw.host
        host.sh '''modprobe nfsd; mount -t nfsd nfsd /proc/fs/nfsd; mkdir -p /srv/served /var/lib/nfs/v4recovery
            exportfs -o rw,no_root_squash,insecure,fsid=1 127.0.0.1:/srv/served; rpc.mountd -N 3; rpc.nfsd -N 3 -G 10 -L 10 1'''
        def pool = MachineSlot.served('/srv/served')

        when: 'it is another one'
        raw.apply(new PoolTask(), pool)

        then: 'libvirt has mounted it, and neither mount nor pool is left'
        CommandFailure e = thrown()
        e.answer().err().contains('there is no .store in what is mounted at /srv/pools/served: this is not the store it should be')
        host.sh('virsh -q pool-list --all --name | grep served || :; grep " nfs4 " /proc/mounts || :') == ''

        when:
        host.sh 'touch /srv/served/.store'
        raw.apply(new PoolTask(), pool)
        raw.apply(new VolumeCreateTask(), new VolumeCreateTask.Create('served/web.qcow2', Size.mib(8), VolumeFormat.QCOW2, false, false))

        then:
        host.sh('qemu-img info -U /srv/served/web.qcow2').contains('virtual size: 8 MiB')
        raw.plan(new PoolTask(), pool).kind() == Change.Kind.NONE

        when:
        raw.apply(new PoolStopTask(), new PoolStopTask.Stop('served'))

        then:
        host.sh('ls -A /srv/pools/served; grep " nfs4 " /proc/mounts || :') == ''
        raw.plan(new PoolTask(), pool).summary() == 'start'
    }

    private static void lab(String... words) {
        Lab.hangUp(MachineSlot.MACHINE)
        Process process = new ProcessBuilder(["${LabHost.directory()}/lab".toString()] + words.toList()).redirectErrorStream(true).start()
        process.outputStream.close()
        String out = process.inputStream.text
        assert process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0: out
    }
}
