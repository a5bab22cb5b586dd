package io.berth.libvirt

import spock.lang.Specification

class DomainsSpec extends Specification {

    static String domain(String name, String devices, String id = '') {
        "<domain type='qemu'$id><name>$name</name><uuid>00000000-0000-0000-0000-${String.format('%012x', name.hashCode() & 0xffffff)}</uuid><devices>$devices</devices></domain>"
    }

    static String disk(String path, String more = '') {
        "<disk type='file' device='disk'><source file='$path'/><target dev='vda'/>$more</disk>"
    }

    static String nic(String mac) {
        "<interface type='network'><mac address='$mac'/></interface>"
    }

    def "a domain's name is matched whole"() {
        given:
        Domains domains = Domains.parse(ListingText.domains([[xml: domain('w01', '')], [xml: domain('w010', ''), state: 'running']]))

        expect:
        domains.named('w01').get().state() == FoundDomain.State.SHUT_OFF
        domains.named('w010').get().state() == FoundDomain.State.RUNNING
        domains.named('w0').isEmpty()
    }

    def "a domain that went away while virsh looked is not there"() {
        given:
        String uuid = '00000000-0000-0000-0000-000000000001'

        expect:
        Domains.parse("\u0001info $uuid\u0001\u0001live $uuid\u0001\u0001stored $uuid\u0001\u0001end\u0001").all().empty
    }

    def "a listing that was cut off is no listing"() {
        when:
        Domains.parse(out)

        then:
        thrown(IllegalArgumentException)

        where:
        out << ['', "\u0001info 1\u0001State: running"]
    }

    def "#what: #claims"() {
        given:
        Domains domains = Domains.parse(ListingText.domains([[xml: domain('web', theirs), state: 'running'],
                                                             [xml: domain('off', disk('/off.raw'))]]))

        expect:
        domains.claimedByOthers('w01', Xml.parse(domain('w01', ours))) == claims
        domains.usedByOthers('w01', Xml.parse(domain('w01', ours))) == claims.findAll { it.endsWith("web's") }.collect { it.replace("is domain web's", 'is in use by domain web') }

        where:
        what                          | ours                             | theirs                           | claims
        'the same disk'               | disk('/a.raw')                   | disk('/a.raw')                   | ["disk /a.raw is domain web's"]
        'a path that only begins so'  | disk('/a.raw')                   | disk('/a.raw2')                  | []
        'the same MAC, written so'    | nic('52:54:00:00:00:0a')         | nic('52:54:00:00:00:0A')         | ["MAC 52:54:00:00:00:0a is domain web's"]
        'a backing file of theirs'    | disk('/base.raw')                | disk('/o.qcow2', "<backingStore type='file'><source file='/mid'/><backingStore type='file'><source file='/base.raw'/></backingStore></backingStore>") | ["disk /base.raw is domain web's"]
        'one backing file of both'    | disk('/1', "<backingStore type='file'><source file='/base'/></backingStore>") | disk('/2', "<backingStore type='file'><source file='/base'/></backingStore>") | []
        'both shareable'              | disk('/s', '<shareable/>')       | disk('/s', '<shareable/>')       | []
        'only one shareable'          | disk('/s', '<shareable/>')       | disk('/s')                       | ["disk /s is domain web's"]
        'an ISO in both'              | disk('/i.iso', '<readonly/>')    | disk('/i.iso', '<readonly/>')    | []
        'one that is off'             | disk('/off.raw')                 | ''                               | ["disk /off.raw is domain off's"]
    }
}
