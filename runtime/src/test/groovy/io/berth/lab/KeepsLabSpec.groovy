package io.berth.lab

import io.berth.libvirt.Xml
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What libvirt keeps beside a guest's definition stays when that changes or goes: its firmware's variables, its snapshots, what its disks hold. */
class KeepsLabSpec extends Specification {

    @Shared @TempDir Path dir
    @Shared Berth berth
    @Shared LabGuests guests

    def setupSpec() {
        Lab.required()
        berth = new Berth(dir)
        guests = new LabGuests('kvm2', 'keeps-')
    }

    def cleanupSpec() { guests?.close() }

    private Ran guest(String... words) { berth.run(*(['guest', *words, '-i', 'lab', '-l', 'kvm2'] as String[])) }

    private static String define(String xml) { Lab.must('kvm2', 'printf %s "$1" | virsh -q define /dev/stdin', xml) }

    private static String sum(String file) { Lab.must('kvm2', 'sha256sum <"$1"', file) }

    private String file(String name, String xml) { Files.writeString(dir.resolve("${name}.xml"), xml).toString() }

    def "the variables of a guest's firmware are kept when it is defined anew, when it runs, and when it is undefined"() {
        given:
        def nvram = "$guests.directory/uefi_VARS.fd".toString()
        def xml = { int memory -> guests.xml(memory: memory, 'uefi').replace('</type>', "</type><loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE.fd</loader><nvram>$nvram</nvram>") }
        Lab.must('kvm2', LabGuests.BOOT_SECTOR + 'cp /usr/share/OVMF/OVMF_VARS.fd "$2"; printf mine | dd of="$2" bs=1 seek=100000 conv=notrunc status=none', guests.disk('uefi'), nvram)
        define(xml(16))
        def before = sum(nvram)

        when: 'stopped'
        def stopped = guest('define', file('uefi', xml(24)))

        then:
        stopped.exit == 0
        sum(nvram) == before

        when: 'running'
        guests.virsh('start', '--paused', 'keeps-uefi')
        def running = guest('define', file('uefi', xml(20)))
        guests.virsh('destroy', 'keeps-uefi')

        then:
        running.exit == 0
        Xml.parse(Lab.must('kvm2', 'virsh dumpxml keeps-uefi')).with { [it.textAt('memory'), it.textAt('os', 'nvram')] } == ['20480', nvram]
        sum(nvram) == before

        when:
        def gone = guest('undefine', 'keeps-uefi', '-y')

        then:
        gone.exit == 0
        guests.state('uefi') == ''
        sum(nvram) == before
    }

    def "a guest with snapshots is not undefined unless that is said, and then its disk stays"() {
        given:
        def disk = guests.disk('snap').replace('.raw', '.qcow2')
        Lab.must('kvm2', 'mkdir -p "${1%/*}"; qemu-img create -q -f qcow2 "$1" 1M', disk)
        define(guests.xml(disk: disk, 'snap').replace("type='raw'", "type='qcow2'"))
        guests.virsh('snapshot-create-as', 'keeps-snap', 's1')
        def before = sum(disk)

        when:
        def refused = guest('undefine', 'keeps-snap', '-y')

        then:
        refused.exit == 4
        refused.err.contains('has snapshots: s1')
        guests.state('snap') == 'shut off'
        guests.virsh('snapshot-list', '--name', 'keeps-snap').trim() == 's1'

        when:
        def forgotten = guest('undefine', 'keeps-snap', '-y', '--drop-snapshots')

        then:
        forgotten.exit == 0
        guests.state('snap') == ''
        sum(disk) == before
    }

    def "guests of one host start and go off in one go, each with an end of its own"() {
        given: 'one whose disk is gone'
        guests.define('a1', 'a2', 'a3', 'a4')
        Lab.must('kvm2', 'rm "$1"', guests.disk('a2'))

        when:
        def started = guest('start', 'keeps-a*')

        then:
        started.exit == 1
        ['a1', 'a2', 'a3', 'a4'].collect { guests.state(it) } == ['running', 'shut off', 'running', 'running']
        started.err.contains('guest keeps-a2 could not be started') || started.out.contains('guest keeps-a2 could not be started')
        started.err.contains(guests.disk('a2')) || started.out.contains(guests.disk('a2'))

        when:
        def again = guest('start', 'keeps-a1,keeps-a3')
        def stopped = guest('stop', 'keeps-a*', '-y')

        then:
        again.exit == 0
        stopped.exit == 0
        ['a1', 'a2', 'a3', 'a4'].collect { guests.state(it) } == ['shut off'] * 4
    }
}
