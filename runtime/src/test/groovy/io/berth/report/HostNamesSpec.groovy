package io.berth.report

import spock.lang.Specification

class HostNamesSpec extends Specification {

    def "#names is #folded"() {
        expect:
        HostNames.folded(names) == folded

        where:
        names                                    || folded
        []                                       || ''
        ['kvm1']                                 || 'kvm1'
        ['kvm2', 'kvm1', 'kvm3', 'kvm3']         || 'kvm[1-3]'
        ['kvm1', 'kvm2', 'kvm10', 'kvm4']        || 'kvm[1,2,4,10]'
        ['n08', 'n09', 'n10', 'n11']             || 'n[08-11]'
        ['n8', 'n09', 'n10']                     || 'n8,n[09,10]'
        ['a', 'b', 'web2.lab', 'web1.lab']       || 'a,b,web[1,2].lab'
        ['r1-n1', 'r1-n2', 'r2-n1']              || 'r1-n[1,2],r2-n1'
        ['10.0.0.1', '10.0.0.2', '10.0.0.3']     || '10.0.0.[1-3]'
        (1..500).collect { "h$it".toString() }   || 'h[1-500]'
        ['v99999999999999999999', 'v1']          || 'v[1,99999999999999999999]'
    }
}
