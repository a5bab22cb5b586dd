package io.berth.script;

import io.berth.diag.DidYouMean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What users of Ansible are used to say, and what it is here: {@code ansible.txt}. It is read when something was misspelt, and not before. */
final class Habits {

    private static final String FILE = "ansible.txt";

    private Habits() {
    }

    private static final class Read {
        static final Map<String, String> ALL = read();
    }

    /** What to do about a word that cannot be said where it is. @param known those that can */
    static String hint(String word, Collection<String> known) {
        return usual("", word, known).orElseGet(() -> known.size() > DidYouMean.FEW && DidYouMean.nearest(word, known).isEmpty()
                ? "none of the " + known.size() + " words that can is like it; 'berth doc' tells of all tasks" : DidYouMean.hint(word, known));
    }

    /** What to do about a parameter that is not known. @param of the word it was said of */
    static String hint(String of, String word, Collection<String> known) {
        return usual(of, word, known).orElseGet(() -> DidYouMean.hint(word, known));
    }

    /** The word here that was meant, if it is one. */
    static Optional<String> meant(String of, String word, Collection<String> known) {
        return ours(of, word).filter(known::contains).or(() -> DidYouMean.nearest(word, known));
    }

    private static Optional<String> usual(String of, String word, Collection<String> known) {
        return ours(of, word).filter(ours -> ours.startsWith("\"") || known.contains(ours)).map(ours -> ours.startsWith("\"")
                ? "in place of Ansible's '" + word + "': " + ours.substring(1, ours.length() - 1) : "Ansible's '" + word + "' is '" + ours + "' here");
    }

    private static Optional<String> ours(String of, String word) {
        return Optional.ofNullable(Read.ALL.get(of + "." + word)).or(() -> Optional.ofNullable(Read.ALL.get(word)));
    }

    private static Map<String, String> read() {
        Map<String, String> all = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Habits.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).map(line -> line.split(" +", 2))
                    .forEach(foreignAndOurs -> all.put(foreignAndOurs[0], foreignAndOurs[1]));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
