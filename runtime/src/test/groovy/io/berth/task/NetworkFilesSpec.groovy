package io.berth.task

import io.berth.model.Identity.Card
import io.berth.model.Identity.NetworkSystem
import spock.lang.Specification
import spock.lang.TempDir

class NetworkFilesSpec extends Specification {

    private static final STATIC = new Card('52:54:00:aa:bb:01', '192.0.2.21/24', '192.0.2.1', ['192.0.2.53', '192.0.2.54'], ['example.org', 'lab'])
    private static final DHCP = new Card('52:54:00:aa:bb:02', '', '', [], [])

    @TempDir
    File dir

    def "#system says an address of its own, and one from DHCP"() {
        expect:
        NetworkFiles.of(system, [STATIC, DHCP]) == files.collectEntries { path, text -> [path, text.stripIndent()] }

        where:
        system                 | files
        NetworkSystem.NETWORKD | ['etc/systemd/network/10-berth0.network': '''\
            [Match]
            MACAddress=52:54:00:aa:bb:01

            [Network]
            Address=192.0.2.21/24
            Gateway=192.0.2.1
            DNS=192.0.2.53
            DNS=192.0.2.54
            Domains=example.org lab
            ''', 'etc/systemd/network/10-berth1.network': '''\
            [Match]
            MACAddress=52:54:00:aa:bb:02

            [Network]
            DHCP=ipv4

            [DHCPv4]
            ClientIdentifier=mac
            ''']
        NetworkSystem.NETPLAN | ['etc/netplan/60-berth.yaml': '''\
            network:
              version: 2
              ethernets:
                berth0:
                  match: {macaddress: "52:54:00:aa:bb:01"}
                  dhcp4: false
                  addresses: ["192.0.2.21/24"]
                  routes: [{to: "0.0.0.0/0", via: "192.0.2.1"}]
                  nameservers: {search: ["example.org", "lab"], addresses: ["192.0.2.53", "192.0.2.54"]}
                berth1:
                  match: {macaddress: "52:54:00:aa:bb:02"}
                  dhcp4: true
                  dhcp-identifier: mac
            ''']
        NetworkSystem.IFUPDOWN | ['etc/network/interfaces': '''\
            auto lo
            iface lo inet loopback

            auto mac/52:54:00:aa:bb:01=berth0
            iface berth0 inet static
                address 192.0.2.21/24
                gateway 192.0.2.1
                dns-nameservers 192.0.2.53 192.0.2.54
                dns-search example.org lab

            auto mac/52:54:00:aa:bb:02=berth1
            iface berth1 inet dhcp
            ''', 'etc/resolv.conf': '''\
            search example.org lab
            nameserver 192.0.2.53
            nameserver 192.0.2.54
            ''']
        NetworkSystem.SCRIPTS | ['etc/sysconfig/network-scripts/ifcfg-berth0': '''\
            NAME=berth0
            TYPE=Ethernet
            HWADDR=52:54:00:AA:BB:01
            ONBOOT=yes
            BOOTPROTO=none
            IPADDR=192.0.2.21
            PREFIX=24
            GATEWAY=192.0.2.1
            DNS1=192.0.2.53
            DNS2=192.0.2.54
            DOMAIN="example.org lab"
            ''', 'etc/sysconfig/network-scripts/ifcfg-berth1': '''\
            NAME=berth1
            TYPE=Ethernet
            HWADDR=52:54:00:AA:BB:02
            ONBOOT=yes
            BOOTPROTO=dhcp
            ''']
        NetworkSystem.NETWORKMANAGER | ['etc/NetworkManager/system-connections/berth0.nmconnection': '''\
            [connection]
            id=berth0
            uuid=b997f0d1-27e0-34cd-a079-a7313dfadc30
            type=ethernet
            autoconnect=true

            [ethernet]
            mac-address=52:54:00:AA:BB:01

            [ipv4]
            method=manual
            address1=192.0.2.21/24,192.0.2.1
            dns=192.0.2.53;192.0.2.54;
            dns-search=example.org;lab;

            [ipv6]
            method=auto
            ''', 'etc/NetworkManager/system-connections/berth1.nmconnection': '''\
            [connection]
            id=berth1
            uuid=bf99e36f-1d0c-3cc7-9f3f-6399f334da96
            type=ethernet
            autoconnect=true

            [ethernet]
            mac-address=52:54:00:AA:BB:02

            [ipv4]
            method=auto

            [ipv6]
            method=auto
            ''']
    }

    private static final BOTH = new Card('52:54:00:aa:bb:01', '192.0.2.21/24', '192.0.2.1', 'fd00::10/64', 'fd00::1', ['192.0.2.53', 'fd00::53'], ['lab'])
    private static final ONLY_SIX = new Card('52:54:00:aa:bb:02', '', '', 'fd00:1::10/48', '', [], [])

    def "#system says IPv6 addresses beside the others"() {
        when:
        def files = NetworkFiles.of(system, [BOTH, ONLY_SIX]).values() as List

        then:
        files.size() == [first, second].count { it }
        files[0].contains(first.stripIndent())
        !second || files[1].contains(second.stripIndent())

        where:
        system                       | first | second
        NetworkSystem.NETWORKD       | '''\
            Address=192.0.2.21/24
            Gateway=192.0.2.1
            Address=fd00::10/64
            Gateway=fd00::1
            IPv6AcceptRA=no
            DNS=192.0.2.53
            DNS=fd00::53
            '''                              | '''\
            DHCP=ipv4
            Address=fd00:1::10/48
            IPv6AcceptRA=no

            '''
        NetworkSystem.NETWORKMANAGER | '''\
            address1=192.0.2.21/24,192.0.2.1
            dns=192.0.2.53;
            dns-search=lab;

            [ipv6]
            method=manual
            address1=fd00::10/64,fd00::1
            dns=fd00::53;
            '''                              | '''\
            method=auto

            [ipv6]
            method=manual
            address1=fd00:1::10/48
            '''
        NetworkSystem.SCRIPTS        | '''\
            GATEWAY=192.0.2.1
            IPV6INIT=yes
            IPV6_AUTOCONF=no
            IPV6ADDR=fd00::10/64
            IPV6_DEFAULTGW=fd00::1
            DNS1=192.0.2.53
            DNS2=fd00::53
            '''                              | '''\
            BOOTPROTO=dhcp
            IPV6INIT=yes
            IPV6_AUTOCONF=no
            IPV6ADDR=fd00:1::10/48
            '''
        NetworkSystem.NETPLAN        | '''\
            addresses: ["192.0.2.21/24", "fd00::10/64"]
                  accept-ra: false
                  routes: [{to: "0.0.0.0/0", via: "192.0.2.1"}, {to: "::/0", via: "fd00::1"}]
                  nameservers: {search: ["lab"], addresses: ["192.0.2.53", "fd00::53"]}
                berth1:
                  match: {macaddress: "52:54:00:aa:bb:02"}
                  dhcp4: true
                  dhcp-identifier: mac
                  addresses: ["fd00:1::10/48"]
                  accept-ra: false
            '''                              | ''
        NetworkSystem.IFUPDOWN       | '''\
                dns-search lab

            iface berth0 inet6 static
                address fd00::10/64
                gateway fd00::1
                accept_ra 0

            auto mac/52:54:00:aa:bb:02=berth1
            iface berth1 inet dhcp

            iface berth1 inet6 static
                address fd00:1::10/48
                accept_ra 0
            '''                              | '''\
            search lab
            nameserver 192.0.2.53
            nameserver fd00::53
            '''
    }

    def "netplan itself understands what is written for it"() {
        given:
        NetworkFiles.of(NetworkSystem.NETPLAN, [STATIC, DHCP, new Card('52:54:00:aa:bb:03', '', '', 'fd00::10/64', 'fd00::1', ['fd00::53'], [])]).each { path, text ->
            def file = new File(dir, path)
            file.parentFile.mkdirs()
            file.text = text
            LoopSlot.sh 'chmod 600 "$1"', file
        }

        when:
        def said = LoopSlot.sh('netplan generate --root-dir "$1" 2>&1', dir)
        def made = { new File(dir, "run/systemd/network/10-netplan-berth${it}.network").text }

        then:
        said == ''
        made(0).contains('Address=192.0.2.21/24') && made(0).contains('DNS=192.0.2.54') && made(0).contains('Gateway=192.0.2.1')
        made(0).contains('PermanentMACAddress=52:54:00:aa:bb:01')
        made(2).contains('Address=fd00::10/64') && made(2).contains('DNS=fd00::53') && made(2).contains('Gateway=fd00::1') && made(2).contains('IPv6AcceptRA=no')
        made(1).contains('DHCP=ipv4') && made(1).contains('ClientIdentifier=mac')
    }
}
