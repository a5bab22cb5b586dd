package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
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
import io.berth.model.Diff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A filesystem at its place: in the host's table of mounts, and mounted. */
final class MountTask implements TaskType<MountTask.Mount> {

    private static final Script LOOK = Script.of(MountTask.class, "mount/look.sh");
    private static final Script APPLY = Script.of(MountTask.class, "mount/apply.sh");
    private static final int BUSY = 75;
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    enum State { MOUNTED, UNMOUNTED, ABSENT }

    public record Mount(
            @Param(doc = "absolute path of the directory; it is made if it is not there", required = true, positional = true) String path,
            @Param(doc = "what is mounted: a device, UUID=..., LABEL=..., host:/directory; not needed for absent") String source,
            @Param(doc = "kind of the filesystem: ext4, xfs, nfs, tmpfs, none for a bind; not needed for absent") String type,
            @Param(doc = "mount options, with commas between", fallback = "defaults") String options,
            @Param(doc = "the table's fifth field: whether dump saves it, 0 or 1") int dump,
            @Param(doc = "the table's sixth field: when fsck checks it, 0 to 9") int passno,
            @Param(doc = "in the table and mounted, in the table and not mounted, neither", fallback = "mounted") State state) { }

    @Override
    public String word() {
        return "mount";
    }

    @Override
    public String doc() {
        return "Enters a filesystem in /etc/fstab and mounts it, or unmounts it. What is in use is not unmounted.";
    }

    @Override
    public Class<Mount> parameters() {
        return Mount.class;
    }

    @Override
    public String name(Mount mount) {
        return Program.name(mount.path());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Mount mount, Scope scope) {
        String host = scope.host().name();
        return new Footprint(Set.of(Key.wholeOf(scope.host())),
                Set.of(new Key("mount", path(mount), host), new Key("file", path(mount), host), new Key("file", "/etc/fstab", host)));
    }

    private static Wrong wrong(Mount mount) {
        Wrong wrong = new Wrong().unlessAbsolute("path", mount.path())
                .when(mount.path().matches("/+"), "'path' cannot be the root")
                .unlessLine("source", mount.source()).unlessLine("options", mount.options())
                .when(mount.options().isEmpty() || mount.options().matches(".*\\s.*"), "'options' wants options with commas between, without spaces")
                .when(mount.dump() < 0 || mount.dump() > 1, "'dump' wants 0 or 1").when(mount.passno() < 0 || mount.passno() > 9, "'passno' wants 0 to 9");
        if (mount.state() != State.ABSENT) {
            wrong.when(mount.source().isEmpty(), "'source' is missing: what is mounted there")
                    .unlessFits("type", mount.type(), TYPE, "the kind of a filesystem, as ext4")
                    .when(mount.type().equals("swap"), "'type' swap is not mounted");
        }
        return wrong;
    }

    @Override
    public void check(Mount mount, Scope scope, SourceRange at, Diagnostics into) {
        wrong(mount).tell(at, into);
    }

    @Override
    public List<Command> observe(Mount mount, Scope scope) {
        return List.of(LOOK.with(path(mount), mount.source()));
    }

    private static String path(Mount mount) {
        return mount.path().length() > 1 ? mount.path().replaceFirst("/+$", "") : mount.path();
    }

    @Override
    public Change change(Mount mount, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(mount).fail();
        if (!seen.get(0).ok()) {
            throw new CommandFailure("mounts cannot be looked at", LOOK.with(path(mount), mount.source()), seen.get(0), "");
        }
        List<String> lines = seen.get(0).out().lines().toList();
        List<String> table = part(lines, "fstab ");
        Optional<List<String>> mounted = MountTable.entry(part(lines, "mount "), path(mount));
        String line = mount.state() == State.ABSENT ? "" : line(mount);
        boolean same = MountTable.entry(table, path(mount)).equals(line.isEmpty() ? Optional.empty() : Optional.of(MountTable.fields(line)));
        List<String> steps = new ArrayList<>();
        if (mount.state() == State.MOUNTED) {
            boolean right = mounted.isPresent() && isRight(mount, mounted.get(), part(lines, "device ").get(0));
            step(steps, mounted.isPresent() && !right, "umount");
            step(steps, part(lines, "directory ").contains("no"), "mkdir");
            step(steps, !same, "table");
            step(steps, !right, "mount");
            step(steps, right && !same, "remount");
        } else {
            step(steps, mounted.isPresent(), "umount");
            step(steps, mount.state() == State.UNMOUNTED && part(lines, "directory ").contains("no"), "mkdir");
            step(steps, !same, "table");
        }
        if (steps.isEmpty()) {
            return Change.none(mount.state().name().toLowerCase(Locale.ROOT));
        }
        String before = table.isEmpty() ? "" : String.join("\n", table) + "\n";
        String after = same ? before : MountTable.with(table, path(mount), line);
        List<Diff> diffs = same ? List.of() : List.of(new Diff("/etc/fstab", before, after));
        Change.Kind kind = mount.state() == State.ABSENT ? Change.Kind.DELETE
                : mounted.isEmpty() && mount.state() == State.MOUNTED ? Change.Kind.CREATE : Change.Kind.UPDATE;
        List<String> arguments = new ArrayList<>(List.of(path(mount)));
        arguments.addAll(steps);
        return new Change(kind, String.join(", ", steps).replace("table", "write /etc/fstab"), diffs,
                hands -> apply(hands, mount, APPLY.with(arguments).reading(after)));
    }

    private static List<String> part(List<String> lines, String prefix) {
        return lines.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length())).toList();
    }

    private static void step(List<String> steps, boolean needed, String step) {
        if (needed) {
            steps.add(step);
        }
    }

    private static String line(Mount mount) {
        return String.join(" ", MountTable.escaped(mount.source()), MountTable.escaped(path(mount)), mount.type(), MountTable.escaped(mount.options()),
                Integer.toString(mount.dump()), Integer.toString(mount.passno()));
    }

    /** A bind shows the device of what is bound: only its being there can be told. */
    private static boolean isRight(Mount mount, List<String> mounted, String device) {
        boolean bind = Set.of(mount.options().split(",")).stream().anyMatch(option -> option.equals("bind") || option.equals("rbind"));
        boolean named = !device.startsWith("/dev/") && !device.contains(":");
        boolean loop = MountTable.plain(mounted.get(0)).startsWith("/dev/loop") && mount.source().startsWith("/") && !mount.source().startsWith("/dev/");
        return bind || (mount.type().equals("auto") || mounted.get(2).equals(mount.type()) || mounted.get(2).equals(mount.type() + "4")
                || mounted.get(2).startsWith("fuse")) && (named || loop || MountTable.plain(mounted.get(0)).equals(device));
    }

    private static void apply(Hands hands, Mount mount, Command command) throws TaskFailure, IOException, InterruptedException {
        Answer answer = hands.attempt(command);
        if (answer.status() == BUSY) {
            throw new Refusal(mount.path() + " is in use and is not unmounted: " + answer.err().strip(),
                    "end what uses it: fuser -vm " + mount.path());
        }
        if (!answer.ok()) {
            throw new CommandFailure("mounting " + mount.path() + " failed", command, answer, "");
        }
    }
}
