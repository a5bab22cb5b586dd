package io.berth.cli

import io.berth.cluster.Cluster
import io.berth.cluster.SeenGuest
import io.berth.cluster.SeenHost
import io.berth.libvirt.FoundDomain
import io.berth.libvirt.Xml
import io.berth.model.Size
import spock.lang.Specification

class HostResourcesSpec extends Specification {

    static final Cluster CLUSTER = new Cluster(['kvm1', 'kvm2'].collectEntries { [it, host(it)] }, [:])

    static SeenHost host(String name) {
        def guests = [12, 20].collect { int cpus ->
            def xml = Xml.parse("<domain type='kvm'><name>g$cpus</name><uuid>${UUID.nameUUIDFromBytes([cpus] as byte[])}</uuid><memory unit='GiB'>${cpus * 2}</memory><vcpu>$cpus</vcpu></domain>")
            new SeenGuest(name, "g$cpus".toString(), Optional.of(new FoundDomain("g$cpus".toString(), xml.textAt('uuid'), FoundDomain.State.SHUT_OFF, true, false, false, [], xml, xml, xml.print())), Optional.empty())
        }
        new SeenHost(name, Size.mib(512 << 10), Size.mib(400 << 10), 96, '', name == 'kvm1' ? guests[0..0] : guests, '')
    }

    def "as kvm-mgr's vm-consumptions prints it"() {
        expect:
        HostResources.lines(CLUSTER, HostResources.Format.consumptions).join('\n') == '''\
            kvm1 :
              cpus total:  96  memory total:  512
              cpus used:   12   memory used:  24
             ------------------------------------------------
              cpus avail:  84  memory avail:  488

            kvm2 :
              cpus total:  96  memory total:  512
              cpus used:   32   memory used:  64
             ------------------------------------------------
              cpus avail:  64  memory avail:  448'''.stripIndent()
    }

    def "as a table"() {
        expect:
        HostResources.lines(CLUSTER, HostResources.Format.table)*.replaceAll(/ {2,}/, '  ') == [
                'HOST  CPUS  MEMORY  AVAILABLE  RUNNING  CPUS  MEMORY  DEFINED  CPUS  MEMORY',
                'kvm1  96  512 GiB  400 GiB  0  0  0 B  1  12  24 GiB',
                'kvm2  96  512 GiB  400 GiB  0  0  0 B  2  32  64 GiB']
    }
}
