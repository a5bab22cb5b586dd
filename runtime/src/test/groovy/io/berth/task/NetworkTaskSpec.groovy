package io.berth.task

import io.berth.api.Change
import io.berth.diag.Diagnostics
import spock.lang.Specification

class NetworkTaskSpec extends Specification {

    static final String LAN = xml('192.168.150.1')

    static String xml(String address, String connections = '') {
        """\
        <network$connections>
          <name>lan</name>
          <uuid>d88d869c-9b67-464a-b140-b5dab16acbd0</uuid>
          <forward mode='nat'/>
          <bridge name='virbr1' stp='on' delay='0'/>
          <ip address='$address' netmask='255.255.255.0'>
            <dhcp><range start='192.168.150.100' end='192.168.150.200'/></dhcp>
          </ip>
        </network>""".stripIndent()
    }

    static Change change(Map... networks) {
        new NetworkTask().change(Sample.network(), Sample.scope(), [Found.networks(networks)])
    }

    def "#what: #kind #summary"() {
        when:
        Change change = change(networks as Map[])

        then:
        change.kind() == kind
        change.summary() == summary

        where:
        what                            | networks                                    | kind               | summary
        'nothing'                       | []                                          | Change.Kind.CREATE | 'define, start, autostart'
        'all of it'                     | [[xml: LAN]]                                | Change.Kind.NONE   | 'active'
        'stopped'                       | [[xml: LAN, active: 'no']]                  | Change.Kind.UPDATE | 'start'
        'not on boot'                   | [[xml: LAN, autostart: 'no']]               | Change.Kind.UPDATE | 'autostart'
        'another address, unused'       | [[xml: xml('192.168.150.2')]]               | Change.Kind.UPDATE | 'address 192.168.150.2/24 -> 192.168.150.1/24, restart'
        'another address, stopped'      | [[xml: xml('192.168.150.2'), active: 'no']] | Change.Kind.UPDATE | 'address 192.168.150.2/24 -> 192.168.150.1/24, start'
        'another address, guests on it' | [[xml: xml('192.168.150.2'), live: xml('192.168.150.2', " connections='2'")]] | Change.Kind.UPDATE | 'address 192.168.150.2/24 -> 192.168.150.1/24, at next network start: running guests are plugged into it (2)'
        'stored, but guests on it'      | [[xml: LAN, live: xml('192.168.150.2', " connections='2'")]] | Change.Kind.NONE | 'as stored, at next network start: running guests are plugged into it (2)'
        'stored, guests gone'           | [[xml: LAN, live: xml('192.168.150.2')]]    | Change.Kind.UPDATE | 'restart'
    }

    def "what libvirt chose stays in a changed definition"() {
        given:
        String after = change([xml: xml('192.168.150.2')]).diffs()[0].after()

        expect:
        after.contains('<uuid>d88d869c-9b67-464a-b140-b5dab16acbd0</uuid>')
        after.contains("<bridge name='virbr1' stp='on' delay='0'/>")
    }

    def "a bridge of Open vSwitch must be there, and is said to be one"() {
        given:
        def network = Sample.network(mode: io.berth.model.Network.Mode.OVS, cidr: '', bridge: 'ovs0', from: '', to: '')

        expect:
        new NetworkTask().change(network, Sample.scope(), [Found.networks(), Found.answer('there')]).diffs()*.after()*.replaceAll(/\s*\n\s*/, '') ==
                ["<network><name>lan</name><forward mode='bridge'/><bridge name='ovs0'/><virtualport type='openvswitch'/></network>"]

        when:
        new NetworkTask().change(network, Sample.scope(), [Found.networks(), Found.answer('')])

        then:
        def e = thrown(io.berth.api.TaskFailure)
        e.message == 'host kvm1 has no bridge ovs0 of Open vSwitch'
    }

    def "a range that is none is told before any host is asked"() {
        given:
        Diagnostics diagnostics = new Diagnostics()

        when:
        new NetworkTask().check(Sample.network(cidr: '192.168.150.0'), Sample.scope(), Sample.AT, diagnostics)

        then:
        diagnostics.all()*.message() == ["network 'lan': not an IPv4 range like 192.168.150.0/24: '192.168.150.0'"]
    }
}
