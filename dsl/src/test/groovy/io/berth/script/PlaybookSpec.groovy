package io.berth.script

import io.berth.diag.PlaybookException
import io.berth.model.InventorySource
import io.berth.model.Disk
import io.berth.model.Host
import io.berth.model.Network
import io.berth.model.Nic
import io.berth.model.Playbook
import io.berth.model.Redeploy
import io.berth.model.Size
import io.berth.model.TaskSpec
import io.berth.model.Slot
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

/** Good playbooks become exactly the model they describe. */
class PlaybookSpec extends Specification {

    static final Path GOOD = Path.of('src/test/resources/good')
    static final Path INVENTORY = GOOD.resolve('inventory.groovy')
    static final Path PLAYBOOKS = Path.of('../playbooks')

    @Shared
    Playbook site = load(INVENTORY, GOOD.resolve('redeploy-slots.groovy'))

    @TempDir
    Path dir

    def "hosts have what the inventory says, and the variables of their groups"() {
        expect:
        site.hosts().keySet() as List == ['kvm1', 'kvm2', 'kvm3']
        with(site.host('kvm1')) {
            address() == '10.77.0.11'
            [port(), user(), connection()] == [0, 'root', Host.Connection.SSH]
            identityFile() == GOOD.resolve('id_lab').toString()
            knownHosts() == '/etc/lab/known_hosts'
            vars() == [rack: 'r1', zone: 'a']
        }
        with(site.host('kvm2')) {
            [address(), port(), user(), identityFile(), knownHosts()] == ['10.77.0.12', 2222, '', '', '']
            vars() == [rack: 'r0', zone: 'a']
        }
        site.host('kvm3').connection() == Host.Connection.LOCAL
    }

    def "groups are resolved, groups within groups too, in the order of the inventory"() {
        expect:
        site.groups().collectEntries { name, group -> [name, group.hosts()] } ==
                [hypervisors: ['kvm1', 'kvm2', 'kvm3'], pair: ['kvm1', 'kvm3'], first: ['kvm1']]
    }

    def "pools, networks, images and templates are as the playbook says"() {
        expect:
        with(site.pool('primary')) {
            [hosts(), dir(), autostart()] == [['kvm1', 'kvm2', 'kvm3'], '/srv/berth/pools/primary', true]
        }
        with(site.network('lan')) {
            [mode(), cidr(), bridge(), dhcpFrom(), dhcpTo(), autostart()] ==
                    [Network.Mode.NAT, '192.168.150.0/24', '', '192.168.150.100', '192.168.150.200', false]
        }
        with(site.network('quiet')) {
            [mode(), cidr(), dhcpFrom(), dhcpTo(), hosts()] == [Network.Mode.ISOLATED, '10.1.0.0/16', '10.1.0.2', '10.1.255.254', ['kvm1', 'kvm2']]
        }
        with(site.network('wire')) {
            [mode(), cidr(), bridge(), dhcpFrom()] == [Network.Mode.BRIDGE, '', 'br0', '']
        }
        with(site.image('debian12')) {
            [store(), tree()] == ['kvm1', '/srv/berth/images/debian12']
        }
        with(site.template('worker')) {
            file() == GOOD.resolve('templates/worker.xml.ftl').toString()
            text() == Files.readString(GOOD.resolve('templates/worker.xml.ftl'))
        }
    }

    def "a series of slots is numbered host by host, each with a card of its own"() {
        expect:
        site.slots().values().collect { [it.name(), it.host()] } == [
                ['w01', 'kvm1'], ['w02', 'kvm1'], ['w03', 'kvm2'], ['w04', 'kvm2'], ['w05', 'kvm3'], ['w06', 'kvm3'], ['x1', 'kvm2']]
        site.slots().w01 == new Slot('w01', 'kvm1', new Disk('primary', new Size(2L << 30), 2, 'ext4'), Size.mib(512), 1,
                [new Nic('lan', '52:54:00:6d:c7:4a', '')], 'worker', 'debian12',
                [kernel: '/boot/vmlinuz', cards: [1, 2], verbose: true], site.slots().w01.at())
        site.slots().x1.nics() == [new Nic('wire', '52:54:00:aa:bb:01', ''), new Nic('lan', '52:54:00:b6:d8:30', '192.168.150.21')]
        site.slots().x1.disk() == new Disk('primary', new Size(40L << 10), 1, 'ext4')
    }

    def "each slot is redeployed as the play says, with the defaults where it says nothing"() {
        given:
        def play = site.plays()[0]

        expect:
        [play.name(), play.limits().perHost(), play.tasks()*.place().unique()] == ['redeploy', 1, [TaskSpec.Place.PLAY]]
        play.tasks().size() == 6
        with(play.tasks()[3]) {
            [word(), hosts(), options().timeout(), options().retries(), options().delay()] == ['redeploy', ['kvm2'], Duration.ofMinutes(30), 0, Duration.ofSeconds(1)]
            parameters() == new Redeploy(site.slots().w04, 'debian12', Redeploy.Strategy.RSYNC, Duration.ofSeconds(60), Redeploy.OnTimeout.DESTROY,
                    'w04', true, Duration.ofMinutes(2))
            at().toString() == GOOD.resolve('redeploy-slots.groovy').toString() + ':5:9'
        }
    }

    def "variables have their defaults, and the caller's values win in the kind of the default"() {
        expect:
        site.variables() == [size: new Size(2L << 30), ready: Duration.ofMinutes(2), workers: 2]

        when:
        Playbook other = load(INVENTORY, GOOD.resolve('redeploy-slots.groovy'), [size: '3GiB', ready: '90s', workers: 1])

        then:
        other.variables() == [size: new Size(3L << 30), ready: Duration.ofSeconds(90), workers: 1]
        other.slots().keySet() as List == ['w01', 'w02', 'w03', 'x1']
        other.slots().w01.disk().size() == new Size(3L << 30)
        other.plays()[0].tasks()[0].parameters().sshWithin() == Duration.ofSeconds(90)
    }

    def "a variable of the caller that the playbook does not have, or of another kind, is refused"() {
        when:
        load(INVENTORY, GOOD.resolve('redeploy-slots.groovy'), [siez: '3GiB', workers: 'many'])

        then:
        PlaybookException e = thrown()
        e.diagnostics()*.render().join('') == '''\
            command line: error: the playbook has no variable 'siez'
                  = did you mean 'size'?
            src/test/resources/good/site.groovy:1:42: error: the command line gives variable 'workers' the value 'many', which is not of its kind
                1 | variables size: 2.GiB, ready: 2.minutes, workers: 2
                  |                                          ^^^^^^^
                  = its default is the number 2
            '''.stripIndent()
    }

    def "#playbook, which is run for real, loads"() {
        when:
        Playbook loaded = loadReal(playbook)

        then:
        loaded.plays().collectMany { it.tasks() }*.parameters()*.slot()*.name() == slots
        loaded.slots().values()*.memory().unique() == memory
        loaded.plays()*.limits()*.perHost() == [perHost]
        loaded.plays()[0].tasks()[-1].parameters() == new Redeploy(loaded.slots()[slots[-1]], 'debian12', Redeploy.Strategy.RSYNC, shutdown,
                Redeploy.OnTimeout.DESTROY, slots[-1], true, ssh)

        where:
        playbook                | slots                                      | memory                        | perHost | shutdown               | ssh
        'redeploy-slots.groovy' | ['w01', 'w02', 'w03', 'w04', 'w05', 'w06'] | [Size.mib(96)]                | 1       | Duration.ofSeconds(30) | Duration.ofMinutes(5)
        'systemd-slot.groovy'   | ['s01']                                    | [Size.mib(96), Size.mib(256)] | 0       | Duration.ofSeconds(60) | Duration.ofMinutes(5)
    }

    def "the order of declarations does not matter, and an included file is read once"() {
        given:
        write('a.groovy', "include 'b.groovy'\ninclude 'sub/../b.groovy'\npool('p') { on 'g'; dir '/p' }\nhosts { group 'g', 'h2', 'h1' }")
        write('b.groovy', "hosts { host 'h1'; host 'h2' }")

        expect:
        load(null, dir.resolve('a.groovy')).pool('p').hosts() == ['h1', 'h2']
    }

    def "slots by count are spread over the hosts in blocks, the first hosts having one more: #count"() {
        given:
        write('a.groovy', """
            hosts { host 'a'; host 'b'; host 'c' }
            pool('p') { on 'all'; dir '/p' }
            template 't', 't.ftl'
            slots('s', count: $count) { on 'all'; disk pool: 'p', size: 1.GiB; memory 1.GiB; template 't' }
            """)
        write('t.ftl', '<domain/>')

        expect:
        def slots = load(null, dir.resolve('a.groovy')).slots()
        slots.keySet()[0] == first
        slots.values()*.host().countBy { it } == spread

        where:
        count | first  | spread
        1     | 's01'  | [a: 1]
        7     | 's01'  | [a: 3, b: 2, c: 2]
        120   | 's001' | [a: 40, b: 40, c: 40]
    }

    def "#pattern means #hosts"() {
        given:
        write('a.groovy', """
            hosts {
                ${(1..3).collect { "host 'kvm$it'" }.join('; ')}; host 'kvm010'; host 'web-01'; host 'web-02'; host 'web-10'
                group 'web', 'web-*'; group 'both', 'web', 'kvm1'
            }
            pool('p') { on $pattern; dir '/p' }
            """)

        expect:
        load(null, dir.resolve('a.groovy')).pool('p').hosts() == hosts

        where:
        pattern                        | hosts
        "'kvm2'"                       | ['kvm2']
        "'kvm[1-3]'"                   | ['kvm1', 'kvm2', 'kvm3']
        "'kvm[3,1]'"                   | ['kvm1', 'kvm3']
        "'kvm[001-016]'"               | ['kvm010']
        "'web-[01-09]'"                | ['web-01', 'web-02']
        "'kvm?'"                       | ['kvm1', 'kvm2', 'kvm3']
        "'*-0*'"                       | ['web-01', 'web-02']
        "'web'"                        | ['web-01', 'web-02', 'web-10']
        "'both,!web-10'"               | ['kvm1', 'web-01', 'web-02']
        "'kvm3', 'kvm1'"               | ['kvm1', 'kvm3']
        "(['kvm3', 'web-01'])"         | ['kvm3', 'web-01']
        "((1..2).collect { \"kvm\$it\" })" | ['kvm1', 'kvm2']
        "'all,!kvm*'"                  | ['web-01', 'web-02', 'web-10']
        "'!web', '!kvm010'"            | ['kvm1', 'kvm2', 'kvm3']
    }

    private Playbook loadReal(String playbook) {
        Path playbooks = Files.createDirectories(dir.resolve('playbooks'))
        ['site.groovy', playbook].each { Files.copy(PLAYBOOKS.resolve(it), playbooks.resolve(it)) }
        write('templates/worker.xml.ftl', '<domain/>')
        load(INVENTORY, playbooks.resolve(playbook))
    }

    private void write(String name, String text) {
        Path file = dir.resolve(name)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }

    private static Playbook load(Path inventory, Path playbook, Map<String, Object> variables = [:]) {
        new PlaybookLoader(Vocabulary.all()).load(inventory == null ? [] : [new InventorySource.GroovyFile(inventory)], playbook, variables)
    }
}
