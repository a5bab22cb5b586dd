package io.berth.task

import io.berth.api.CommandFailure
import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.diag.Diagnostics
import io.berth.libvirt.Xml
import io.berth.model.Command
import io.berth.model.Nic
import io.berth.model.Size
import io.berth.model.Slot
import spock.lang.Specification

class DomainTaskSpec extends Specification {

    static final String WITH_NIC = Sample.MINIMAL.replace('<os>', '<uuid>${uuid}</uuid><os>').replace('</domain>', '''\
        <devices>
          <disk type="file" device="disk"><source file="${disks[0].path}"/><target dev="vda"/></disk>
          <#list nics as nic><interface type="network"><#if nic.mac?has_content><mac address="${nic.mac}"/></#if><source network="${nic.network}"/></interface></#list>
        </devices></domain>''')

    /** A host that keeps what is defined, as libvirt does. */
    static class Host {
        Map<String, Map> domains = [:]

        def answer(Command command) {
            if (command == Virsh.DOMAINS) {
                return Found.domains(domains.values() as Map[])
            }
            def given = Xml.parse(command.input().text())
            String name = given.textAt('name')
            Map old = domains[name]
            domains[name] = [xml: command.input().text(), live: old?.state == 'running' ? old.live ?: old.xml : null, state: old?.state]
            Found.answer('')
        }
    }

    Host host = new Host()

    OneTask on(Slot slot, String template = WITH_NIC, Map more = [:]) {
        new OneTask(Sample.scope([slots: [slot], template: template] + more), host.&answer)
    }

    def "a domain is defined once, and as its template says afterwards"() {
        given:
        Slot slot = Sample.slot()

        when:
        Change first = on(slot).apply(new DomainTask(), slot)

        then:
        first.kind() == Change.Kind.CREATE
        first.diffs()[0].before() == ''
        !first.diffs()[0].after().contains('urn:berth')
        on(slot).plan(new DomainTask(), slot).with { [it.kind(), it.summary()] } == [Change.Kind.NONE, 'as its template says']
    }

    def "what a template says in metadata of others goes to libvirt as it stands there, with its comments"() {
        given:
        Slot slot = Sample.slot()
        String theirs = "<x:y xmlns:x='urn:x'><!-- of ${slot.name()} -->\n  <x:z  a='1'/></x:y>"

        when:
        on(slot, WITH_NIC.replace('<os>', "<metadata>${theirs.replace(slot.name(), '${name}')}</metadata><os>")).apply(new DomainTask(), slot)

        then:
        host.domains[slot.name()].xml.contains(theirs)
        host.domains[slot.name()].xml.contains('urn:berth:domain:1')
    }

    def "disks of every kind are in the domain as what they are"() {
        given:
        Slot slot = Sample.slot(disk: Sample.disk(disk))

        when:
        on(slot, Sample.worker()).apply(new DomainTask(), slot)
        def defined = Xml.parse(host.domains.w01.xml)

        then:
        defined.at('devices', 'disk').toList().collect { [it.attribute('type'), it.attributeOf('source', 'dev') ?: it.attributeOf('source', 'file'), it.attributeOf('target', 'dev'), it.attributeOf('driver', 'type')] } == seen
        on(slot, Sample.worker()).plan(new DomainTask(), slot).kind() == Change.Kind.NONE

        where:
        disk                                                              | seen
        [device: '/dev/sdb', swapDevice: '/dev/sdc']                      | [['block', '/dev/sdb', 'vda', 'raw'], ['block', '/dev/sdc', 'vdb', 'raw']]
        [volumeGroup: 'vg0', size: Size.mib(64), swap: Size.mib(16)]      | [['block', '/dev/vg0/w01', 'vda', 'raw'], ['block', '/dev/vg0/w01-swap', 'vdb', 'raw']]
        [volumeGroup: 'vg0', size: Size.mib(64), partition: 1, swap: Size.mib(16)] | [['block', '/dev/vg0/w01', 'vda', 'raw']]
        [pool: 'primary', size: Size.mib(64)]                             | [['file', '/srv/berth/pools/primary/w01.raw', 'vda', 'raw']]
    }

    def "a template that takes a disk for another kind is refused before anything is done"() {
        given:
        Slot slot = Sample.slot(disk: Sample.disk(device: '/dev/sdb'))
        Diagnostics diagnostics = new Diagnostics()

        when:
        new DomainTask().check(slot, on(slot, WITH_NIC.replace('dev="vda"/>', 'dev="vda"/><driver type="qcow2"/>')).scope, Sample.AT, diagnostics)

        then:
        diagnostics.all()*.message() == ["the template says that /dev/sdb is a disk of type 'file', and it is of type 'block'",
                                         "the template says that /dev/sdb is of format 'qcow2', and it is raw"]
    }

    def "more memory for a running domain counts at the next boot"() {
        given:
        Slot slot = Sample.slot()
        Slot larger = Sample.slot(memory: Size.mib(1024), vcpus: 2)
        on(slot).apply(new DomainTask(), slot)
        host.domains.w01.state = 'running'

        when:
        Change change = on(larger).apply(new DomainTask(), larger)

        then:
        change.kind() == Change.Kind.UPDATE
        change.summary() == 'memory 96 MiB -> 1 GiB, vcpus 1 -> 2, at next boot'
        on(larger).plan(new DomainTask(), larger).summary() == 'at next boot: memory 96 MiB -> 1 GiB, vcpus 1 -> 2'
    }

    def "an existing domain keeps its UUID, and its MACs where the playbook gives none"() {
        given:
        Slot slot = Sample.slot(nics: [new Nic('lan', '', '')])
        host.domains.w01 = [xml: '''<domain type='test'><name>w01</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
            <devices><interface type='network'><mac address='52:54:00:99:99:99'/></interface></devices></domain>''']

        when:
        on(slot).apply(new DomainTask(), slot)

        then:
        def defined = Xml.parse(host.domains.w01.xml)
        defined.textAt('uuid') == '6695eb01-f6a4-8304-79aa-97f2502e193f'
        defined.at('devices', 'interface', 'mac').toList()*.attribute('address') == ['52:54:00:99:99:99']
    }

    def "what the template no longer says is an update"() {
        given:
        Slot slot = Sample.slot()
        on(slot, WITH_NIC.replace('<os>', '<on_crash>destroy</on_crash><os>')).apply(new DomainTask(), slot)

        expect:
        on(slot).plan(new DomainTask(), slot).with { [it.kind(), it.summary()] } == [Change.Kind.UPDATE, 'the template has changed']
    }

    def "a disk or MAC of another domain is refused"() {
        given:
        Slot slot = Sample.slot()
        host.domains.w011 = [xml: """<domain type='test'><name>w011</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
            <devices>$devices</devices></domain>"""]

        when:
        on(slot).plan(new DomainTask(), slot)

        then:
        Refusal e = thrown()
        e.message == 'domain w01 would share what only one may have: ' + message

        where:
        devices                                                                              | message
        "<disk type='file'><source file='/srv/berth/pools/primary/w01.raw'/></disk>"         | "disk /srv/berth/pools/primary/w01.raw is domain w011's"
        "<interface type='network'><mac address='52:54:00:0A:0B:01'/></interface>"           | "MAC 52:54:00:0a:0b:01 is domain w011's"
    }

    def "two slots with one MAC, and a fault of a template, are told before any host is asked"() {
        given:
        Slot slot = Sample.slot()
        Slot twin = Sample.slot(name: 'w02')
        Diagnostics diagnostics = new Diagnostics()
        def scope = Sample.scope(slots: [slot, twin], template: '<domain><name>${name}</name><v>${vcpu}</v></domain>')

        when:
        [slot, twin].each { new DomainTask().check(it, scope, Sample.AT, diagnostics) }

        then:
        diagnostics.all()*.message() as Set == ["slots 'w01' and 'w02' have the same MAC 52:54:00:0a:0b:01", "slots 'w02' and 'w01' have the same MAC 52:54:00:0a:0b:01",
                                              "undefined variable 'vcpu'"] as Set
        diagnostics.all().find { it.message().startsWith('undefined') }.hints() == ["did you mean 'vcpus'?"]
    }

    def "what the host's schema does not allow is quoted with its line"() {
        given:
        Slot slot = Sample.slot()
        def task = new OneTask(Sample.scope(), { Command command ->
            command == Virsh.DOMAINS ? Found.domains() : Found.answer('''\
                /tmp/tmp.1:2: element memry: Relax-NG validity error : Element domain has extra content: memry
                /tmp/tmp.1 fails to validate'''.stripIndent(), 65)
        })

        when:
        task.apply(new DomainTask(), slot)

        then:
        TaskFailure e = thrown()
        e.message == '''\
            libvirt's schema does not allow what template worker says of domain w01:
            Element domain has extra content: memry
                2 |   <name>w01</name>'''.stripIndent()
    }

    def "what libvirt itself refuses is a failure with its command"() {
        when:
        new OneTask(Sample.scope(), { Command command -> command == Virsh.DOMAINS ? Found.domains() : Found.answer('', 1) })
                .apply(new DomainTask(), Sample.slot())

        then:
        CommandFailure e = thrown()
        e.message == 'domain w01 cannot be defined'
    }
}
