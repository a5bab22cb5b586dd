package io.berth.cli

import io.berth.diag.Diagnostics
import io.berth.model.Secrets
import io.berth.script.Given
import io.berth.script.PlaybookLoader
import io.berth.task.BuiltinTasks
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What the guide to moving guests shows is there. What it says of them is what GuestMoveSpec, MigrateLabSpec and HostPowerSpec see. */
class MovingGuestsGuideSpec extends Specification {

    static final String GUIDE = Files.readString(Path.of('../docs/guide/moving-guests.md'))

    @TempDir Path dir

    def "the command it shows is understood: #line"() {
        given:
        def words = (line =~ /(['"]).*?\1|\S+/).collect { it[0].replaceAll(/['"]/, '') }

        expect:
        Main.commandLine().parseArgs(*words.tail()).subcommand().subcommand().commandSpec().name() == words[2]

        where:
        line << (GUIDE =~ /(?s)```sh\n(.*?)```/).collect { it[1].readLines() }.flatten()
    }

    def "the playbook it shows is one, and so is the inventory"() {
        given:
        def (play, hosts) = (GUIDE =~ /(?s)```groovy\n(.*?)```/).collect { it[1] }
        def secrets = Files.writeString(dir.resolve('bmc'), 'sesame\n')
        def site = Files.writeString(dir.resolve('site.groovy'), "secrets { file 'bmc', '$secrets' }\n" + hosts.replace("host 'kvm1'", "host 'kvm2', address: '192.0.2.2'\n    host 'kvm3', address: '192.0.2.3'\n    host 'kvm1'") + play)
        def diagnostics = new Diagnostics()

        when:
        def read = new PlaybookLoader(BuiltinTasks.all(), Secrets.PLACEHOLDERS, Cache.PARSER).load([], site, Given.NOTHING, diagnostics)

        then:
        read.plays()[0].tasks().size() == 4
        Bmc.of(read.host('kvm1')).address() == '10.78.0.11'
    }
}
