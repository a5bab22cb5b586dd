package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A group of accounts of the host's own. */
final class UserGroupTask implements TaskType<UserGroupTask.UserGroup> {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{0,10}");

    enum State { PRESENT, ABSENT }

    public record UserGroup(
            @Param(doc = "its name", required = true, positional = true) String name,
            @Param(doc = "there or not", fallback = "present") State state,
            @Param(doc = "its number; not said: the next free one, or as it is") String gid,
            @Param(doc = "a system group: a low number; only when it is made") boolean system) { }

    @Override
    public String word() {
        return "userGroup";
    }

    @Override
    public String doc() {
        return "Makes, changes or removes a group of accounts. Who is in it, 'user' says.";
    }

    @Override
    public Class<UserGroup> parameters() {
        return UserGroup.class;
    }

    @Override
    public String name(UserGroup group) {
        return Program.name(group.name());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(UserGroup group, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("userGroup", group.name(), scope.host().name())));
    }

    private static Wrong wrong(UserGroup group) {
        return new Wrong().unlessFits("name", group.name(), Wrong.ACCOUNT, "a group's name").unlessFits("gid", group.gid(), NUMBER, "a number");
    }

    @Override
    public void check(UserGroup group, Scope scope, SourceRange at, Diagnostics into) {
        wrong(group).tell(at, into);
    }

    @Override
    public List<Command> observe(UserGroup group, Scope scope) {
        return List.of(Command.of("getent", "group", "--", group.name()));
    }

    @Override
    public Change change(UserGroup group, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(group).fail();
        boolean there = seen.get(0).ok();
        String gid = there ? seen.get(0).text().split(":", -1)[2] : "";
        if (group.state() == State.ABSENT) {
            return there ? Change.running(Change.Kind.DELETE, "remove", Command.of("groupdel", "--", group.name())) : Change.none("not there");
        }
        List<String> argv = new ArrayList<>(List.of(there ? "groupmod" : "groupadd"));
        if (!group.gid().isEmpty() && !group.gid().equals(gid)) {
            argv.addAll(List.of("-g", group.gid()));
        } else if (there) {
            return Change.none("gid " + gid);
        }
        if (!there && group.system()) {
            argv.add("-r");
        }
        argv.addAll(List.of("--", group.name()));
        return Change.running(there ? Change.Kind.UPDATE : Change.Kind.CREATE, there ? "gid " + gid + " -> " + group.gid() : "make it", Command.of(argv));
    }
}
