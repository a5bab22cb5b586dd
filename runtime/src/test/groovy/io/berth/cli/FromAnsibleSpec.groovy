package io.berth.cli

import io.berth.diag.Diagnostics
import io.berth.diag.PlaybookException
import io.berth.lab.Lab
import io.berth.model.Secrets
import io.berth.script.Given
import io.berth.script.PlaybookLoader
import io.berth.task.BuiltinTasks
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What users of Ansible are told where they say what they are used to, and docs/guide/from-ansible.md, which has it all. */
class FromAnsibleSpec extends Specification {

    static final String GUIDE = Files.readString(Lab.ROOT.resolve('docs/guide/from-ansible.md'))
    static final List<List<String>> HABITS = Files.readAllLines(Lab.ROOT.resolve('dsl/src/main/resources/io/berth/script/ansible.txt'))
            .findAll { it && !it.startsWith('#') }.collect { it.split(' +', 2) as List }

    @TempDir @Shared Path dir

    /** All that is said against a playbook of every habit, each in a play, in every task, or in the one that it is of. */
    @Shared Set<String> told

    def setupSpec() {
        List<String> lines = ["hosts { host 'h' }", "play('p') { on 'h'"]
        HABITS.each { foreign, ours ->
            def (task, parameter) = foreign.contains('.') ? foreign.tokenize('.') : ['', foreign]
            (task ? [task] : BuiltinTasks.all()*.word()).each { lines << "$it(${parameter}: 1)".toString() }
            if (!task) {
                lines << "$foreign()".toString()
            }
        }
        told = refused(lines.join('\n') + '\n}\n').collectMany { it.hints() } as Set
    }

    private Collection refused(String text) {
        Diagnostics diagnostics = new Diagnostics()
        Path book = Files.writeString(dir.resolve('book.groovy'), text)
        try {
            new PlaybookLoader(BuiltinTasks.all(), Secrets.PLACEHOLDERS, Cache.PARSER).load([], book, Given.NOTHING, diagnostics)
        } catch (PlaybookException e) {
            return e.diagnostics()
        }
        diagnostics.all()
    }

    def "#foreign is told of where it is said, and on the page"() {
        expect:
        (ours.startsWith('"') ? "in place of Ansible's '$word': ${ours[1..-2]}" : "Ansible's '$word' is '$ours' here").toString() in told
        GUIDE.readLines().any { it.startsWith('| ') && it.split(' \\| ')[0].contains("`$foreign`") && it.replace('`', '').contains(ours.replace('"', '')) }

        where:
        [foreign, ours] << HABITS
        word = foreign.tokenize('.').last()
    }

    def "what is left out of the page because it is called the same is a task"() {
        expect:
        ((GUIDE =~ /What is called the same is left out: (.*)\. All/)[0][1] =~ /`(\w+)`/).collect { it[1] }.every { it in BuiltinTasks.all()*.word() }
    }

    def "the command #words is one"() {
        given:
        def command = Main.commandLine().subcommands[words[1]]
        command = command?.subcommands?.get(words[2]) ?: command

        expect:
        words.findAll { it.startsWith('-') && it != '--' }.every { command.commandSpec.findOption(it) }
        command != null

        where:
        words << (GUIDE =~ /`(berth [^`]*)`/).collect { it[1].tokenize(' ') }
    }

    def "the playbook it shows is one"() {
        given:
        Files.createDirectories(dir.resolve('pages'))
        Files.writeString(dir.resolve('site.conf.ftl'), '')
        String book = (GUIDE =~ /(?s)```groovy\n(.*?)```/)[0][1]

        expect:
        refused("hosts { host 'h1'; group 'web', 'h1' }\n" + book).isEmpty()
    }
}
