package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.List;

/** A path's state: that there is a file, a directory or a link, whose it is and who may use it; or that there is nothing. */
final class FileTask implements TaskType<FileTask.File> {

    private static final Script DIRECTORY = Script.of(FileTask.class, "file/directory.sh");
    private static final Script LINK = Script.of(FileTask.class, "file/link.sh");
    private static final Script TREE = Script.of(FileTask.class, "file/tree.sh");
    private static final Script CONTENTS = Script.of(FileTask.class, "file/mounts.sh", "file/contents.sh").forEach(1);
    private static final Script REMOVE = Script.of(FileTask.class, "file/mounts.sh", "file/remove.sh");
    private static final Script PLACE = Script.of(FileTask.class, "file/place.sh");

    private static final int REFUSED = 75;

    /** What is to be at a path. */
    enum State { FILE, DIRECTORY, LINK, HARD, ABSENT }

    /** @param path from the root on */
    public record File(
            @Param(doc = "the path, from the root on", required = true, positional = true) String path,
            @Param(doc = "what is to be there: file (an empty one is made if there is none; it is not written otherwise), directory (with "
                    + "those above it), link (symbolic), hard (a hard link), absent", fallback = "file") State state,
            @Param(doc = "what a link points to: any text for a symbolic one, a path from the root on for a hard one") String target,
            @Param(doc = "permissions: octal as in '0644', or letters as in 'u=rw,go=r'; none: as they are, 0644 for a new file, 0755 for "
                    + "a new directory") String mode,
            @Param(doc = "owner, by name or number; none: as it is") String owner,
            @Param(doc = "owning group, by name or number; none: as it is") String group,
            @Param(doc = "directory: whether all below it gets mode, owner and group as well ('u=rwX' gives x to directories and programs "
                    + "only); absent: whether a directory goes with all in it", fallback = "false") boolean recursive,
            @Param(doc = "link and hard: whether a file that is in the way is replaced", fallback = "false") boolean force) {

        Ownership ownership() {
            return new Ownership(mode, owner, group);
        }
    }

    @Override
    public String word() {
        return "file";
    }

    @Override
    public Class<File> parameters() {
        return File.class;
    }

    @Override
    public String doc() {
        return "Sees that a path is a file, a directory, a link, or nothing, and whose it is.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public String name(File file) {
        return file.path();
    }

    @Override
    public Footprint footprint(File file, Scope scope) {
        return HostPath.footprint(scope, file.path());
    }

    @Override
    public void check(File file, Scope scope, SourceRange at, Diagnostics into) {
        HostPath.check("path", file.path(), at, into);
        file.ownership().check(at, into);
        boolean link = file.state() == State.LINK || file.state() == State.HARD;
        if (link != !file.target().isEmpty()) {
            into.error(at, link ? "a link needs a 'target'" : "only a link has a 'target'", "file '/a', state: link, target: '/b'");
        }
        if (file.state() == State.HARD) {
            HostPath.check("target", file.target(), at, into);
        }
        if (link && !file.mode().isEmpty()) {
            into.error(at, "a link has no mode of its own");
        }
        if (file.state() == State.ABSENT) {
            checkAbsent(file, at, into);
        } else if (file.recursive() && file.state() != State.DIRECTORY) {
            into.error(at, "'recursive' is for directories");
        }
    }

    private static void checkAbsent(File file, SourceRange at, Diagnostics into) {
        if (!file.mode().isEmpty() || !file.owner().isEmpty() || !file.group().isEmpty()) {
            into.error(at, "what is absent has neither mode nor owner");
        }
        if (HostPath.plain(file.path()).equals("/")) {
            into.error(at, "/ is never removed");
        } else if (List.of(file.path().split("/")).contains("..")) {
            into.error(at, "what is removed is named without '..'");
        }
    }

    @Override
    public List<Command> observe(File file, Scope scope) {
        String path = HostPath.plain(file.path());
        List<Command> looks = new ArrayList<>(List.of(SeenPath.look(path)));
        switch (file.state()) {
            case HARD -> looks.add(SeenPath.look(file.target()));
            case DIRECTORY -> {
                if (file.recursive()) {
                    looks.add(TREE.with(path));
                }
            }
            case ABSENT -> looks.add(CONTENTS.with(path));
            default -> { }
        }
        return looks;
    }

    @Override
    public Change change(File file, Scope scope, List<Answer> seen) throws TaskFailure {
        String path = HostPath.plain(file.path());
        SeenPath found = SeenPath.of(path, seen.get(0));
        return switch (file.state()) {
            case FILE -> file(file, path, found);
            case DIRECTORY -> directory(file, path, found, seen);
            case LINK -> link(file, path, found);
            case HARD -> hardLink(file, path, found, SeenPath.of(file.target(), seen.get(1)));
            case ABSENT -> absent(file, path, found, seen.get(1));
        };
    }

    private static Change file(File file, String path, SeenPath found) throws TaskFailure {
        if (!found.exists()) {
            int mode = file.ownership().mode().of(Ownership.NEW_FILE, false);
            return Change.running(Change.Kind.CREATE, "create, empty, mode " + Mode.octal(mode),
                    PLACE.with(path, Mode.octal(mode), file.ownership().owners(), HostPath.beside(path), "", "", ""));
        }
        if (found.is(SeenPath.Kind.DIRECTORY)) {
            throw other(path, found, "a file", "say state: directory, or remove it first");
        }
        return attributes(file, path, found);
    }

    private static Change attributes(File file, String path, SeenPath found) {
        List<String> differences = file.ownership().differences(found);
        return differences.isEmpty() ? Change.none("as the playbook says")
                : Change.running(Change.Kind.UPDATE, String.join(", ", differences), List.of(), file.ownership().commands(found, path));
    }

    private static Change directory(File file, String path, SeenPath found, List<Answer> seen) throws TaskFailure {
        Ownership ownership = file.ownership();
        if (!found.exists()) {
            int mode = ownership.mode().of(Ownership.NEW_DIRECTORY, true);
            return Change.running(Change.Kind.CREATE, "create, mode " + Mode.octal(mode),
                    DIRECTORY.with(path, "0" + Mode.octal(mode), ownership.owners()));
        }
        if (!found.is(SeenPath.Kind.DIRECTORY)) {
            throw other(path, found, "a directory", "remove it first");
        }
        if (!file.recursive()) {
            return attributes(file, path, found);
        }
        List<String> differences = SeenTree.differences(path, ownership, seen.get(1));
        if (differences.isEmpty()) {
            return Change.none("as the playbook says, with all below it");
        }
        List<Command> commands = new ArrayList<>();
        if (!ownership.owners().isEmpty()) {
            commands.add(Command.of("chown", "-hR", "--", ownership.owners(), path));
        }
        if (ownership.mode().isSaid()) {
            commands.add(Command.of("chmod", "-R", "--", ownership.mode().text(), path));
        }
        return Change.running(Change.Kind.UPDATE, "with all below it: " + String.join(", ", differences), List.of(), commands);
    }

    private static Change link(File file, String path, SeenPath found) throws TaskFailure {
        Ownership ownership = file.ownership();
        Command make = LINK.with(path, file.target(), ownership.owners(), "-s");
        if (!found.exists()) {
            return Change.running(Change.Kind.CREATE, "link to " + file.target(), make);
        }
        if (!found.is(SeenPath.Kind.LINK)) {
            if (found.is(SeenPath.Kind.FILE) && file.force()) {
                return Change.running(Change.Kind.REPLACE, "a link to " + file.target() + " in place of a file", make);
            }
            throw other(path, found, "a link", "remove it first" + (found.is(SeenPath.Kind.FILE) ? ", or say force: true" : ""));
        }
        return found.target().equals(file.target()) ? attributes(file, path, found)
                : Change.running(Change.Kind.UPDATE, "link to " + found.target() + " -> " + file.target(), make);
    }

    private static Change hardLink(File file, String path, SeenPath found, SeenPath target) throws TaskFailure {
        Command make = LINK.with(path, file.target(), file.ownership().owners(), "");
        if (!found.exists()) {
            return Change.running(Change.Kind.CREATE, "hard link to " + file.target(), make);
        }
        if (target.exists() && found.inode().equals(target.inode())) {
            return attributes(file, path, found);
        }
        if (found.is(SeenPath.Kind.DIRECTORY) || !file.force()) {
            throw other(path, found, "a hard link to " + file.target(), "remove it first"
                    + (found.is(SeenPath.Kind.DIRECTORY) ? "" : ", or say force: true"));
        }
        return Change.running(Change.Kind.REPLACE, "a hard link to " + file.target() + " in place of " + found.kind(), make);
    }

    private static Change absent(File file, String path, SeenPath found, Answer contents) throws TaskFailure {
        if (!found.exists()) {
            return Change.none("there is nothing");
        }
        if (contents.status() == REFUSED) {
            throw new Refusal("refused by rule mounts: " + contents.err().strip(), "unmount it first");
        }
        if (!contents.ok()) {
            throw new CommandFailure("cannot look into " + path, Command.of("look into", path), contents, "");
        }
        boolean full = contents.text().equals("full");
        if (full && !file.recursive()) {
            throw new Refusal("refused by rule recursive: there is something in directory " + path, "say recursive: true to remove it with all in it");
        }
        return Change.running(Change.Kind.DELETE, "remove " + found.kind() + (full ? " with all in it" : ""),
                REMOVE.with(path, file.recursive() ? "recursive" : ""));
    }

    private static TaskFailure other(String path, SeenPath found, String wanted, String next) {
        return new TaskFailure(path + " is " + found.kind() + ", not " + wanted, next);
    }
}
