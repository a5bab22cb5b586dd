package io.berth.cli

import io.berth.event.Event
import io.berth.event.Redaction
import io.berth.inventory.Decryption
import io.berth.model.Secret
import io.berth.model.Secrets
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What the guide to secrets shows is true. */
class SecretsGuideSpec extends Specification {

    static final String GUIDE = Files.readString(Path.of('../docs/guide/secrets.md'))

    @TempDir Path dir

    def "its playbook loads, and the secret is in the command's input"() {
        given:
        def book = Files.writeString(dir.resolve('site.groovy'), "hosts { host 'db', connection: local }\n" + (GUIDE =~ /(?s)```groovy\n(.*?)```/)[0][1])
        def secrets = { source, name -> Optional.of('hunter2') } as Secrets

        when:
        def site = Site.load(Event.Request.of(book.toString(), [], [:], '', 1), new Secrecy(secrets, Decryption.none(), new Redaction(), Secret.NONE))

        then:
        site.playbook().plays()[0].tasks()[0].parameters().input() == "alter role app password 'hunter2';\n"
    }

    def "the error it shows is the one that comes"() {
        given:
        def book = Files.writeString(dir.resolve('site.groovy'), "hosts { host 'db', connection: local }\nsecrets { vault 'x' }\n\n\n\n\n\nplay('p') { on 'db'\n    exec 'echo', secret('db') }\n")

        when:
        Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction()))

        then:
        def e = thrown(io.berth.diag.PlaybookException)
        def shown = (GUIDE =~ /(?s)```\n(site.groovy.*?)```/)[0][1].readLines()
        e.message.contains(shown[0].replace('site.groovy', book.toString()))
        e.message.contains(shown[1].strip())
    }

    def "every verb and option it names is there: #words"() {
        expect:
        def vault = Main.commandLine().subcommands.vault.subcommands
        words.startsWith('-')
                ? (vault.values() + Main.commandLine().subcommands.run).any { it.commandSpec.findOption(words.tokenize(' =')[0]) != null }
                : vault.containsKey(words)

        where:
        words << ((GUIDE =~ /`berth vault ([a-z-]+)/).collect { it[1] } + (GUIDE =~ /`(--?[A-Za-z-]+)/).collect { it[1] } - '-client').unique()
    }

    def "it names every verb"() {
        expect:
        Main.commandLine().subcommands.vault.subcommands.keySet().every { GUIDE.contains("vault $it") || GUIDE.contains("`$it FILE") }
    }
}
