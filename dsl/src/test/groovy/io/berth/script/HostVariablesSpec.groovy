package io.berth.script

import io.berth.diag.Diagnostics
import io.berth.diag.PlaybookException
import io.berth.diag.SourceRange
import io.berth.model.Become
import io.berth.model.Host
import io.berth.model.InventorySource
import io.berth.model.InventorySource.ListedGroup
import io.berth.model.InventorySource.ListedHost
import io.berth.model.InventorySource.Said as Vars
import io.berth.model.InventorySource.Value
import io.berth.model.Playbook
import io.berth.model.Secret
import io.berth.model.Size
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Where the variables of hosts come from, which of them win, and what is made of Ansible's. */
class HostVariablesSpec extends Specification {

    static final AT = new SourceRange('hosts', 1, 1, 2)

    @TempDir Path dir
    Diagnostics diagnostics = new Diagnostics()

    def "variables < group all < parents < children < the host < the command line"() {
        given:
        def names = (1..6).collect { "v$it".toString() }
        def listed = new InventorySource.Listed([new ListedHost('h', vars(names[4..5], 'host'), AT)],
                [new ListedGroup('all', [], [], vars(names[1..5], 'all'), 1, AT), new ListedGroup('top', [], ['low'], vars(names[2..5], 'parent'), 1, AT),
                 new ListedGroup('low', ['h'], [], vars(names[3..5], 'child'), 1, AT)])
        def book = write('book.groovy', "variables ${names.collect { "$it: 'default'" }.join(', ')}, size: 1.GiB\n")

        when:
        def loaded = new PlaybookLoader([]).load([listed], book, new Given([v6: 'given', size: '2GiB'], [] as Set), diagnostics)

        then:
        def seen = loaded.variables() + loaded.host('h').vars()
        names.collect { seen[it] } == ['default', 'all', 'parent', 'child', 'host', 'given']
        seen.size == Size.mib(2048)
    }

    def "the same of groups and hosts of a playbook"() {
        given:
        def book = write('book.groovy', '''
            hosts {
                group 'low', 'h', vars: [a: 'child', b: 'child', c: 'child']
                group 'top', 'low', vars: [a: 'parent', b: 'parent', c: 'parent', d: 'parent']
                host 'h', vars: [a: 'host']
                group 'later', 'h', vars: [b: 'equal, but later declared', d: 'x']
                group 'part', 'top,!other', vars: [c: 'no parent of low']
                host 'other'
            }''')

        expect:
        load([], book).host('h').vars() == [a: 'host', b: 'child', c: 'child', d: 'x']
    }

    def "a later inventory says a host again, and groups are united"() {
        given:
        def one = write('one.groovy', "hosts { host 'a', address: '10.0.0.1', user: 'root', vars: [x: 1, y: 1]; host 'b'; group 'g', 'a', vars: [z: 1] }")
        def two = write('two.groovy', "hosts { host 'a', address: '10.0.0.2', vars: [x: 2]; host 'c'; group 'g', 'c', vars: [z: 2] }")
        def listed = new InventorySource.Listed([new ListedHost('a', vars(['ansible_host', 'ansible_port', 'l'], '22'), AT), new ListedHost('d', Vars.NOTHING, AT)],
                [new ListedGroup('g', ['d'], [], Vars.NOTHING, 1, AT)])

        when:
        def loaded = load([listed, file(one), file(two)], write('book.groovy', "hosts { group 'all4', 'g', 'b' }"))

        then:
        loaded.host('a').with { [address(), port(), user(), vars().x, vars().y, vars().z, vars().l] } == ['10.0.0.2', 22, 'root', 2, 1, 2, '22']
        loaded.groups().g.hosts() == ['a', 'd', 'c']
        loaded.groups().all4.with { [hosts(), children(), own()] } == [['a', 'd', 'b', 'c'], ['g'], ['b']]
    }

    def "twice in one inventory is an error, and so is the playbook saying a host of an inventory again"() {
        given:
        def one = write('one.groovy', "hosts { host 'a' }")

        when:
        load([file(one)], write('book.groovy', "hosts { host 'a' }"))

        then:
        def e = thrown(PlaybookException)
        e.diagnostics()*.message() == ["host 'a' is declared already"]
    }

    def "Ansible's variables say how a host is reached"() {
        given:
        def h = host(said)

        expect:
        [h.address(), h.port(), h.user(), h.identityFile(), h.connection(), h.jump()] == [address, port, user, key, connection, jump]

        where:
        said                                                                    || address    | port | user  | key | connection | jump
        [:]                                                                     || ''         | 0    | ''    | ''  | Host.Connection.SSH | ''
        [ansible_host: '10.0.0.1', ansible_port: 2222, ansible_user: 'u']       || '10.0.0.1' | 2222 | 'u'   | ''  | Host.Connection.SSH | ''
        [ansible_ssh_host: 'h2', ansible_ssh_port: '22', ansible_ssh_user: 'v'] || 'h2'       | 22   | 'v'   | ''  | Host.Connection.SSH | ''
        [ansible_connection: 'local', ansible_ssh_private_key_file: '~/.ssh/k'] || ''         | 0    | ''    | '~/.ssh/k' | Host.Connection.LOCAL | ''
        [ansible_ssh_common_args: '-o ProxyJump=me@gate:22 -J other']           || ''         | 0    | ''    | ''  | Host.Connection.SSH | 'other'
        [ansible_ssh_common_args: "-o 'ProxyJump gate'"]                        || ''         | 0    | ''    | ''  | Host.Connection.SSH | 'gate'
        [ansible_host: '{{ net.lan[0] }}', net: [lan: ['10.9.9.9']]]            || '10.9.9.9' | 0    | ''    | ''  | Host.Connection.SSH | ''
    }

    def "and as whom it is worked there"() {
        expect:
        host(said).become() == Optional.ofNullable(become)

        where:
        said                                                                          || become
        [ansible_become: false, ansible_become_user: 'x']                             || null
        [ansible_become: 'yes']                                                       || Become.root(Become.Method.SUDO)
        [ansible_become: true, ansible_become_method: 'su', ansible_become_user: 'x', ansible_become_pass: 'p'] || new Become(Become.Method.SU, 'x', new Secret('ansible_become_pass', 'p'))
        [ansible_become: true, ansible_become_method: 'community.general.doas', ansible_become_password: 5]     || new Become(Become.Method.DOAS, 'root', new Secret('ansible_become_password', '5'))
    }

    def "the command line wins over the words of the playbook, and these over Ansible's variables"() {
        given:
        def book = write('book.groovy', "hosts { host 'h', address: 'groovy', user: 'groovy', vars: [ansible_host: 'var', ansible_user: 'var', ansible_port: 22] }")

        expect:
        new PlaybookLoader([]).load([], book, [ansible_user: 'given']).host('h').with { [address(), user(), port()] } == ['groovy', 'given', 22]
    }

    def "passwords are secrets wherever they stand"() {
        expect:
        host([ansible_password: 'p', other: '{{ ansible_password }}', text: 'x{{ ansible_password }}y']).vars() ==
                [ansible_password: new Secret('ansible_password', 'p'), other: 'p', text: 'xpy']
    }

    def "#text becomes #value"() {
        expect:
        host([v: text, n: 5, t: true, l: ['a', 'b'], m: ['k x': 'y', k: [z: 1]], s: new Secret('s', 'hidden'), chain: '{{ n }}{{ n }}', nothing: null]).vars().v == value
        diagnostics.all() == []

        where:
        text                        || value
        'plain'                     || 'plain'
        '{{ n }}'                   || 5
        '{{n}}'                     || 5
        '{{- t -}}'                 || true
        'a{{ n }}b{{ t }}'          || 'a5bTrue'
        '{{ l }}'                   || ['a', 'b']
        '{{ l[1] }}'                || 'b'
        '{{ l.0 }}'                 || 'a'
        "{{ m['k x'] }}"            || 'y'
        '{{ m.k.z }}'               || 1
        '{{ chain }}'               || '55'
        ['{{ n }}', [x: '{{ t }}']] || [5, [x: true]]
        '{{ s }}'                   || new Secret('s', 'hidden')
        'x{{ s }}'                  || new Secret('s', 'xhidden')
        '{{ inventory_hostname }}.{{ inventory_hostname_short }}' || 'h.x.h'
        '{{ nothing }}'             || null
        '{ {'                       || '{ {'
    }

    def "#text stays, and it is said: #message"() {
        expect:
        host([v: text, l: [1], w: '{{ v }}']).vars().v == text
        diagnostics.all().any { it.at() == AT && it.severity().name() == 'WARNING' && it.message() == message }

        where:
        text                        || message
        '{{ l | first }}'           || 'holds Jinja that berth does not evaluate: it stays as it is written'
        "{{ lookup('env', 'X') }}"  || 'holds Jinja that berth does not evaluate: it stays as it is written'
        '{% if x %}y{% endif %}'    || 'holds Jinja that berth does not evaluate: it stays as it is written'
        '{{ gone }}'                || "refers to 'gone', which is no variable of the host; it stays as it is written"
        '{{ l[4] }}'                || "nothing is at '[4]' of {{ l[4] }}; it stays as it is written"
        'a {{ l }}'                 || 'a list or a mapping cannot stand in the middle of a text; it stays as it is written'
    }

    def "variables that refer to one another are said"() {
        expect:
        host([v: '{{ w }}', w: '{{ v }}']).vars().v.contains('{{')
        diagnostics.all()*.message() == ["'v' refers to itself: v -> w -> v; it stays as it is written"]
    }

    def "wrong values of Ansible's variables are located errors, all at once"() {
        when:
        host([ansible_port: 'ssh', ansible_connection: 'lcoal', ansible_become: true, ansible_become_method: 'sodu', ansible_host: ['a']])

        then:
        def e = thrown(PlaybookException)
        e.diagnostics()*.at().unique() == [AT]
        e.diagnostics()*.message() as Set == ["ansible_port is between 1 and 65535, not 'ssh'", "ansible_connection is ssh or local, not 'lcoal'",
                "ansible_become_method is sudo, su or doas, not 'sodu'", 'ansible_host is a text, not a list'] as Set
    }

    def "of the arguments of ssh, what is not done is said"() {
        when:
        host([ansible_ssh_common_args: '-o ControlMaster=no -J gate -v'])

        then:
        diagnostics.all()*.message() == ["ansible_ssh_common_args: berth takes ProxyJump from it and not '-o ControlMaster=no -v'"]
    }

    def "a variable of the command line may be the playbook's, a host's, Ansible's, or from a file"() {
        when:
        def loaded = new PlaybookLoader([]).load([listed([rack: 1])], write('book.groovy', 'variables size: 1'),
                new Given([rack: 2, ansible_user: 'x', size: 3, other: [1]], ['other'] as Set), diagnostics)

        then:
        loaded.host('h.x').vars() == [rack: 2, ansible_user: 'x', size: 3, other: [1]]
        loaded.variables() == [size: 3]
    }

    def "a variable that is misspelt"() {
        when:
        new PlaybookLoader([]).load([listed([rack: 1])], write('book.groovy', 'variables size: 1'), [rak: 2])

        then:
        def e = thrown(PlaybookException)
        e.diagnostics()[0].with { [message(), hints()] } == ["the playbook has no variable 'rak'", ["did you mean 'rack'?"]]
    }

    private Host host(Map said) {
        new PlaybookLoader([]).load([listed(said)], Given.NOTHING, diagnostics).host('h.x')
    }

    private static InventorySource.Listed listed(Map said) {
        new InventorySource.Listed([new ListedHost('h.x', new Vars(said.collectEntries { k, v -> [k, new Value(v, AT)] }, [:], [:]), AT)], [])
    }

    private static Vars vars(List<String> names, Object value) {
        new Vars(names.collectEntries { [it, new Value(value, AT)] }, [:], [:])
    }

    private static InventorySource file(Path path) {
        new InventorySource.GroovyFile(path)
    }

    private static Playbook load(List<InventorySource> inventories, Path book) {
        new PlaybookLoader([]).load(inventories, book, [:])
    }

    private Path write(String name, String text) {
        Files.writeString(dir.resolve(name), text)
    }
}
