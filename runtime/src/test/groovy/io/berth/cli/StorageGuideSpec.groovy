package io.berth.cli

import io.berth.event.Event
import io.berth.event.Redaction
import io.berth.model.Network
import io.berth.model.Pool
import io.berth.task.BuiltinTasks
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What the guide to storage and networks shows is there. That it does what it says is what StorageLabSpec sees. */
class StorageGuideSpec extends Specification {

    static final String GUIDE = Files.readString(Path.of('../docs/guide/storage-and-networks.md'))
    static final List<String> KINDS = ['pool', 'volume', 'network']

    @TempDir Path dir

    private static List<String> snippets(String kind) {
        (GUIDE =~ /(?s)```$kind\n(.*?)```/).collect { it[1] }
    }

    private static List<List<String>> commands() {
        snippets('sh').collectMany { it.readLines() }.collect { line -> (line =~ /(['"]).*?\1|\S+/).collect { it[0].replaceAll(/['"]/, '') } }
    }

    def "the command it shows is understood: #line"() {
        expect:
        Main.commandLine().parseArgs(*line.tail()).subcommand().subcommand().commandSpec().name() == line[2]

        where:
        line << commands()
    }

    def "it shows and tells of each verb, of no other, and of the task that does the same"() {
        given:
        def told = (GUIDE =~ /(?m)^\| `((?:pool|volume|network) [a-z]+)` \| .* \| (?:`(\w+)`)? ?\|$/).collect { [it[1], it[2]] }.collectEntries()
        def verbs = KINDS.collectMany { kind -> Main.commandLine().subcommands[kind].subcommands.keySet().collect { "$kind $it".toString() } } as Set

        expect:
        told.keySet() == verbs
        commands().collect { "${it[1]} ${it[2]}".toString() } as Set == verbs
        told.values().findAll().every { word -> BuiltinTasks.all().any { it.word() == word } }
        BuiltinTasks.all()*.word().findAll { it ==~ /(pool|volume|network)[A-Z]\w+/ && it != 'networkFilter' } as Set == told.values().findAll() as Set
    }

    def "its playbooks load and compile"() {
        given:
        def book = Files.writeString(dir.resolve('site.groovy'), "hosts { host 'kvm1' }\n" + snippets('groovy')[number])

        when:
        def site = Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction()))

        then:
        site.playbook().pools().values()*.store()*.kind() == kinds
        site.playbook().pools().keySet().every { name -> site.graph().ids().contains("pool:$name@kvm1".toString()) }

        where:
        number || kinds
        0      || [Pool.Kind.DIR, Pool.Kind.DIR]
        1      || [Pool.Kind.DIR, Pool.Kind.FS, Pool.Kind.NETFS, Pool.Kind.LOGICAL, Pool.Kind.DIR]
    }

    def "a pool that is wrong is said where it is: #said"() {
        given:
        def book = Files.writeString(dir.resolve('site.groovy'), "hosts { host 'kvm1' }\npool('p') { on 'all'; $said }\n")

        when:
        Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction()))

        then:
        def e = thrown(io.berth.diag.PlaybookException)
        e.diagnostics()*.message() == [message]
        e.diagnostics()[0].at().line() == 2
        e.diagnostics()[0].at().column() == (at < 0 ? 1 : "pool('p') { on 'all'; ".length() + 1 + at)

        where:
        said                                               | at || message
        "autostart true"                                   | -1 || "'pool' says none of dir, fs, netfs and logical"
        "dir 'x'"                                          | 4  || "'dir' wants an absolute path, not 'x'"
        "fs '/dev/vdb'; logical 'vg'; dir '/x'"            | 15 || 'a pool is fs or logical, not both'
        "logical 'vg'; dir '/x'"                           | 18 || 'a volume group has no directory'
        "dir '/x'; build true"                             | 16 || "'build' is for fs and logical: a directory is made in any case, a filesystem of another machine never"
        "dir '/srv/x'; mounted '/mnt'"                     | 22 || "'/srv/x' is not below '/mnt', so what is mounted there says nothing of it"
        "dir '/x'; contains '../y'"                        | 19 || "'contains' wants a path below dir, not '../y'"
        "netfs path: '/x'; dir '/y'"                       | 0  || "'pool' needs 'host'"
    }

    def "networks are of the mode that is said: #said"() {
        given:
        def book = Files.writeString(dir.resolve('site.groovy'), "hosts { host 'kvm1' }\nnetwork('n') { on 'all'; $said }\n")

        expect:
        with(Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction())).playbook().network('n')) {
            [mode(), cidr(), bridge()] == wanted
        }

        where:
        said                   || wanted
        "routed '10.7.0.0/24'" || [Network.Mode.ROUTED, '10.7.0.0/24', '']
        "open '10.7.0.0/24'"   || [Network.Mode.OPEN, '10.7.0.0/24', '']
        "ovs 'ovs0'"           || [Network.Mode.OVS, '', 'ovs0']
    }
}
