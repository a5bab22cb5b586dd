package io.berth.cli;

import io.berth.event.Outcome;
import io.berth.journal.NoSuchRun;
import io.berth.journal.RunRecord;
import io.berth.journal.RunStore;
import io.berth.model.Host;
import io.berth.model.Playbook;
import io.berth.script.HostPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pattern of {@code --limit}, in which {@code @file} stands for the patterns in a file, {@code @failed} and
 * {@code @unreachable} for hosts of the last run, and {@code @failed:RUN} for those of another.
 */
final class Limit {

    private static final Pattern WORD = Pattern.compile("(^|[,!&:]\\s*)@([^,]+)");
    private static final Pattern EARLIER = Pattern.compile("(failed|unreachable)(?::(.+))?");
    private static final Map<String, Set<Outcome>> OUTCOMES = Map.of(
            "failed", Set.of(Outcome.FAILED, Outcome.REFUSED, Outcome.UNREACHABLE),
            "unreachable", Set.of(Outcome.UNREACHABLE));

    private Limit() {
    }

    /**
     * The pattern with what changes made fast, so that a resume means the same hosts: the last run by its id, files by their
     * absolute paths.
     *
     * @throws Usage if there is no such run
     */
    static String fixed(String limit, RunStore store) throws IOException {
        StringBuilder fixed = new StringBuilder();
        Matcher word = WORD.matcher(limit);
        while (word.find()) {
            word.appendReplacement(fixed, Matcher.quoteReplacement(word.group(1) + "@" + fixedWord(word.group(2).strip(), store)));
        }
        return word.appendTail(fixed).toString();
    }

    private static String fixedWord(String word, RunStore store) throws IOException {
        Matcher earlier = EARLIER.matcher(word);
        if (!earlier.matches()) {
            return Path.of(word).toAbsolutePath().normalize().toString();
        }
        try {
            return earlier.group(1) + ":" + store.find(earlier.group(2) == null ? "last" : earlier.group(2)).id();
        } catch (NoSuchRun e) {
            throw new Usage("--limit @" + word + ": " + e.getMessage());
        }
    }

    /** @throws Usage if it makes no sense, or means no host */
    static Set<String> hosts(String limit, Playbook playbook, RunStore store) {
        try {
            return HostPattern.select(limit, playbook, word -> meant(word, playbook, store));
        } catch (IllegalArgumentException e) {
            throw new Usage("--limit: " + e.getMessage());
        }
    }

    /** The same as hosts, in the order of the playbook; runs are those of this user. */
    static List<Host> among(String limit, Playbook playbook) {
        return hosts(limit, playbook, Runs.store()).stream().map(playbook.hosts()::get).toList();
    }

    private static Set<String> meant(String word, Playbook playbook, RunStore store) {
        Matcher earlier = EARLIER.matcher(word);
        try {
            return earlier.matches()
                    ? ofRun(earlier.group(1), earlier.group(2) == null ? "last" : earlier.group(2), store)
                    : HostPattern.select(patterns(Path.of(word)), playbook);
        } catch (NoSuchRun e) {
            throw new IllegalArgumentException("@" + word + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> ofRun(String how, String run, RunStore store) throws IOException, NoSuchRun {
        RunRecord record = store.record(store.find(run));
        Set<String> hosts = new LinkedHashSet<>();
        for (RunRecord.Task task : record.tasks().values()) {
            if (task.end() instanceof RunRecord.Ended ended && OUTCOMES.get(how).contains(ended.outcome())) {
                hosts.add(task.id().substring(task.id().lastIndexOf('@') + 1));
            }
        }
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("in run " + record.run() + (how.equals("failed") ? " no host failed" : " all hosts were reached"));
        }
        return hosts;
    }

    /** A pattern a line; what follows {@code #} is not read. */
    private static String patterns(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("the file '" + file + "' is not there or cannot be read");
        }
        List<String> lines = Files.readAllLines(file).stream().map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("no host stands in the file '" + file + "'");
        }
        return lines.stream().collect(Collectors.joining(","));
    }
}
