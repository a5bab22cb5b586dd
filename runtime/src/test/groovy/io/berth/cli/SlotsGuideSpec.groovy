package io.berth.cli

import io.berth.event.Event
import io.berth.event.Redaction
import io.berth.task.BuiltinTasks
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What the guide to slots shows is there. What it says of them is what SlotVerbsSpec, SlotHoldSpec and RedeployInsertSpec see. */
class SlotsGuideSpec extends Specification {

    static final String GUIDE = Files.readString(Path.of('../docs/guide/slots.md'))

    @TempDir Path dir

    private static Map<String, picocli.CommandLine> verbs() {
        Main.commandLine().subcommands.slot.subcommands
    }

    def "the command it shows is understood: #line"() {
        given:
        def words = (line =~ /(['"]).*?\1|\S+/).collect { it[0].replaceAll(/['"]/, '').replace('$$', '1') }

        expect:
        Main.commandLine().parseArgs(*words.tail()).subcommand().subcommand().commandSpec().name() == words[2]

        where:
        line << (GUIDE =~ /(?s)```sh\n(.*?)```/).collect { it[1].readLines() }.flatten()
    }

    def "it tells of each verb, of no other, and of the task that does the same"() {
        given:
        def told = (GUIDE =~ /(?m)^\| `([a-z]+)` \| .* \| (?:`(\w+)`)? ?\|$/).collect { [it[1], it[2]] }.collectEntries()

        expect:
        told.keySet() == verbs().keySet()
        told.values().findAll().every { word -> BuiltinTasks.all().any { it.word() == word } }
        BuiltinTasks.all()*.word().findAll { it.startsWith('slot') }.every { it in told.values() }
    }

    def "what it becomes is a playbook: #line"() {
        given:
        Files.writeString(dir.resolve('site.groovy'), '''\
            hosts { host 'kvm1', address: '192.0.2.1' }
            pool('primary') { on 'all'; dir '/p' }
            image('debian12') { store 'kvm1' }
            template 'worker', 'worker.xml.ftl'
            slots('w', perHost: 2) { on 'all'; disk pool: 'primary', size: 1.GiB; memory 96.MiB; template 'worker'; image 'debian12' }
            '''.stripIndent())
        Files.copy(Path.of('../templates/worker.xml.ftl'), dir.resolve('worker.xml.ftl'))
        def words = (line.replaceAll(/^berth slot /, '') =~ /(['"]).*?\1|\S+/).collect { it[0].replaceAll(/['"]/, '').replace('$$', '1') }
        def command = Main.commandLine().subcommands.slot.subcommands[words[0]]
        command.parseArgs(*(words.tail() + ['-s', dir.resolve('site.groovy').toString()]))
        command.commandSpec.userObject().with { if (it instanceof SlotRestoreCommand) { it.wanted = [w01: new io.berth.model.ImageName('debian12', 'stable')] } }

        when:
        def tasks = command.commandSpec.userObject().tasks()
        def book = Files.writeString(dir.resolve('verb.groovy'), "uses '${dir.resolve('site.groovy')}'\nplay('p') {\n${tasks.join('\n')}\n}\n".toString())
        def ids = Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction())).graph().ids()

        then:
        ids.any { it.startsWith(words[0] == 'restore' ? 'redeploy:' : 'slot' + words[0].capitalize() + ':') }
        ids.any { it.startsWith('start:') } == ('--down' in words || '--up' in words)

        where:
        line << (GUIDE =~ /(?s)```sh\n(.*?)```/).collect { it[1].readLines() }.flatten().findAll { !(it =~ /slot (list|history)/) }
    }

    def "every option it names is there: #option"() {
        expect:
        verbs().values().any { it.commandSpec.findOption(option) != null }

        where:
        option << (GUIDE =~ /`(--?[A-Za-z-]+)/).collect { it[1] }.unique()
    }

    def "its playbook loads, compiles, and says what is laid over which slot"() {
        given:
        Files.createDirectories(dir.resolve('files/base/etc'))
        Files.writeString(dir.resolve('files/base/etc/motd'), 'hello')
        def tar = new ProcessBuilder('tar', '-C', dir.resolve('files/base').toString(), '-czf', dir.resolve('files/worker.tar.gz').toString(), '.').start()
        assert tar.waitFor() == 0
        Files.copy(Path.of('../templates/worker.xml.ftl'), dir.resolve('worker.xml.ftl'))
        def book = Files.writeString(dir.resolve('site.groovy'), '''\
            hosts { host 'kvm1'; group 'hypervisors', 'kvm1' }
            pool('primary') { on 'all'; dir '/p' }
            image('debian12') { store 'kvm1' }
            template 'worker', 'worker.xml.ftl'
            ''' + (GUIDE =~ /(?s)```groovy\n(.*?)```/)[0][1])

        when:
        def site = Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction()))

        then:
        site.playbook().plays()*.tasks().flatten()*.parameters()*.inserts() == [
            ["$dir/files/base".toString(), "$dir/files/worker.tar.gz".toString()], ["$dir/files/base".toString()]]

        when: 'one of them is not there'
        Files.delete(dir.resolve('files/worker.tar.gz'))
        Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction()))

        then:
        def e = thrown(io.berth.diag.PlaybookException)
        e.message.contains("this cannot be laid over a slot: there is no $dir/files/worker.tar.gz")
    }

    def "of several in one command, those that take out come first, whatever the order in which they are said"() {
        given:
        def command = new SlotInsertCommand()
        new picocli.CommandLine(command).parseArgs('w01', 'files', '--extract', '/var/log:log.tar', '--insert', 'a b.tar:/opt', '--extract', '/etc:{slot}.d')

        expect:
        command.tasks(io.berth.task.Sample.slot()) == [
            "slotExtract 'w01', '/var/log', to: '${Path.of('log.tar').toAbsolutePath()}', replace: false",
            "slotExtract 'w01', '/etc', to: '${Path.of('w01.d').toAbsolutePath()}', replace: false",
            "slotInsert 'w01', '${Path.of('files').toAbsolutePath()}', to: '/', onHost: false",
            "slotInsert 'w01', '${Path.of('a b.tar').toAbsolutePath()}', to: '/opt', onHost: false"]*.toString()
    }
}
