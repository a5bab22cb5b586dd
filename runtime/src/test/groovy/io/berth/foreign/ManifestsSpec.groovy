package io.berth.foreign

import io.berth.diag.Diagnostics
import spock.lang.Specification

/** Manifests of kvm-mgr, as they are written, to a playbook. */
class ManifestsSpec extends Specification {

    private static final String ONE = '''[
        {"host": "t04",
         "vmspecs": [
           {"name": "d03",
            "description": "a node"
            "hostname": "d03.example.org",
            "ipaddress": "192.0.2.3", "vcpus": 2, "memoryGb": 8, "maxMemoryGb": 12, "numDisks": 2, "diskSize": 60}]}]'''

    private final Diagnostics diagnostics = new Diagnostics()
    private final Manifests manifests = new Manifests(diagnostics)

    def "a comma that is missing is read, with a warning that names its line"() {
        when:
        manifests.read('d.json', ONE)

        then:
        manifests.guests()*.name() == ['d03']
        manifests.guests()[0] == new Manifests.Guest('t04', 'd03', 'a node', 'd03.example.org', '192.0.2.3', 2, 8, 12, 2, 60)
        diagnostics.all().collect { "${it.severity()} ${it.at()}" as String } == ['WARNING d.json:5']
    }

    def "commas are put where values follow one another, and nowhere else: #text"() {
        expect:
        Commas.mended('m.json', text, diagnostics) == mended
        diagnostics.all().size() == warnings

        where:
        text                                || mended                               | warnings
        '[1 2]'                             || '[1, 2]'                             | 1
        '[{"a": 1}\n{"a": "x"}]'            || '[{"a": 1},\n{"a": "x"}]'            | 1
        '{"a": [1]\n "b": true\n "c": 0}'   || '{"a": [1],\n "b": true,\n "c": 0}'   | 2
        '{"a": "} \\" [",\n"b": -1.5e3}'    || '{"a": "} \\" [",\n"b": -1.5e3}'     | 0
        '[ ]'                               || '[ ]'                                | 0
        ''                                  || ''                                   | 0
    }

    def "several are one: what they agree on is there once, what they do not is refused with both"() {
        when:
        manifests.read('a.json', ONE)
        manifests.read('b.json', ONE.replace('d03', 'd04'))
        manifests.read('c.json', ONE)

        then:
        manifests.guests()*.name() == ['d03', 'd04']
        !diagnostics.hasErrors()

        when:
        manifests.read('e.json', ONE.replace('"vcpus": 2', '"vcpus": 4'))

        then:
        diagnostics.hasErrors()
        diagnostics.all()*.message().any { it.contains('d03 is said in two ways') && it.contains('a.json') && it.contains('e.json') }
    }

    def "what cannot be meant is an error: #why"() {
        when:
        manifests.read('x.json', text)

        then:
        diagnostics.all().findAll { it.severity().name() == 'ERROR' }*.message().any { it.contains(why) }

        where:
        text                                                                   || why
        '{"host": "t01"}'                                                      || 'an array of hosts'
        '[{"host": "t01"}]'                                                    || '"vmspecs"'
        '[{"host": "t01", "vmspecs": [{"vcpus": 1}]}]'                         || 'no "name"'
        '[{"host": "t01", "vmspecs": [{"name": "a", "vcpus": "many"}]}]'       || "'vcpus' is a whole number"
        '[{"host": "t01", "vmspecs": [{"name": "a", "ipaddress": "dhcp"}]}]'   || 'no IPv4 address'
        '[{"host": "t01", "vmspecs": [{"name": "a"}]'                          || 'not JSON'
    }

    def "the playbook says what they do, and nothing in them becomes code"() {
        given:
        manifests.read('d.json', ONE.replace('a node', "it's\\\\na \\\\node"))

        expect:
        new ManifestPlaybook('site.groovy', 'server', 'vm', 'lan', '', "guest('centos7')").of(manifests.guests()) == '''\
            include 'site.groovy'

            // it's na  node
            guest('d03') {
                on 't04'
                template 'server'
                memory 8.GiB, max: 12.GiB
                vcpus 2
                disk pool: 'vm', from: guest('centos7')
                disk pool: 'vm', size: 60.GiB
                disk pool: 'vm', size: 60.GiB
                nic network: 'lan', address: '192.0.2.3'
            }

            // their names, for guests of the network
            play('names') {
                dnsEntry '192.0.2.3', on: 't04', network: 'lan', names: ['d03.example.org']
            }
            '''.stripIndent()
    }
}
