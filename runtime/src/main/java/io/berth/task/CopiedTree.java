package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Diff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory of the controller with all in it, as it is to be on a host. One command looks at all of it, and what differs goes
 * there in one archive.
 *
 * @param entries by name, those of directories before what is in them
 * @param delete whether what else is there goes
 */
record CopiedTree(String to, Map<String, Entry> entries, Ownership ownership, Mode directoryMode, boolean delete) {

    /** Something in the directory. */
    sealed interface Entry {
    }

    record Directory() implements Entry {
    }

    record Link(String target) implements Entry {
    }

    record File(Path path, Content content) implements Entry {
    }

    private static final Script LOOK = Script.of(CopiedTree.class, "copy/tree-look.sh");
    /** The most lines that show what changes. */
    private static final int SHOWN = 200;

    static CopiedTree of(Path from, String to, Ownership ownership, Mode directoryMode, boolean delete) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Path path : below(from)) {
            entries.put(from.relativize(path).toString(), Files.isSymbolicLink(path) ? new Link(Files.readSymbolicLink(path).toString())
                    : Files.isDirectory(path) ? new Directory() : new File(path, Content.of(path)));
        }
        return new CopiedTree(to, entries, ownership, directoryMode, delete);
    }

    private static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !path.equals(directory)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Says what in the directory cannot be copied. */
    static void check(Path from, SourceRange at, Diagnostics into) {
        try {
            for (Path path : below(from)) {
                boolean special = !Files.isSymbolicLink(path) && !Files.isDirectory(path) && !Files.isRegularFile(path);
                if (special || path.getFileName().toString().contains("\n")) {
                    into.error(at, "cannot copy " + path, special ? "it is neither file, directory nor link" : "its name has a line end");
                } else if (!Files.isSymbolicLink(path) && !Files.isReadable(path)) {
                    into.error(at, "cannot read " + path);
                }
            }
        } catch (IOException e) {
            into.error(at, "cannot read " + from + ": " + e.getMessage());
        }
    }

    Command observe() {
        return LOOK.with(to, delete ? "all" : "").reading(entries.keySet().stream().map(name -> "./" + name + "\n").collect(Collectors.joining()));
    }

    Change change(Answer answer) throws TaskFailure {
        SeenEntries seen = SeenEntries.of(to, answer);
        Map<String, String> differing = new LinkedHashMap<>();
        if (!seen.has(".") || !directoryDifference(seen.get(".")).isEmpty()) {
            differing.put(".", seen.has(".") ? directoryDifference(seen.get(".")) : "new");
        }
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            String difference = seen.has(entry.getKey()) ? difference(entry.getKey(), entry.getValue(), seen.get(entry.getKey())) : "new";
            if (!difference.isEmpty()) {
                differing.put(entry.getKey(), difference);
            }
        }
        List<String> surplus = seen.surplus(entries.keySet());
        if (differing.isEmpty() && surplus.isEmpty()) {
            return Change.none("as the playbook says, " + entries.size() + " in it");
        }
        TreeArchive archive = new TreeArchive(this, seen, List.copyOf(differing.keySet()), surplus);
        return new Change(seen.has(".") ? Change.Kind.UPDATE : Change.Kind.CREATE, summary(differing, surplus),
                List.of(diff(differing, surplus)), archive::send);
    }

    private static String summary(Map<String, String> differing, List<String> surplus) {
        long fresh = differing.values().stream().filter("new"::equals).count();
        return Stream.of(fresh == 0 ? "" : fresh + " new", differing.size() == fresh ? "" : differing.size() - fresh + " other",
                surplus.isEmpty() ? "" : surplus.size() + " to remove").filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private Diff diff(Map<String, String> differing, List<String> surplus) {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        differing.entrySet().stream().limit(SHOWN).forEach(entry -> {
            if (!entry.getValue().equals("new")) {
                before.append(entry.getKey()).append('\n');
            }
            after.append(entry.getKey()).append(entry.getValue().equals("new") ? "" : ": " + entry.getValue()).append('\n');
        });
        surplus.stream().limit(SHOWN).forEach(name -> before.append(name).append('\n'));
        return new Diff(to, before.toString(), after.toString());
    }

    /** In a few words; empty: none. */
    private String difference(String name, Entry entry, SeenPath seen) throws TaskFailure {
        if (entry instanceof Directory) {
            if (!seen.is(SeenPath.Kind.DIRECTORY)) {
                throw new TaskFailure(HostPath.in(to, name) + " is " + seen.kind() + ", and a directory is to be there", "remove it first");
            }
            return directoryDifference(seen);
        }
        if (seen.is(SeenPath.Kind.DIRECTORY)) {
            throw new TaskFailure(HostPath.in(to, name) + " is a directory, and something else is to be there", "remove it first");
        }
        List<String> all = new ArrayList<>();
        if (entry instanceof Link link) {
            if (!seen.is(SeenPath.Kind.LINK)) {
                return "a link in place of " + seen.kind();
            }
            if (!seen.target().equals(link.target())) {
                all.add("link to " + seen.target() + " -> " + link.target());
            }
        } else if (!seen.is(SeenPath.Kind.FILE)) {
            return "a file in place of " + seen.kind();
        } else if (!seen.digest().equals(((File) entry).content().digest())) {
            all.add("content, " + seen.size() + " -> " + ((File) entry).content().size() + " bytes");
        }
        all.addAll(ownership.differences(seen));
        return String.join(", ", all);
    }

    private String directoryDifference(SeenPath seen) {
        return String.join(", ", ofDirectories().differences(seen));
    }

    private Ownership ofDirectories() {
        return new Ownership(directoryMode, ownership.owner(), ownership.group());
    }

    /** The mode that an entry gets. */
    int mode(Entry entry, SeenPath seen) {
        if (entry instanceof Directory) {
            return directoryMode.of(seen.is(SeenPath.Kind.DIRECTORY) ? seen.mode() : Ownership.NEW_DIRECTORY, true);
        }
        int fresh = entry instanceof File file && file.content().isProgram() ? Ownership.NEW_PROGRAM : Ownership.NEW_FILE;
        return ownership.mode().of(seen.is(SeenPath.Kind.FILE) ? seen.mode() : fresh, false);
    }
}
