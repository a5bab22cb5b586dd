package io.berth.cluster

import io.berth.libvirt.FoundDomain
import io.berth.libvirt.Xml
import io.berth.model.Size
import spock.lang.Specification

class SpareCheckSpec extends Specification {

    static SeenGuest guest(Map how = [:], String host, String name, int memory) {
        def xml = Xml.parse("<domain type='kvm'><name>$name</name><uuid>${UUID.nameUUIDFromBytes(name.bytes)}</uuid><memory unit='MiB'>$memory</memory><vcpu>${how.vcpus ?: 2}</vcpu></domain>")
        boolean off = how.off
        // a program that has touched all that it was promised
        def process = off ? Optional.empty() : Optional.of(new QemuProcess(1, '', Size.mib(memory), ['qemu-system-x86_64', '-name', "guest=$name".toString()]))
        new SeenGuest(host, name, Optional.of(new FoundDomain(name, xml.textAt('uuid'), off ? FoundDomain.State.SHUT_OFF : FoundDomain.State.RUNNING, true, false, false, [], xml, xml, xml.print())), process)
    }

    static SeenHost host(String name, int memory, int available, List<SeenGuest> guests = [], int cpus = 8) {
        new SeenHost(name, Size.mib(memory), Size.mib(available), cpus, '', guests, '')
    }

    static Cluster cluster(SeenHost... hosts) {
        new Cluster(hosts.collectEntries { [it.name(), it] }, [:])
    }

    def "for each host it is told where its guests would go, and which would not"() {
        given:
        def cluster = cluster(
                host('kvm1', 8192, 4608, [guest('kvm1', 'a', 2048), guest('kvm1', 'b', 1024), guest('kvm1', 'off', 4096, off: true)]),
                host('kvm2', 8192, 3584, [guest('kvm2', 'big', 4096)]),
                host('kvm3', 8192, 2560, [guest('kvm3', 'wide', 1024, vcpus: 16)]))

        expect:
        SpareCheck.of(cluster).collect { [it.host(), it.to(), it.left()] } == [
                ['kvm1', [a: 'kvm2', b: 'kvm3'], []],
                ['kvm2', [big: 'kvm1'], []],
                ['kvm3', [:], ['wide (1 GiB, 16 vcpus)']]]
    }

    def "what hosts have is told from running and from defined guests"() {
        given:
        def use = HostUse.of(host('kvm1', 8192, 6000, [guest('kvm1', 'a', 2048), guest('kvm1', 'off', 4096, off: true)]))

        expect:
        [use.running().guests(), use.running().memory(), use.running().vcpus()] == [1, Size.mib(2048), 2]
        [use.defined().guests(), use.defined().memory(), use.defined().vcpus()] == [2, Size.mib(6144), 4]
        use.free() == Size.mib(6000)
    }
}
