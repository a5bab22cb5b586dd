package io.berth.task;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose something is to be, and who may do what with it. What is empty stays as it is.
 *
 * @param owner name or number
 * @param group name or number
 */
record Ownership(Mode mode, String owner, String group) {

    /** What a new file gets when nothing else is said. */
    static final int NEW_FILE = 0644;
    static final int NEW_PROGRAM = 0755;
    static final int NEW_DIRECTORY = 0755;

    Ownership(String mode, String owner, String group) {
        this(new Mode(mode), owner, group);
    }

    void check(SourceRange at, Diagnostics into) {
        if (!mode.isSound()) {
            into.error(at, "'" + mode.text() + "' is no mode", "octal digits as in '0644', or letters as in 'u=rw,go=r'");
        }
        checkName("owner", owner, at, into);
        checkName("group", group, at, into);
    }

    private static void checkName(String what, String name, SourceRange at, Diagnostics into) {
        if (name.startsWith("-") || name.matches("(?s).*[:\\s\\p{Cntrl}].*")) {
            into.error(at, "'" + name + "' cannot be the name of an " + (what.equals("group") ? "owning group" : what));
        }
    }

    /** What differs, each in a few words: {@code mode 0600 -> 0644}. */
    List<String> differences(SeenPath seen) {
        List<String> all = new ArrayList<>();
        int wanted = mode.of(seen.mode(), seen.is(SeenPath.Kind.DIRECTORY));
        if (wanted != seen.mode() && !seen.is(SeenPath.Kind.LINK)) {
            all.add("mode " + Mode.octal(seen.mode()) + " -> " + Mode.octal(wanted));
        }
        if (differs(owner, seen.user(), seen.uid())) {
            all.add("owner " + seen.user() + " -> " + owner);
        }
        if (differs(group, seen.group(), seen.gid())) {
            all.add("group " + seen.group() + " -> " + group);
        }
        return all;
    }

    static boolean differs(String wanted, String name, String number) {
        return !wanted.isEmpty() && !wanted.equals(name) && !wanted.equals(number);
    }

    /** Commands that make them so, where {@link #differences} tells of any. Owners first: a change of these drops set-id bits. */
    List<Command> commands(SeenPath seen, String path) {
        List<Command> commands = new ArrayList<>();
        if (differs(owner, seen.user(), seen.uid()) || differs(group, seen.group(), seen.gid())) {
            commands.add(Command.of("chown", "-h", "--", owners(), path));
        }
        int wanted = mode.of(seen.mode(), seen.is(SeenPath.Kind.DIRECTORY));
        if (!seen.is(SeenPath.Kind.LINK) && (wanted != seen.mode() || !commands.isEmpty() && wanted >= 01000)) {
            commands.add(Command.of("chmod", "--", octalForDirectories(wanted, seen), path));
        }
        return commands;
    }

    /** chmod keeps the set-id bits of a directory unless the mode has five digits. */
    private static String octalForDirectories(int wanted, SeenPath seen) {
        return (seen.is(SeenPath.Kind.DIRECTORY) ? "0" : "") + Mode.octal(wanted);
    }

    /** As chown takes it; empty: nothing is said of them. */
    String owners() {
        return group.isEmpty() ? owner : owner + ":" + group;
    }
}
