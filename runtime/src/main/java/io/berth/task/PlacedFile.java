package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Diff;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of a host that is to have a content. It is replaced at once and whole: written beside and renamed, so that whatever
 * goes wrong, the old one is there.
 *
 * @param options what else is said of it
 */
record PlacedFile(String path, Content content, Options options) {

    /**
     * @param ownership what it does not say stays as it is
     * @param backup whether the old file is kept beside
     * @param validate program and arguments that must accept the new file, its last argument; empty: none
     * @param follow whether, where there is a link, the file it leads to is meant
     * @param show whether the change of a text may be seen
     */
    record Options(Ownership ownership, boolean backup, List<String> validate, boolean follow, boolean show) {

        void check(SourceRange at, Diagnostics into) {
            ownership.check(at, into);
        }

        /** Program and arguments, from a list of them or one text with blanks between. */
        static List<String> words(List<String> said) {
            return said.size() == 1 ? List.of(said.get(0).strip().split("\\s+")) : said;
        }
    }

    private static final Script PLACE = Script.of(PlacedFile.class, "file/place.sh");

    Command observe() {
        return SeenPath.look(path, Long.toString(content.size()), content.digest(), options.show() ? Content.SHOWN : 0, options.follow());
    }

    Change change(Answer answer) throws TaskFailure {
        return change(SeenPath.of(path, answer));
    }

    /** @throws TaskFailure if something else is there */
    Change change(SeenPath seen) throws TaskFailure {
        return switch (seen.kind()) {
            case ABSENT -> placing(Change.Kind.CREATE, "create, " + content.size() + " bytes", seen);
            case FILE -> differing(seen);
            case LINK -> placing(Change.Kind.REPLACE, "a file in place of a link to " + seen.target(), seen);
            case DIRECTORY -> throw new TaskFailure(path + " is a directory", "end the path with '/' to mean a file in it");
            case OTHER -> throw new TaskFailure(path + " is neither file nor directory", "move it away");
        };
    }

    private Change differing(SeenPath seen) throws TaskFailure {
        List<String> differences = new ArrayList<>(options.ownership().differences(seen));
        if (seen.digest().equals(content.digest())) {
            return differences.isEmpty() ? Change.none("as the playbook says").telling(data())
                    : Change.running(Change.Kind.UPDATE, String.join(", ", differences), List.of(),
                            options.ownership().commands(seen, seen.real())).telling(data());
        }
        differences.add(0, "content, " + seen.size() + " -> " + content.size() + " bytes");
        return placing(Change.Kind.UPDATE, String.join(", ", differences), seen);
    }

    private Change placing(Change.Kind kind, String summary, SeenPath seen) throws TaskFailure {
        try {
            if (content.isSmall()) {
                return Change.running(kind, summary, diffs(seen), List.of(command(seen, "", "").reading(content.bytes()))).telling(data());
            }
            String staged = HostPath.in(HostPath.parent(seen.real()), HostPath.beside(seen.real()) + ".put");
            return new Change(kind, summary, diffs(seen), hands -> {
                try (InputStream in = content.open()) {
                    Sent.put(hands, in, content.size(), staged);
                }
                hands.phase("place");
                hands.run(command(seen, "", staged)).out().lines().forEach(hands::say);
            }).telling(data());
        } catch (IOException e) {
            throw new TaskFailure("cannot read what " + path + " is to hold: " + e.getMessage(), "");
        }
    }

    /** The command that puts it in place, its content being standard input. */
    private Command command(SeenPath seen, String source, String staged) {
        List<String> arguments = new ArrayList<>(List.of(seen.real(), Mode.octal(wantedMode(seen)), options.ownership().owners(),
                HostPath.beside(seen.real()), source, staged, options.backup() ? "backup" : ""));
        arguments.addAll(options.validate());
        return PLACE.with(arguments).within(Command.DEFAULT_TIMEOUT);
    }

    private int wantedMode(SeenPath seen) {
        int fresh = content.isProgram() ? Ownership.NEW_PROGRAM : Ownership.NEW_FILE;
        return options.ownership().mode().of(seen.is(SeenPath.Kind.FILE) ? seen.mode() : fresh, false);
    }

    private Map<String, Object> data() {
        return Map.of("path", path, "sha256", content.digest());
    }

    /** None for what is binary, long, or not to be seen. */
    private List<Diff> diffs(SeenPath seen) throws IOException {
        if (!options.show()) {
            return List.of();
        }
        Optional<String> before = seen.is(SeenPath.Kind.FILE) ? seen.content().flatMap(Content::text) : Optional.of("");
        Optional<String> after = content.text();
        return before.isPresent() && after.isPresent() && !before.equals(after) ? List.of(new Diff(path, before.get(), after.get())) : List.of();
    }

    /**
     * Copies a file of the host itself.
     *
     * @param from the file there
     * @param seen it, with its digest
     */
    static Change copyOnHost(String from, SeenPath seen, String path, SeenPath found, Options options) throws TaskFailure {
        PlacedFile placed = new PlacedFile(path, Content.known(seen.size(), seen.digest(), (seen.mode() & 0100) != 0), options);
        if (found.is(SeenPath.Kind.FILE) && found.digest().equals(seen.digest()) || found.is(SeenPath.Kind.DIRECTORY) || found.is(SeenPath.Kind.OTHER)) {
            return placed.change(found);
        }
        Change.Kind kind = !found.exists() ? Change.Kind.CREATE : found.is(SeenPath.Kind.FILE) ? Change.Kind.UPDATE : Change.Kind.REPLACE;
        return Change.running(kind, "copy " + from + " of the host, " + seen.size() + " bytes", placed.command(found, from, "")).telling(placed.data());
    }

    /** Lays a file under a name that it is given. */
    @FunctionalInterface
    interface Bringing {
        void to(Hands hands, String path) throws TaskFailure, IOException, InterruptedException;
    }

    /**
     * A file that is brought from elsewhere if it is not there, or has another digest than this.
     *
     * @param digest empty: any will do
     */
    static Change brought(String path, String digest, SeenPath found, Options options, String summary, Bringing bringing) throws TaskFailure {
        PlacedFile placed = new PlacedFile(path, Content.known(found.size(), digest, false), options);
        boolean isThere = found.is(SeenPath.Kind.FILE);
        if (isThere && (digest.isEmpty() || found.digest().equals(digest)) || found.is(SeenPath.Kind.DIRECTORY) || found.is(SeenPath.Kind.OTHER)) {
            return placed.change(found);
        }
        return Change.of(!found.exists() ? Change.Kind.CREATE : isThere ? Change.Kind.UPDATE : Change.Kind.REPLACE, summary, hands -> {
            String staged = HostPath.in(HostPath.parent(path), HostPath.beside(path) + ".put");
            bringing.to(hands, staged);
            hands.run(placed.command(found, "", staged)).out().lines().forEach(hands::say);
        }).telling(placed.data());
    }
}
