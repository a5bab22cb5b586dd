package io.berth.cli

import io.berth.event.Event
import io.berth.event.Redaction
import java.nio.file.Files
import java.nio.file.Path
import picocli.CommandLine
import spock.lang.Specification
import spock.lang.TempDir

/** What the README and the changelog show is true. The command that runs the main job is run by RedeploySlotsLabSpec. */
class ReadmeSpec extends Specification {

    static final Path ROOT = Path.of('..')
    static final String README = ROOT.resolve('README.md').toFile().text

    @TempDir Path dir

    def "its playbook loads and compiles"() {
        given:
        def shown = blocks('groovy')[0]
        ['playbooks', 'templates'].each { Files.createDirectory(dir.resolve(it)) }
        Files.copy(ROOT.resolve('playbooks/site.groovy'), dir.resolve('playbooks/site.groovy'))
        Files.copy(ROOT.resolve('templates/worker.xml.ftl'), dir.resolve('templates/worker.xml.ftl'))
        def playbook = Files.writeString(dir.resolve('playbooks/redeploy-slots.groovy'), shown)
        def inventory = Files.writeString(dir.resolve('inventory.groovy'), "hosts {\n host 'kvm1'\n host 'kvm2'\n group 'hypervisors', 'kvm*'\n}\n")

        when:
        def site = Site.load(Event.Request.of(playbook.toString(), [inventory.toString()], [:], '', 1), Secrecy.masked(new Redaction()))

        then:
        site.graph().ids().findAll { it.startsWith('redeploy:') } == ['redeploy:w01@kvm1', 'redeploy:w02@kvm1', 'redeploy:w03@kvm2', 'redeploy:w04@kvm2'] as Set
    }

    def "every command it shows is there: #line"() {
        given:
        def words = line.tokenize(' ')

        expect:
        words[0] == './verify' && Files.isExecutable(ROOT.resolve('verify')) ||
                words[0] in ['berth', './berth'] && subcommands().containsKey(words[1])
        words.findAll { it.endsWith('.groovy') && it.contains('/') }.every { Files.exists(ROOT.resolve(it)) }

        where:
        line << blocks('sh').collectMany { it.readLines() }.findAll { it }.collect { it.replaceAll(/\s+#.*/, '') }
    }

    def "every link to a file leads to one: #link"() {
        expect:
        Files.exists(ROOT.resolve(link))

        where:
        link << (README =~ /\]\(([^)#:]+)\)/).collect { it[1] }
    }

    def "its exit statuses are those of the help"() {
        expect:
        (README =~ /(\d+) (all is|a task|usage|a host|refused|`plan|interrupted)/).collect { it[1] as int } == [0, 1, 2, 3, 4, 5, 130]
    }

    private static Map<String, CommandLine> subcommands() {
        Main.commandLine().subcommands
    }

    private static List<String> blocks(String language) {
        (README =~ /(?s)```$language\n(.*?)```/).collect { it[1] }
    }
}
