package io.berth.cli

import io.berth.diag.Diagnostics
import io.berth.inventory.AnsibleInventory
import io.berth.model.Host
import io.berth.report.HostGraph
import io.berth.report.HostJson
import io.berth.report.HostTable
import io.berth.script.Given
import io.berth.script.PlaybookLoader
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Isolated
import spock.lang.Specification
import spock.lang.TempDir

@Isolated('it takes standard output and error')
class HostListSpec extends Specification {

    static final String GUIDE = Path.of('../docs/guide/inventories.md').toFile().text

    @TempDir Path dir

    def "the guide's inventories give the guide's graph, and the one that ansible-inventory draws"() {
        given:
        def ini = write('hosts.ini', block('ini'))
        def yml = write('hosts.yml', block('yaml'))
        def shown = (GUIDE =~ /(?s)\n\$ berth host list [^\n]+ --graph\n(.*?)```/)[0][1].readLines()

        when:
        def ran = Captured.berth('host', 'list', '-i', ini, '-i', yml, '--graph')

        then:
        ran.err == ''
        ran.exit == 0
        ran.out.readLines() == shown
        def theirs = ['/usr/bin/ansible-inventory', '--graph', '-i', ini, '-i', yml].execute(['LC_ALL=C.UTF-8', "HOME=$dir", 'PATH=/usr/bin:/bin'], dir.toFile())
        theirs.text.readLines() == shown
    }

    def "every pattern of the guide is understood: #pattern"() {
        given:
        def names = "kvm1,kvm2,kvm3,kvm4,web,web01,web02,web03,db-a,rack1,store,"
        def groups = write('groups', '[web]\nweb01\nweb02\nweb03\nweb04\n[rack1]\nweb01\n[db]\ndb-a\n[store]\ns1\n')

        expect:
        Captured.berth('host', 'list', pattern, '-i', names.replace('web,', '').replace('rack1,', '').replace('store,', ''), '-i', groups).exit == 0

        where:
        pattern << (GUIDE.split('## Patterns')[1] =~ /(?m)^\| (`.+?) \|/).collect { it[1] as String }.collectMany { it.split(', ').collect { p -> p.replace('`', '') } }.findAll { !it.startsWith('@') }
    }

    def "a table, with variables, of some of the hosts"() {
        given:
        def hosts = write('hosts', '''\
            [web]
            a ansible_host=10.0.0.1 ansible_port=2222 ansible_user=root ansible_become=yes ansible_become_password=hunter2 n=1
            b ansible_connection=local
            [all:vars]
            note="two words"
            ''')

        expect:
        Captured.berth('host', 'list', '-i', hosts).out == '''\
            HOST  REACHED AT     AS                GROUPS
            a     10.0.0.1:2222  root (sudo root)  web
            b     this machine                     web
            '''.stripIndent()
        Captured.berth('host', 'list', 'web:!b', '-i', hosts, '--vars').out == '''\
            HOST  REACHED AT     AS                GROUPS
            a     10.0.0.1:2222  root (sudo root)  web
                ansible_become = yes
                ansible_become_password = \u2039secret ansible_become_password\u203a
                ansible_host = 10.0.0.1
                ansible_port = 2222
                ansible_user = root
                n = 1
                note = two words
            '''.stripIndent()
        ['--json', '--graph', '--vars'].every { !Captured.berth('host', 'list', '-i', hosts, it).out.contains('hunter2') }
        !Captured.berth('host', 'list', '-i', hosts, '--graph', '--vars').out.contains('hunter2')
        Captured.berth('host', 'list', 'web', '--graph', '-i', hosts).out == '@web:\n  |--a\n  |--b\n'
        Captured.berth('host', 'list', '--json', 'b', '-i', hosts).out.replaceAll(/\s/, '') ==
                '{"_meta":{"hostvars":{"b":{"ansible_connection":"local","note":"twowords"}}},"all":{"children":["ungrouped","web"]},"web":{"hosts":["b"]}}'
    }

    def "what an encrypted value holds reaches the host and no listing"() {
        given:
        write('hosts', 'a\n')
        write('host_vars/a', 'open: 1\nsealed: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3030\nansible_host: "{{ sealed }}"\n')
        write('group_vars/all', '$ANSIBLE_VAULT;1.2;AES256;x\n3131\n')
        def diagnostics = new Diagnostics()
        def listed = AnsibleInventory.read([dir.resolve('hosts').toString()], Optional.empty(), { envelope -> envelope.contains('3030') ? 'hunter2' : 'whole: {deep: [hunter3, 42]}' },
                Duration.ofSeconds(5), diagnostics)

        when:
        def loaded = new PlaybookLoader([]).load([listed], Given.NOTHING, diagnostics)

        then:
        loaded.host('a').address() == 'hunter2'
        loaded.host('a').vars().sealed.text() == 'hunter2'
        loaded.host('a').vars().whole.deep*.text() == ['hunter3', '42']
        def told = HostJson.of(loaded, ['a'] as Set) + HostGraph.of(loaded, 'all', true)
        !told.contains('hunter')
        told.contains('secret sealed')
    }

    def "host list opens nothing that is encrypted, and says which file it leaves out"() {
        given:
        def hosts = write('hosts', 'a\n')
        write('host_vars/a', 'open: 1\nsealed: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3030\n')
        write('group_vars/all', '$ANSIBLE_VAULT;1.1;AES256\n3131\n')

        expect:
        with(Captured.berth('host', 'list', '-i', hosts, '--json')) {
            exit == 0
            out.contains('"open" : 1')
            out.contains('"sealed" : "\u2039secret sealed\u203a"')
            err.contains('group_vars/all: warning: is encrypted, and is not opened only to look: its variables are left out')
        }
    }

    def "Groovy, Ansible's and names go together, and errors in several are said at once"() {
        given:
        def groovy = write('site.groovy', "hosts { host 'k1', address: '10.0.0.1'; group 'mine', 'k1', 'a', 'n1'; group 'more', 'web' }")
        def ini = write('hosts', '[web]\na x=1\nb\n')
        def bad = write('bad.ini', '[web:vasr]\n')
        def worse = write('worse.groovy', "hosts { hots 'x' }")

        expect:
        Captured.berth('host', 'list', '-i', groovy, '-i', ini, '-i', 'n1,', '--graph').out == '''\
            @all:
              |--@ungrouped:
              |--@mine:
              |  |--k1
              |  |--a
              |  |--n1
              |--@more:
              |  |--@web:
              |  |  |--a
              |  |  |--b
            '''.stripIndent()
        with(Captured.berth('host', 'list', '-i', worse, '-i', bad)) {
            exit == 2
            err.contains("bad.ini:1:1: error: a section cannot be of the kind 'vasr'")
            err.contains("worse.groovy:1:9: error: unknown word 'hots'")
            err.contains('2 errors; nothing was touched')
        }
    }

    def "wrong usage: #words"() {
        given:
        def hosts = write('hosts', 'a\n')

        expect:
        with(Captured.berth(*(['host'] + words.collect { it == 'HOSTS' ? hosts : it }))) {
            exit == 2
            out == ''
            err.contains(said)
        }

        where:
        words                                             || said
        []                                                || 'a verb is missing: host list'
        ['list']                                          || 'no host is known: give an inventory with -i'
        ['list', '-i', 'nowhere']                         || "/nowhere' is not there or cannot be read; names of hosts have a comma: -i kvm1,"
        ['list', '-i', 'HOSTS', 'b']                      || "no host or group is called 'b'"
        ['list', '-i', 'HOSTS', '--graph', 'b']           || "--graph begins with a group, and 'b' is none"
        ['list', '-i', 'HOSTS', '--graph', '--json']      || 'mutually exclusive'
        ['list', '-i', 'HOSTS', '-e', 'x']                || "-e wants name=value, @file or {json}, not 'x'"
        ['list', '-i', 'HOSTS', '-e', '@nowhere.yml']     || "-e: the file 'nowhere.yml' is not there"
        ['list', '-i', 'HOSTS', '-e', '{"x": ']           || '-e:1:'
    }

    private static String block(String language) {
        (GUIDE =~ /(?s)```$language\n(.*?)```/)[0][1]
    }

    private String write(String name, String text) {
        Files.createDirectories(dir.resolve(name).parent)
        Files.writeString(dir.resolve(name), text.stripIndent()).toString()
    }
}
