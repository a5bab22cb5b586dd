package io.berth.task;

import io.berth.api.Change;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What rsync is told, and what it says it would do. */
final class Rsync {

    /** Nobody is asked, and a host is to be who it was. */
    static final List<String> SSH = List.of("ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=15",
            "-o", "ServerAliveInterval=15");

    private static final int NOT_FOUND = 127;
    private static final int SHOWN = 200;

    private Rsync() {
    }

    /**
     * Program and arguments; from and to go behind them.
     *
     * @param dry whether it only says what it would do
     */
    static List<String> arguments(SyncTask.Sync sync, boolean dry) {
        List<String> argv = new ArrayList<>(List.of("rsync", sync.archive() ? "-aHAX" : "-rl", "--itemize-changes", "--protect-args", "--timeout=300"));
        if (dry) {
            argv.add("--dry-run");
        }
        if (sync.archive()) {
            argv.add("--numeric-ids");
        }
        if (sync.delete()) {
            argv.add("--delete-delay");
        }
        if (sync.checksum() || !sync.archive()) {
            // without archive times are not kept, and tell nothing
            argv.add("--checksum");
        }
        sync.exclude().forEach(pattern -> argv.add("--exclude=" + pattern));
        return argv;
    }

    /** A path of a host as rsync names it; an address with colons goes in brackets. */
    static String remote(String address, String path) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + path;
    }

    /** A program with arguments as one text, in the way rsync takes it apart again. */
    static String words(List<String> argv) {
        return argv.stream().map(word -> word.matches("[A-Za-z0-9_./=:@%+-]+") ? word : "'" + word.replace("'", "''") + "'").collect(Collectors.joining(" "));
    }

    /** What a dry run says is to be done. */
    static Change change(Answer answer, String what, Change.Work work) throws TaskFailure {
        if (!answer.ok()) {
            if (answer.err().contains("Host key verification failed")) {
                return Change.of(Change.Kind.ACT, what + "; what differs shows when it runs", work);
            }
            if (isMissing(answer)) {
                return missing();
            }
            throw failure(answer);
        }
        List<String> lines = answer.out().lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            return Change.none("all is the same");
        }
        long removed = lines.stream().filter(line -> line.startsWith("*deleting")).count();
        long fresh = lines.stream().filter(line -> line.split(" ")[0].endsWith("+++++")).count();
        long other = lines.size() - removed - fresh;
        String counts = Stream.of(fresh == 0 ? "" : fresh + " new", other == 0 ? "" : other + " other", removed == 0 ? "" : removed + " to remove")
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        String shown = lines.stream().limit(SHOWN).map(line -> line + "\n").collect(Collectors.joining());
        return new Change(Change.Kind.UPDATE, what + ": " + counts, List.of(new Diff(what, "", shown)), work);
    }

    /** Where it is not installed; a task that runs before may still install it. */
    static Change missing() {
        return Change.of(Change.Kind.MAYBE, "rsync is not installed yet", hands -> {
            throw notInstalled();
        });
    }

    private static boolean isMissing(Answer answer) {
        return answer.status() == NOT_FOUND || answer.err().contains("rsync: command not found") || answer.err().contains("rsync: not found");
    }

    private static TaskFailure notInstalled() {
        return new TaskFailure("rsync is not installed on both sides", "install it: package rsync in Debian");
    }

    static TaskFailure failure(Answer answer) {
        if (isMissing(answer)) {
            return notInstalled();
        }
        String said = answer.err().strip();
        return new TaskFailure("rsync ended with status " + answer.status() + ": " + said, said.contains("Permission denied (")
                ? "a host that others copy to or from needs to accept the key of the user who runs rsync" : "");
    }
}
