package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.libvirt.Xml
import spock.lang.Specification
import spock.lang.TempDir
import java.nio.file.Path

class GuestDefinitionTaskSpec extends Specification {

    static final String USUAL = GuestSample.USUAL

    @TempDir Path dir

    def task = new GuestDefinitionTask()

    private GuestSample defined(String body = USUAL) {
        def sample = new GuestSample(dir, body)
        sample.on().apply(task, sample.guest())
        sample
    }

    private Change plan(GuestSample sample) {
        sample.on().plan(task, sample.guest())
    }

    def "a guest is defined once, with all that the playbook says, and is as it says afterwards"() {
        when:
        def sample = defined(GuestSample.ALL)
        def xml = Xml.parse(sample.domain.xml)

        then:
        xml.at('devices', 'disk').toList().collect { [it.attribute('type'), it.attribute('device'), it.attributeOf('target', 'dev'), it.attributeOf('target', 'bus'), GuestChanges.source(it)] } == [
                ['file', 'disk', 'vda', 'virtio', '/srv/p/web.qcow2'], ['block', 'disk', 'sda', 'scsi', '/dev/vg0/web-sda'],
                ['file', 'cdrom', 'sdb', 'sata', '/srv/iso/debian.iso'], ['file', 'cdrom', 'sdc', 'sata', '/srv/p/web-seed.iso']]
        xml.at('devices', 'disk', 'driver').toList()*.attribute('cache') == ['writeback', 'none', 'none', 'none']
        xml.at('devices', 'disk', 'driver').toList()*.attribute('discard') == ['unmap', 'ignore', '', '']
        xml.at('devices', 'interface').toList()*.attribute('type') == ['network', 'bridge']
        xml.at('devices', 'graphics', 'listen').toList()*.attribute('address') == ['127.0.0.1']
        [xml.textAt('memory'), xml.textAt('currentMemory'), xml.textAt('vcpu'), xml.attributeOf('vcpu', 'current')] == ['4194304', '1048576', '4', '2']
        xml.attributeOf('os', 'firmware') == 'efi'
        xml.all('qemu:commandline').findFirst().get().children()*.attribute('value') == ['-device', 'edu']
        sample.domain.xml.contains('<berth:guest')
        sample.autostart

        and:
        plan(sample).with { [it.kind(), it.summary()] } == [Change.Kind.NONE, 'as its template says']
    }

    def "what changes while it runs is told with when it counts: #what"() {
        given:
        def sample = defined().runs().says(dir, USUAL.replace(from, to))

        expect:
        plan(sample).with { [it.kind(), it.summary()] } == [Change.Kind.UPDATE, summary]

        when:
        sample.on().apply(task, sample.guest())

        then:
        sample.ran.drop(1).collect { it.argv().dropWhile { !(it in ['setmem', 'setvcpus', 'attach-device']) } }.findAll() *.first() == live

        where:
        what                 | from                  | to                                                        || summary                                   | live
        'memory'             | '1.GiB, max'          | '2.GiB, max'                                              || 'memory 1 GiB -> 2 GiB, live'             | ['setmem']
        'memory beyond'      | '1.GiB, max: 4.GiB'   | '5.GiB, max: 8.GiB'                                       || 'memory 1 GiB -> 5 GiB, memory at most 4 GiB -> 8 GiB, at next boot' | []
        'vcpus'              | '2, max: 4'           | '3, max: 4'                                               || 'vcpus 2 -> 3, live'                      | ['setvcpus']
        'fewer vcpus'        | '2, max: 4'           | '1, max: 4'                                               || 'vcpus 2 -> 1, at next boot'              | []
        'a disk'             | 'nic network'         | "disk pool: 'p', size: 1.GiB\nnic network"                || 'disk vdb comes, live'                    | ['attach-device']
        'a disk that is not hot' | 'nic network'     | "disk pool: 'p', size: 1.GiB, bus: sata\nnic network"     || 'disk sda comes, at next boot'            | []
        'a card'             | "nic network: 'lan'"  | "nic network: 'lan'\nnic bridge: 'br0'"                   || "card ${mac(1)} comes, live"              | ['attach-device']
        'cache'              | 'size: 10.GiB'        | 'size: 10.GiB, cache: writeback'                          || 'disk vda, at next boot'                  | []
        'a screen'           | 'nic network'         | 'display vnc\nnic network'                                || 'graphics[vnc], video, at next boot'      | []
        'live and later'     | '1.GiB, max: 4.GiB'   | '2.GiB, max: 3.GiB'                                       || 'memory 1 GiB -> 2 GiB, live; memory at most 4 GiB -> 3 GiB, at next boot' | ['setmem']
    }

    private static String mac(int nic) {
        String hex = java.security.MessageDigest.getInstance('SHA-256').digest("berth/web/$nic".bytes)[0..2].collect { String.format('%02x', it) }.join(':')
        '52:54:00:' + hex
    }

    def "what makes another machine of it needs a stop: #what"() {
        given:
        def sample = defined().runs().says(dir, USUAL.replace(from, to))

        when:
        plan(sample)

        then:
        def refusal = thrown(Refusal)
        refusal.message == "guest web needs a stop: $why"

        when: 'it is off'
        sample.domain.state = 'shut off'

        then:
        plan(sample).kind() == Change.Kind.UPDATE
        plan(sample).summary().contains(why)

        where:
        what         | from                  | to                             || why
        'UEFI'       | 'nic network'         | 'uefi true\nnic network'       || 'UEFI'
        'its machine' | 'nic network'        | "vars machine: 'pc'\nnic network" || 'how it boots'
        'a card'     | "nic network: 'lan'"  | "nic network: 'lan', model: 'e1000e'" || "card ${mac(0)} as e1000e"
        'a bus'      | 'size: 10.GiB'        | 'size: 10.GiB, volume: "web.qcow2", bus: sata' || '/srv/p/web.qcow2 is no longer disk vda'
    }

    def "what loses data is refused, off or not, unless the playbook says that it may be lost: #what"() {
        given:
        def before = defined(first)
        def sample = before.says(dir, then)

        when:
        plan(sample)

        then:
        def refusal = thrown(Refusal)
        refusal.message == "guest web would lose data: $why"
        refusal.next() == "if that may be, say so: mayLose '$lost'"

        and:
        plan(before.says(dir, then + "\nmayLose '$lost'")).kind() == Change.Kind.UPDATE

        where:
        what              | first                                        | then                                                  | lost    || why
        'another disk'    | USUAL                                        | USUAL.replace('size: 10.GiB', 'size: 10.GiB, volume: "b.qcow2"') | 'vda' || 'disk vda is /srv/p/b.qcow2, no longer /srv/p/web.qcow2'
        'a disk less'     | USUAL + "\ndisk pool: 'p', size: 1.GiB"      | USUAL                                                 | 'vdb'   || 'disk vdb goes; /srv/p/web-vdb.qcow2 stays'
    }

    def "the variables of its firmware stay with it, and going back to BIOS would lose them"() {
        given:
        def sample = defined(USUAL + '\nuefi true')
        sample.domain.xml = sample.domain.xml.replace('</os>', "<nvram template='/usr/share/OVMF/OVMF_VARS_4M.fd'>/var/lib/libvirt/qemu/nvram/web_VARS.fd</nvram></os>")

        when:
        def changed = sample.says(dir, USUAL.replace('1.GiB', '2.GiB') + '\nuefi true')
        changed.on().apply(task, changed.guest())

        then:
        changed.domain.xml.contains('web_VARS.fd</nvram>')

        when:
        plan(changed.says(dir, USUAL.replace('1.GiB', '2.GiB')))

        then:
        def refused1 = thrown(Refusal)
        refused1.message.contains('no UEFI: the firmware\'s variables go')
    }

    def "a guest that berth did not define is taken over with its UUID and MACs; a slot and another's disk are not"() {
        given:
        def sample = new GuestSample(dir)
        sample.domain = [xml: '''<domain type='kvm'><name>web</name><uuid>11111111-2222-3333-4444-555555555555</uuid><memory unit='GiB'>4</memory>
            <devices><interface type='network'><mac address='52:54:00:aa:bb:cc'/><source network='lan'/><model type='virtio'/></interface></devices></domain>''']

        when:
        def change = plan(sample)
        sample.on().apply(task, sample.guest())

        then:
        change.summary().startsWith('take it over: ')
        sample.domain.xml.contains('11111111-2222-3333-4444-555555555555')
        sample.domain.xml.contains('52:54:00:aa:bb:cc')

        when:
        sample.domain.xml = sample.domain.xml.replace('berth:guest', 'berth:slot')
        plan(sample.says(dir, USUAL.replace('2, max', '1, max')))

        then:
        def refused2 = thrown(Refusal)
        refused2.message == 'domain web is a slot on this host'

        when:
        sample.domain = [xml: '''<domain type='kvm'><name>other</name><uuid>11111111-2222-3333-4444-555555555556</uuid><memory unit='GiB'>4</memory>
            <devices><disk type='file' device='disk'><source file='/srv/p/web.qcow2'/><target dev='vda'/></disk></devices></domain>''']
        plan(sample)

        then:
        def refused3 = thrown(Refusal)
        refused3.message.contains("disk /srv/p/web.qcow2 is domain other's")
    }

    def "a guest that runs without what counts at its next boot is as the playbook says, and that is told"() {
        given:
        def sample = defined().runs()
        def later = sample.says(dir, USUAL.replace('2, max: 4', '1, max: 2'))

        when:
        later.on().apply(task, later.guest())

        then:
        plan(later).with { [it.kind(), it.summary()] } == [Change.Kind.NONE, 'at next boot: vcpus 4 -> 2']
    }
}
