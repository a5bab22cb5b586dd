package io.berth.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What can be typed next, found from the commands themselves. A parameter's label says what kind of thing it is: {@code PATTERN}
 * a host, {@code RUN} a run, {@code SCHEDULE} a schedule, {@code PLAYBOOK} a file.
 */
final class Completion {

    /** Stands among the candidates for: names of files, which the shell completes itself. */
    static final String FILES = ":files";

    /** Names that are to be looked up where they are. */
    interface Known {

        /** Hosts and groups of these inventories and of the playbook, if the words name one. */
        List<String> hosts(List<String> inventories, Optional<String> playbook);

        List<String> slots(List<String> inventories, Optional<String> playbook);

        /** Guests as they were seen last, whatever the inventory. */
        List<String> guests();

        List<String> runs();

        List<String> tasks();

        List<String> schedules();
    }

    private final Known known;

    Completion(Known known) {
        this.known = known;
    }

    /** @param words what was typed behind the program's name; the last one, which may be empty, is to be completed */
    List<String> candidates(CommandLine root, List<String> words) {
        CommandLine command = root;
        List<String> positional = new ArrayList<>();
        List<String> inventories = new ArrayList<>();
        OptionSpec open = null;
        boolean onlyPositional = false;
        for (String word : words.subList(0, words.size() - 1)) {
            if (open != null) {
                take(open, word, inventories);
                open = null;
            } else if (onlyPositional || !word.startsWith("-") || word.equals("-")) {
                CommandLine sub = positional.isEmpty() ? command.getSubcommands().get(word) : null;
                if (sub == null) {
                    positional.add(word);
                } else {
                    command = sub;
                }
            } else if (word.equals("--")) {
                onlyPositional = true;
            } else {
                open = waiting(command.getCommandSpec(), word, inventories);
            }
        }
        String current = words.get(words.size() - 1);
        Typed typed = new Typed(inventories, positional.stream().filter(word -> word.endsWith(".groovy")).findFirst());
        return next(command, open, onlyPositional, positional.size(), current, typed).stream()
                .filter(candidate -> candidate.equals(FILES) || candidate.startsWith(current)).distinct().toList();
    }

    private record Typed(List<String> inventories, Optional<String> playbook) {
    }

    /** The option that the word leaves waiting for its value, or null. */
    private static OptionSpec waiting(CommandSpec spec, String word, List<String> inventories) {
        int equals = word.indexOf('=');
        OptionSpec option = spec.findOption(equals < 0 ? word : word.substring(0, equals));
        if (option != null && equals >= 0) {
            take(option, word.substring(equals + 1), inventories);
        }
        return option != null && option.arity().max() > 0 && equals < 0 ? option : null;
    }

    private static void take(OptionSpec option, String value, List<String> inventories) {
        if (option.longestName().equals("--inventory")) {
            inventories.add(value);
        }
    }

    private List<String> next(CommandLine command, OptionSpec open, boolean onlyPositional, int given, String current, Typed typed) {
        CommandSpec spec = command.getCommandSpec();
        if (open != null) {
            return values(open, typed);
        }
        if (current.startsWith("-") && !onlyPositional) {
            return spec.options().stream().filter(option -> !option.hidden()).flatMap(option -> Arrays.stream(option.names()))
                    .filter(name -> name.startsWith("--") || !current.startsWith("--")).sorted().toList();
        }
        if (given == 0 && !command.getSubcommands().isEmpty()) {
            return command.getSubcommands().entrySet().stream().filter(sub -> !sub.getValue().getCommandSpec().usageMessage().hidden())
                    .map(Map.Entry::getKey).toList();
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (parameter.index().contains(given)) {
                return values(parameter, typed);
            }
        }
        return List.of();
    }

    private List<String> values(ArgSpec of, Typed typed) {
        String label = of.paramLabel().toUpperCase(Locale.ROOT);
        if (of.completionCandidates() != null) {
            List<String> some = new ArrayList<>();
            of.completionCandidates().forEach(some::add);
            return some;
        }
        return switch (label) {
            case "PATTERN", "HOST" -> known.hosts(typed.inventories(), typed.playbook());
            case "SLOT" -> known.slots(typed.inventories(), typed.playbook());
            case "GUEST" -> known.guests();
            case "GUEST|HOST" -> Stream.concat(known.guests().stream(), known.hosts(typed.inventories(), typed.playbook()).stream()).toList();
            case "RUN" -> known.runs();
            case "SCHEDULE" -> known.schedules();
            case "WORD" -> known.tasks();
            case "SOURCE" -> List.of("lab", FILES);
            case "FORM[=FILE]" -> Arrays.stream(ViewOptions.Form.values()).map(Enum::name).toList();
            case "SHELL" -> List.of("bash", "zsh", "fish");
            case "PLAYBOOK", "FILE", "DIR", "JAR" -> List.of(FILES);
            default -> List.of();
        };
    }
}
