package io.berth.cli

import picocli.CommandLine
import picocli.CommandLine.Model.ArgSpec
import picocli.CommandLine.Model.OptionSpec
import picocli.CommandLine.Model.PositionalParamSpec
import spock.lang.Specification

/** What the compiler writes of commands is what picocli would read from their annotations. */
class ModelSpec extends Specification {

    private static List<Class> withVerbs(List<Class> commands) {
        commands + commands.collectMany { withVerbs(Model.of(it).verbs()) }
    }

    private static ofArgument(ArgSpec argument) {
        [of: argument instanceof OptionSpec ? argument.names() as List : argument.index().toString(), arity: argument.arity().toString(), type: argument.type(),
         in: argument.auxiliaryTypes() as List, otherwise: argument.defaultValue(), at: argument.initialValue(), required: argument.required(),
         split: argument.splitRegex(), hidden: argument.hidden(), scope: argument.scopeType(), label: argument.paramLabel(),
         says: argument.description() as List, candidates: argument.completionCandidates() as List,
         capacity: argument instanceof PositionalParamSpec ? argument.capacity().toString() : '']
    }

    private static of(CommandLine line) {
        def spec = line.commandSpec
        [name: spec.name(), hidden: spec.usageMessage().hidden(), scope: spec.scopeType(), mixins: spec.mixins().keySet() as List,
         version: spec.versionProvider()?.class, exits: spec.usageMessage().exitCodeList(), options: spec.options().collect { ofArgument(it) }.toSet(),
         parameters: spec.positionalParameters().collect { ofArgument(it) },
         groups: spec.argGroups().collect { [it.exclusive(), it.multiplicity().toString(), it.validate(), it.args().collect { ofArgument(it) }.toSet()] }]
    }

    def "it is told as its annotations say: #command.simpleName"() {
        given:
        def read = new CommandLine(command)
        def told = new CommandLine(Model.of(command).spec())

        expect:
        of(told) == of(read)
        told.usageMessage == read.usageMessage

        where:
        command << [Main] + withVerbs(Main.COMMANDS)
    }

    def "no start reads an annotation"() {
        when:
        def loaded = ["${System.getProperty('java.home')}/bin/java", '-Xlog:class+load', '-cp', System.getProperty('java.class.path'), 'io.berth.cli.Main', 'guest', 'list', '--help']
                .execute().text.readLines()

        then:
        loaded.any { it.contains(' io.berth.cli.GuestListCommandModel ') }
        !loaded.any { it =~ /\$Proxy\d/ }
    }

    def "what is given comes to where the command looks for it, and again without what was given before"() {
        given:
        def spec = Model.of(SlotListCommand).spec()
        SlotListCommand command = spec.userObject()
        def line = new CommandLine(spec)

        when:
        line.parseArgs('w*', '--free', '--json', '--forks', '3', '-i', 'one', '-i', 'two')

        then:
        [command.pattern, command.which.free, command.which.used, command.form.json, command.site.forks, command.site.inventory.inventories] == ['w*', true, false, true, 3, ['one', 'two']]

        when:
        line.parseArgs('--used')

        then:
        [command.pattern, command.which.used, command.site.forks, command.site.inventory.inventories] == ['all', true, 20, []]

        when:
        line.parseArgs('--names', '--json')

        then:
        thrown(CommandLine.MutuallyExclusiveArgsException)
    }
}
