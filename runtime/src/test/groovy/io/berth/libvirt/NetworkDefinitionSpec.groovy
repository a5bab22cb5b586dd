package io.berth.libvirt

import io.berth.diag.SourceRange
import io.berth.model.Network
import spock.lang.Specification

class NetworkDefinitionSpec extends Specification {

    static final String STORED = '''\
        <network>
          <name>lan</name>
          <uuid>d88d869c-9b67-464a-b140-b5dab16acbd0</uuid>
          <forward mode='nat'/>
          <bridge name='virbr1' stp='on' delay='0'/>
          <mac address='52:54:00:4e:ac:47'/>
          <dns>
            <host ip='192.168.150.9'>
              <hostname>printer</hostname>
            </host>
          </dns>
          <ip address='192.168.150.1' netmask='255.255.255.0'>
            <dhcp>
              <range start='192.168.150.100' end='192.168.150.200'/>
              <host mac='52:54:00:00:00:09' ip='192.168.150.9'/>
            </dhcp>
          </ip>
        </network>
        '''.stripIndent()

    static NetworkDefinition wanted(Network.Mode mode, String cidr, String bridge, String from, String to) {
        NetworkDefinition.of(new Network('lan', ['h'], mode, cidr, bridge, from, to, true, SourceRange.NONE))
    }

    def "a netmask and a prefix, a bridge that libvirt chose and none are the same"() {
        expect:
        wanted(Network.Mode.NAT, '192.168.150.0/24', '', '192.168.150.100', '192.168.150.200').isMetBy(NetworkDefinition.of(Xml.parse(STORED)))
    }

    def "#change"() {
        given:
        Element stored = Xml.parse(STORED)
        NetworkDefinition definition = wanted(mode, cidr, bridge, from, to)

        when:
        Element after = definition.onto(stored)

        then:
        definition.changesFrom(NetworkDefinition.of(stored)) == change
        !definition.isMetBy(NetworkDefinition.of(stored))
        definition.isMetBy(NetworkDefinition.of(after))
        after.textAt('uuid') == stored.textAt('uuid')
        after.at('ip', 'dhcp', 'host').count() == leases
        after.at('dns', 'host').count() == (mode == Network.Mode.BRIDGE ? 0 : 1)

        where:
        mode                  | cidr               | bridge | from              | to                | leases | change
        Network.Mode.NAT      | '192.168.151.0/25' | ''     | ''                | ''                | 0      | 'address 192.168.150.1/24 -> 192.168.151.1/25, dhcp 192.168.150.100..192.168.150.200 -> none'
        Network.Mode.NAT      | '192.168.150.0/24' | ''     | '192.168.150.100' | '192.168.150.150' | 1      | 'dhcp 192.168.150.100..192.168.150.200 -> 192.168.150.100..192.168.150.150'
        Network.Mode.ISOLATED | '192.168.150.0/24' | ''     | '192.168.150.100' | '192.168.150.200' | 1      | 'mode nat -> isolated'
        Network.Mode.NAT      | '192.168.150.0/24' | 'lan0' | '192.168.150.100' | '192.168.150.200' | 1      | 'bridge virbr1 -> lan0'
        Network.Mode.BRIDGE   | ''                 | 'br0'  | ''                | ''                | 0      | 'mode nat -> bridge, bridge virbr1 -> br0, address 192.168.150.1/24 -> none, dhcp 192.168.150.100..192.168.150.200 -> none'
    }

    def "the host takes the first address of #cidr: #address"() {
        expect:
        wanted(Network.Mode.NAT, cidr, '', '', '').address() == address

        where:
        cidr               | address
        '10.0.0.0/8'       | '10.0.0.1/8'
        '192.168.150.7/24' | '192.168.150.1/24'
        '10.1.2.64/26'     | '10.1.2.65/26'
        '255.255.255.0/30' | '255.255.255.1/30'
    }

    def "'#cidr' is no range"() {
        when:
        wanted(Network.Mode.NAT, cidr, '', '', '')

        then:
        IllegalArgumentException e = thrown()
        e.message == message

        where:
        cidr               | message
        '10.0.0.0'         | "not an IPv4 range like 192.168.150.0/24: '10.0.0.0'"
        '10.0.0.0/31'      | "not an IPv4 range like 192.168.150.0/24: '10.0.0.0/31'"
        '10.0.0.256/24'    | "not an IPv4 address: '10.0.0.256'"
        'fd00::/64'        | "not an IPv4 range like 192.168.150.0/24: 'fd00::/64'"
        '10.0.0/24'        | "not an IPv4 address: '10.0.0'"
    }
}
