package io.berth.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options of {@code berth run} as words that mean the same from any directory, and without a terminal. */
final class KeptOptions {

    private static final Set<String> ASKING = Set.of("--ask-become-password", "--ask-become-pass", "--ask-vault-password", "--ask-vault-pass");

    private KeptOptions() {
    }

    /**
     * All that were given but those of {@code own}.
     *
     * @throws Usage if one would ask somebody
     */
    static List<String> of(ParseResult given, Set<String> own) throws IOException {
        List<String> words = new ArrayList<>();
        for (OptionSpec option : given.matchedOptions()) {
            String name = option.longestName();
            if (ASKING.contains(name)) {
                throw asking(name);
            }
            if (own.contains(name)) {
                continue;
            }
            if (option.arity().max() == 0) {
                words.add(name);
                continue;
            }
            for (String value : option.originalStringValues()) {
                words.add(name + "=" + kept(name, value));
            }
        }
        return words;
    }

    private static String kept(String name, String value) throws IOException {
        return switch (name) {
            case "--inventory" -> Inventories.absolute(value);
            case "--extra-vars" -> value.startsWith("@") ? "@" + absolute(value.substring(1)) : value;
            case "--limit" -> Limit.fixed(value, Runs.store());
            case "--tasks", "--vault-password-file", "--become-password-file" -> absolute(value);
            case "--vault-id" -> vaultId(value);
            case "--output" -> value.contains("=") ? value.substring(0, value.indexOf('=') + 1) + absolute(value.substring(value.indexOf('=') + 1)) : value;
            default -> value;
        };
    }

    private static String vaultId(String value) {
        String source = value.substring(value.indexOf('@') + 1);
        if (source.startsWith("prompt")) {
            throw asking("--vault-id " + value);
        }
        return value.substring(0, value.indexOf('@') + 1) + absolute(source);
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().normalize().toString();
    }

    private static Usage asking(String option) {
        return new Usage(option + " asks, and nobody is there to answer when it runs: give a file");
    }
}
