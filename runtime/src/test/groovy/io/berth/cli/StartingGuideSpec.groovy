package io.berth.cli

import io.berth.cluster.QemuProcess
import io.berth.cluster.SeenGuest
import io.berth.event.Event
import io.berth.event.Redaction
import io.berth.model.Size
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** The guide's lines are parsed by the command itself, become tasks there are, and its playbook compiles. */
class StartingGuideSpec extends Specification {

    private static final String GUIDE = Files.readString(Path.of('../docs/guide/starting.md'))
    private static final String HOSTS = "hosts { host 'kvm1', address: '192.0.2.1'; host 'kvm2', address: '192.0.2.2' }\n"

    @TempDir Path dir

    private static List<String> lines() { (GUIDE =~ /(?s)```sh\n(.*?)```/).collect { it[1].readLines() }.flatten() }

    private static words(String line) { (line.replaceAll(/^berth /, '') =~ /(['"]).*?\1|\S+/).collect { it[0].replaceAll(/['"]/, '') } }

    private static ids(Path book) { Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction())).graph().ids() as List }

    def "a line of it is a command: #line"() {
        expect:
        Main.commandLine().parseArgs(*words(line)).subcommand().subcommand().commandSpec().name() == words(line)[1]

        where:
        line << lines()
    }

    def "what it does with a guest without libvirt is a task that there is: #line"() {
        given:
        def legacy = new SeenGuest('kvm1', 'legacy', Optional.empty(), Optional.of(new QemuProcess(7, '5', Size.mib(1), ['qemu', '-name', 'legacy'])))
        def command = Main.commandLine().parseArgs(*words(line)).subcommand().subcommand().commandSpec().userObject()
        def book = Files.writeString(dir.resolve('verb.groovy'), HOSTS + "play('p') {\n${command.rawTasks(legacy).join('\n')}\n}\n")

        expect:
        ids(book) == ["raw${words(line)[1].capitalize()}:legacy@kvm1".toString()]

        where:
        line << lines().findAll { it =~ /guest (suspend|resume|shutdown|stop) / }
    }

    def "one is started by a file"() {
        given:
        def file = Files.writeString(dir.resolve('legacy.conf'), "# it\n-m 16 -append 'it''s \"1\"'\n")
        def command = Main.commandLine().parseArgs('guest', 'start', 'legacy', '--raw', file.toString(), '--on', 'kvm2', '--paused').subcommand().subcommand().commandSpec().userObject()
        def tasks = command.tasks()

        expect:
        tasks == [/rawStart 'legacy', options: ['-m', '16', '-append', 'its "1"', '-S'], on: 'kvm2'/]
        ids(Files.writeString(dir.resolve('verb.groovy'), HOSTS + "play('p') {\n${tasks[0]}\n}\n")) == ['rawStart:legacy@kvm2']
    }

    def "its playbook compiles"() {
        expect:
        ids(Files.writeString(dir.resolve('site.groovy'), HOSTS + (GUIDE =~ /(?s)```groovy\n(.*?)```/)[0][1])) == ['guestStart:db@kvm1', 'guestStart:web01@kvm1']
    }
}
