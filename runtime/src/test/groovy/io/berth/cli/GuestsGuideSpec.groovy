package io.berth.cli

import io.berth.cluster.SeenGuest
import io.berth.event.Event
import io.berth.event.Redaction
import io.berth.libvirt.Domains
import io.berth.libvirt.ListingText
import io.berth.task.BuiltinTasks
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What the guide to guests shows is there, and becomes the tasks that it says. That these do their work is what GuestVerbsLabSpec sees. */
class GuestsGuideSpec extends Specification {

    static final String GUIDE = Files.readString(Path.of('../docs/guide/guests.md'))
    static final List<String> LINES = (GUIDE =~ /(?s)```sh\n(.*?)```/).collect { it[1].readLines() }.flatten()

    /** Made once: it costs a tenth of a second. */
    static final picocli.CommandLine BERTH = Main.commandLine()

    @TempDir Path dir

    private static List<String> words(String line) {
        (line =~ /(['"]).*?\1|\S+/).collect { it[0].replaceAll(/['"]/, '') }.tail()
    }

    private static picocli.CommandLine.ParseResult parsed(List<String> words) {
        def parsed = BERTH.parseArgs(*words)
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand()
        }
        parsed
    }

    def "the command it shows is understood: #line"() {
        expect:
        parsed(words(line)).commandSpec().name() == words(line)[words(line)[0] == 'virsh' ? 0 : 1]

        where:
        line << LINES
    }

    def "the verb #verb is there, and the task that does the same"() {
        expect:
        BERTH.subcommands.guest.subcommands.containsKey(verb)
        !task || BuiltinTasks.all().any { it.word() == task }

        where:
        [verb, task] << (GUIDE =~ /(?m)^\| `([a-z-]+)` \| .* \| (?:`(\w+)`)? ?\|$/).collect { [it[1], it[2]] }
    }

    def "every option it names is there: #option"() {
        expect:
        ['guest', 'host'].any { BERTH.subcommands[it].subcommands.values().any { it.commandSpec.findOption(option) != null } }

        where:
        option << (GUIDE =~ /`(--?[A-Za-z-]+)/).collect { it[1] }.unique()
    }

    def "what it becomes is a playbook: #line"() {
        given:
        def guest = new SeenGuest('kvm1', 'web1', Optional.of(Domains.parse(ListingText.domains([[xml:
                "<domain type='qemu'><name>web1</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid></domain>", state: 'running']])).all()[0]), Optional.empty())
        def verb = parsed(words(line)).commandSpec().userObject()

        when:
        def tasks = verb instanceof GuestVerb ? verb.tasks(guest) : [verb.task("'kvm1'")]
        def book = Files.writeString(dir.resolve('verb.groovy'), "hosts { host 'kvm1', address: '192.0.2.1' }\nplay('p') {\n${tasks.join('\n')}\n}\n".toString())
        def ids = Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction())).graph().ids()

        then:
        ids.size() == 1
        GUIDE.contains("`${ids[0].toString().split(':')[0]}`")

        where:
        line << LINES.findAll { parsed(words(it)).commandSpec().userObject().with { it instanceof GuestVerb || it instanceof HostVerb } }
    }

    def "its playbook loads and compiles"() {
        given:
        def book = Files.writeString(dir.resolve('site.groovy'), "hosts { host 'kvm1', address: '192.0.2.1'; group 'hypervisors', 'kvm1' }\n" + (GUIDE =~ /(?s)```groovy\n(.*?)```/)[0][1])

        expect:
        Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction())).graph().ids()*.toString() as Set ==
                ['guestShutdown:web1@kvm1', 'guestAutostart:web1@kvm1', 'guestSetMemory:db1@kvm1'] as Set
    }

    def "a size, a viewer and a call of virsh are made of what is said"() {
        expect:
        GuestVncCommand.words('remote-viewer {uri}', '127.0.0.1::5901', 'vnc://127.0.0.1:5901') == ['remote-viewer', 'vnc://127.0.0.1:5901']
        GuestVncCommand.words('vncviewer -Shared', '127.0.0.1::5901', 'vnc://127.0.0.1:5901') == ['vncviewer', '-Shared', '127.0.0.1::5901']
        VirshCommand.words(['dumpxml', '--inactive'], 'UUID') == ['dumpxml', '--domain', 'UUID', '--inactive']
        VirshCommand.words(['snapshot-create-as', '{}', 'before'], 'UUID') == ['snapshot-create-as', 'UUID', 'before']

        when:
        def command = new GuestSetMemoryCommand()
        new picocli.CommandLine(command).parseArgs('web1', '512')
        command.tasks(new SeenGuest('kvm1', 'web1', Optional.empty(), Optional.empty()))

        then:
        def e = thrown(Usage)
        e.message.contains("'512' is no size with its unit")
    }
}
