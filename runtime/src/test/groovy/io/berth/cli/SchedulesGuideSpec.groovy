package io.berth.cli

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/** What the guide to schedules shows is there. What it says of them is what ScheduleCommandSpec sees. */
class SchedulesGuideSpec extends Specification {

    static final String GUIDE = Files.readString(Path.of('../docs/guide/schedules.md'))

    private static Map<String, picocli.CommandLine> verbs() {
        Main.commandLine().subcommands.schedule.subcommands
    }

    def "the command it shows is understood: #line"() {
        given:
        def words = (line =~ /'[^']*'|\S+/).collect { it.replace("'", '') }

        expect:
        Main.commandLine().parseArgs(*words.tail()).subcommand().subcommand().commandSpec().name() == words[2]

        where:
        line << (GUIDE =~ /(?s)```sh\n(.*?)```/)[0][1].readLines()
    }

    def "it names every verb, and every option it names is there: #option"() {
        expect:
        verbs().keySet().every { GUIDE.contains(it) }
        (verbs().values() + Main.commandLine().subcommands.run).any { it.commandSpec.findOption(option) != null }

        where:
        option << (GUIDE =~ /`(--?[A-Za-z-]+)/).collect { it[1] }.unique() - '-u'
    }

    def "the object it shows is one that is listed"() {
        given:
        def shown = new ObjectMapper().readTree((GUIDE =~ /(?s)```json\n(.*?)```/)[0][1])

        expect:
        shown.fieldNames().toList() == ['name', 'playbook', 'options', 'calendar', 'by', 'next', 'last', 'changed']
        shown.path('last').fieldNames().toList() == ['state', 'started', 'run', 'exit']
    }
}
