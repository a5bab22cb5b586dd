package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Diff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keys that open an account by ssh. Keys are equal by type and content: comments do not matter. */
final class AuthorizedKeyTask implements TaskType<AuthorizedKeyTask.AuthorizedKey> {

    private static final Script LOOK = Script.of(AuthorizedKeyTask.class, "authorizedKey/look.sh");
    private static final Script WRITE = Script.of(AuthorizedKeyTask.class, "authorizedKey/write.sh");

    enum State { PRESENT, ABSENT }

    public record AuthorizedKey(
            @Param(doc = "the account", required = true, positional = true) String user,
            @Param(doc = "keys, as in the .pub files") List<String> keys,
            @Param(doc = "a file of the controller with keys, a key a line") String file,
            @Param(doc = "there or not", fallback = "present") State state,
            @Param(doc = "no other keys remain") boolean exclusive,
            @Param(doc = "options of each key: from=\"10.0.0.0/8\",no-pty; not said: those of its line") String options,
            @Param(doc = "another file than the account's own, absolute; it is root's") String path) {
        public AuthorizedKey {
            keys = List.copyOf(keys);
        }
    }

    @Override
    public String word() {
        return "authorizedKey";
    }

    @Override
    public String doc() {
        return "Lets the holder of a key log in to an account by ssh, or no longer.";
    }

    @Override
    public Class<AuthorizedKey> parameters() {
        return AuthorizedKey.class;
    }

    @Override
    public String name(AuthorizedKey wanted) {
        return Program.name(wanted.user() + (wanted.path().isEmpty() ? "" : " " + wanted.path()));
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(AuthorizedKey wanted, Scope scope) {
        String host = scope.host().name();
        Key file = wanted.path().isEmpty() ? new Key("authorizedKey", wanted.user(), host) : new Key("file", wanted.path(), host);
        return new Footprint(Set.of(Key.wholeOf(scope.host()), new Key("user", wanted.user(), host)), Set.of(file));
    }

    private static Wrong wrong(AuthorizedKey wanted) {
        Wrong wrong = new Wrong().unlessFits("user", wanted.user(), Wrong.ACCOUNT, "an account's name")
                .unlessLine("options", wanted.options())
                .when(wanted.keys().isEmpty() && wanted.file().isEmpty() && !wanted.exclusive(), "no key is said: give 'keys' or 'file'")
                .when(wanted.exclusive() && wanted.state() == State.ABSENT, "'exclusive' says which keys remain, 'absent' which go: give one");
        if (!wanted.path().isEmpty()) {
            wrong.unlessAbsolute("path", wanted.path());
        }
        for (String key : wanted.keys()) {
            wrong.unlessLine("keys", key).when(AuthorizedKeys.key(key).isEmpty(), "'keys' wants lines as in a .pub file, not '" + Program.name(key) + "'");
        }
        return wrong;
    }

    @Override
    public void check(AuthorizedKey wanted, Scope scope, SourceRange at, Diagnostics into) {
        wrong(wanted).tell(at, into);
        try {
            fromFile(wanted, scope);
        } catch (TaskFailure e) {
            into.error(at, e.getMessage());
        }
    }

    private static List<String> fromFile(AuthorizedKey wanted, Scope scope) throws TaskFailure {
        if (wanted.file().isEmpty()) {
            return List.of();
        }
        try {
            List<String> keys = Files.readAllLines(scope.file(wanted.file())).stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
            Wrong wrong = new Wrong();
            for (String key : keys) {
                wrong.unlessLine("file", key).when(AuthorizedKeys.key(key).isEmpty(), "a line of '" + wanted.file() + "' is no key: " + Program.name(key));
            }
            wrong.fail();
            return keys;
        } catch (IOException | InvalidPathException e) {
            throw new TaskFailure("the keys '" + Program.name(wanted.file()) + "' cannot be read", "a relative path is from the playbook's directory");
        }
    }

    @Override
    public List<Command> observe(AuthorizedKey wanted, Scope scope) {
        return List.of(LOOK.with(wanted.user(), wanted.path()));
    }

    @Override
    public Change change(AuthorizedKey wanted, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(wanted).fail();
        Answer answer = seen.get(0);
        if (!answer.ok()) {
            throw new CommandFailure("the keys of " + wanted.user() + " cannot be looked at", LOOK.with(wanted.user(), wanted.path()), answer, "");
        }
        if (answer.text().equals("no user")) {
            return wanted.state() == State.ABSENT ? Change.none("no such user")
                    : Change.of(Change.Kind.MAYBE, "once the user is there", hands -> {
                        throw new TaskFailure("there is no user " + wanted.user() + " on the host", "make it first, with 'user'");
                    });
        }
        String[] parts = answer.out().split("\n", 3);
        List<String> keys = new ArrayList<>(wanted.keys());
        keys.addAll(fromFile(wanted, scope));
        keys.replaceAll(key -> AuthorizedKeys.line(key, wanted.options()));
        String before = parts[2];
        String after = wanted.state() == State.ABSENT ? AuthorizedKeys.without(before, keys) : AuthorizedKeys.with(before, keys, wanted.exclusive());
        if (after.equals(before) && parts[1].isEmpty()) {
            return Change.none(wanted.state() == State.ABSENT ? "not there" : "there");
        }
        String summary = after.equals(before) ? "rights of its" + parts[1] : "write " + parts[0];
        Change.Kind kind = after.isEmpty() ? Change.Kind.DELETE : before.isEmpty() ? Change.Kind.CREATE : Change.Kind.UPDATE;
        List<Diff> diffs = after.equals(before) ? List.of() : List.of(new Diff(parts[0], before, after));
        return Change.running(kind, summary, diffs, List.of(WRITE.with(wanted.user(), wanted.path()).reading(after)));
    }
}
