package io.berth.task

import static io.berth.model.Disk.Format.QCOW2
import static io.berth.model.Disk.Format.RAW
import static io.berth.model.Redeploy.Strategy.RSYNC
import static io.berth.model.Redeploy.Strategy.TAR

import java.util.concurrent.TimeUnit
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise

/**
 * What needs a kernel with device mapper, on the lab's machine that has one. It is emulated, and each redeploy takes it seconds: what one
 * leaves is what the next begins with.
 */
@Stepwise
class MachineLabSpec extends Specification {

    @Shared
    MachineSlot slot = new MachineSlot('m01', MachineSlot.file(RAW))
    @Shared
    MachineSlot volume = new MachineSlot('m02', MachineSlot.volume())
    @Shared
    MachineSlot qcow2 = new MachineSlot('m03', MachineSlot.file(QCOW2))

    def setupSpec() {
        lab 'down', '--machine' // of a spec that was killed
        LabHost.mustBeUp()
        lab 'up', '--machine'
        MachineSlot.prepare(slot.host)
        slot.make()
    }

    def cleanupSpec() {
        lab 'down', '--machine'
        LabHost.mustBeUp()
        assert !new File(LabHost.STATE, 'run/inventory.groovy').text.contains(MachineSlot.MACHINE)
    }

    def "a slot is redeployed by rsync: where device mapper works, kpartx maps its partition"() {
        when:
        slot.redeploy(RSYNC)

        then:
        slot.said.any { it ==~ 'mapped: /dev/mapper/loop\\d+p1' }
        slot.differences() == LoopSlot.IDENTITY
        slot.mapped() == []
    }

    def "killed after #program, kpartx's map stays, which the next run knows by its record"() {
        when:
        slot.killedAfter(program, by)

        then:
        slot.said.any { it.startsWith('detaching /dev/loop') } == (program != 'kpartx')
        slot.mapped().with {
            size() == 3 && get(0) ==~ 'map loop\\d+p1' && get(1).endsWith(" ${slot.disk()}") && get(2) == 'record m01'
        }

        where:
        program  | by
        'kpartx' | RSYNC
        'mount'  | TAR
        'rsync'  | RSYNC
        'umount' | TAR
    }

    def "after all that it is redeployed by tar, and nothing is left"() {
        when:
        slot.redeploy(TAR)

        then:
        slot.differences() == LoopSlot.IDENTITY
        slot.mapped() == []
    }

    def "a slot on #what is made and killed with its filesystem mounted by #device, which the next run gives back"() {
        given:
        one.make()
        one.killedAfter('mount', TAR)
        boolean left = one.mapped().contains("record ${one.slot.name()}".toString())

        when:
        one.redeploy(RSYNC)

        then:
        left
        one.said.any { it ==~ "mapped: $device" }
        one.differences() == LoopSlot.IDENTITY
        one.mapped() == []

        where:
        what                      | one    | device
        'a volume of LVM'         | volume | '/dev/mapper/berth-m02p1'
        'a qcow2 file, qemu-nbd'  | qcow2  | '/dev/.*nbd\\d+p1'
    }

    private static void lab(String... words) {
        Process process = new ProcessBuilder(["${LabHost.directory()}/lab".toString()] + words.toList()).redirectErrorStream(true).start()
        process.outputStream.close()
        String out = process.inputStream.text
        assert process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0: out
    }
}
