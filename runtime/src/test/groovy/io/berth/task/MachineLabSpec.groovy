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
    MachineSlot raw = new MachineSlot('m01', MachineSlot.file(RAW))
    @Shared
    MachineSlot volume = new MachineSlot('m02', MachineSlot.volume())
    @Shared
    MachineSlot qcow2 = new MachineSlot('m03', MachineSlot.file(QCOW2))

    def setupSpec() {
        lab 'down', '--machine' // of a spec that was killed
        LabHost.mustBeUp()
        lab 'up', '--machine'
        MachineSlot.prepare(raw.host)
        raw.make()
    }

    def cleanupSpec() {
        lab 'down', '--machine'
        LabHost.mustBeUp()
        assert !new File(LabHost.STATE, 'run/inventory.groovy').text.contains(MachineSlot.MACHINE)
    }

    def "a slot on #what is made, killed after #program with #device mounted, and redeployed by #by, and nothing is left"() {
        given:
        slot.make()
        slot.killedAfter(program, by)
        boolean recorded = slot.mapped().contains("record ${slot.slot.name()}".toString())

        when:
        slot.redeploy(by)

        then:
        recorded
        slot.said.any { it ==~ "mapped.*: $device" }
        slot.differences() == LoopSlot.IDENTITY
        slot.mapped() == []

        where:
        what                         | slot   | program | by    | device
        'a qcow2 file that nbd maps' | qcow2  | 'rsync' | RSYNC | '/dev/.*nbd\\d+p1'
        'a volume of LVM'            | volume | 'mount' | TAR   | '/dev/mapper/berth-m02p1'
    }

    def "killed after #program, kpartx's map of a raw file stays, which the next run knows by its record"() {
        when:
        raw.killedAfter(program, by)

        then:
        raw.said.any { it.startsWith('detaching /dev/loop') } == next
        raw.mapped().with {
            size() == 3 && get(0) ==~ 'map loop\\d+p1' && get(1).endsWith(" ${raw.disk()}") && get(2) == 'record m01'
        }

        where:
        program  | by    | next
        'kpartx' | RSYNC | false
        'umount' | TAR   | true
    }

    def "after that it is redeployed: where device mapper works, kpartx maps its partition, and nothing is left"() {
        when:
        raw.redeploy(RSYNC)

        then:
        raw.said.any { it ==~ 'mapped by kpartx: /dev/mapper/loop\\d+p1' }
        raw.differences() == LoopSlot.IDENTITY
        raw.mapped() == []
    }

    private static void lab(String... words) {
        Process process = new ProcessBuilder(["${LabHost.directory()}/lab".toString()] + words.toList()).redirectErrorStream(true).start()
        process.outputStream.close()
        String out = process.inputStream.text
        assert process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0: out
    }
}
