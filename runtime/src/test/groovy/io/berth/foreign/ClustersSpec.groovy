package io.berth.foreign

import io.berth.diag.Diagnostics
import spock.lang.Specification

/** clusters.conf of vmcli, as an inventory. */
class ClustersSpec extends Specification {

    private final Diagnostics diagnostics = new Diagnostics()

    def "each cluster is a group of its hosts, with its ports; what has no counterpart is told"() {
        expect:
        Clusters.inventory('clusters.conf', '''\
            ; all of it
            [global]
            vncviewer = vncviewer

            [production]
            Host_Names = host01,host02 , host03
            pssh_time_out = 15
            bin = qemu-system-x86_64
            guests_shutdown_delay = 10
            migration_ports = 6000 - 7000
            [test]
            host_names: t1
            colour = blue
            '''.stripIndent(), diagnostics) == '[production]\nhost01\nhost02\nhost03\n[production:vars]\nmigration_ports=6000-7000\n[test]\nt1\n'
        !diagnostics.hasErrors()
        diagnostics.all()*.message().any { it.contains('--delay 10') }
        diagnostics.all()*.message().any { it.contains('nothing becomes of colour') }
    }

    def "what cannot be meant is an error: #why"() {
        when:
        Clusters.inventory('clusters.conf', text, diagnostics)

        then:
        diagnostics.hasErrors()
        diagnostics.all()*.message().any { it.contains(why) }

        where:
        text                                         || why
        'host_names = a'                             || 'in no section'
        '[a]\nhost_names = h\n[a]\nhost_names = h'   || 'there twice'
        '[a]\nhost_names = h\nhost_names = h'        || 'said twice'
        '[a]\nhost_names'                            || 'neither a section'
        '[a]\nbin = kvm'                             || 'no host_names'
        '[a]\nhost_names = h,$(x)'                   || 'no name of a host'
        '[a]\nhost_names = h\nmigration_ports = x'   || 'two numbers'
    }
}
