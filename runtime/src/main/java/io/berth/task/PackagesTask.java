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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Packages of the host's own package manager, whichever that is. */
final class PackagesTask implements TaskType<PackagesTask.Packages> {

    private static final Command LIST = Script.of(PackagesTask.class, "packages/list.sh").with();
    private static final Script NEWER = Script.of(PackagesTask.class, "packages/newer.sh");
    static final Script APPLY = Script.of(PackagesTask.class, "packages/apply.sh");
    /** No option, and none of what apt would take as a wish to remove. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9+._:-]*[A-Za-z0-9+._])?(=[A-Za-z0-9+.:~^_-]+\\*?)?");

    enum State { PRESENT, ABSENT, LATEST }

    public record Packages(
            @Param(doc = "names, with a version or without: 'nginx', 'curl=7.88*'", required = true, positional = true) List<String> names,
            @Param(doc = "installed, not installed, or the newest that the host's lists know", fallback = "present") State state,
            @Param(doc = "fetch the manager's lists first if they are older than this; not said: they are used as they are") Duration update,
            @Param(doc = "install what the packages recommend, too", fallback = "true") boolean recommends,
            @Param(doc = "where absent: their configuration goes, too") boolean purge) {
        public Packages {
            names = List.copyOf(names);
        }
    }

    @Override
    public String word() {
        return "packages";
    }

    @Override
    public String doc() {
        return "Installs or removes packages by apt, dnf, yum, zypper or apk. Configuration files that were changed are kept, and so are held packages.";
    }

    @Override
    public Class<Packages> parameters() {
        return Packages.class;
    }

    @Override
    public String name(Packages packages) {
        return Program.name(String.join(" ", packages.names()));
    }

    @Override
    public boolean ordered() {
        return true;
    }

    /** A package may bring anything: files, accounts, services. */
    @Override
    public Footprint footprint(Packages packages, Scope scope) {
        Set<Key> writes = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        packages.names().forEach(name -> writes.add(new Key("package", bare(name), scope.host().name())));
        return new Footprint(Set.of(), writes);
    }

    private static Wrong wrong(Packages packages) {
        Wrong wrong = new Wrong().when(packages.update().isNegative(), "'update' must not be negative");
        for (String name : packages.names()) {
            wrong.unlessFits("names", name, NAME, "a package's name, with =VERSION or without");
            wrong.when(packages.state() != State.PRESENT && name.contains("="), "'" + name + "' has a version, but is not to be 'present'");
        }
        return wrong;
    }

    @Override
    public void check(Packages packages, Scope scope, SourceRange at, Diagnostics into) {
        wrong(packages).tell(at, into);
    }

    @Override
    public List<Command> observe(Packages packages, Scope scope) {
        return packages.state() == State.LATEST ? List.of(LIST, NEWER.with(packages.names())) : List.of(LIST);
    }

    @Override
    public Change change(Packages packages, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(packages).fail();
        if (!seen.get(0).ok()) {
            throw new CommandFailure("the installed packages cannot be listed", LIST, seen.get(0), "");
        }
        Installed installed = Installed.parse(seen.get(0).out());
        List<String> steps = new ArrayList<>();
        List<String> names = new ArrayList<>();
        boolean stale = packages.state() != State.ABSENT && !packages.update().isZero() && installed.listsAge() > packages.update().toSeconds();
        if (stale) {
            steps.add("fetch the package lists");
        }
        Change.Kind kind = switch (packages.state()) {
            case ABSENT -> toRemove(packages, installed, names, steps);
            case PRESENT -> toInstall(packages, installed, Map.of(), names, steps);
            case LATEST -> toInstall(packages, installed, newer(packages, installed, seen.get(1)), names, steps);
        };
        if (stale && packages.state() == State.LATEST) {
            // what is newest will be known when the lists are there
            names.clear();
            packages.names().stream().filter(name -> !held(installed, name)).forEach(names::add);
        }
        if (steps.isEmpty()) {
            return Change.none(packages.state() == State.ABSENT ? "not installed" : "installed");
        }
        List<String> arguments = new ArrayList<>(List.of(installed.manager(),
                verb(packages),
                stale ? "yes" : "no", packages.recommends() ? "yes" : "no"));
        arguments.addAll(names);
        Command command = APPLY.with(arguments);
        return Change.of(kind, String.join(", ", steps), hands -> Program.run(hands, command, installed.manager()));
    }

    private static String verb(Packages packages) {
        return switch (packages.state()) {
            case PRESENT -> "install";
            case LATEST -> "latest";
            case ABSENT -> packages.purge() ? "purge" : "remove";
        };
    }

    private static Change.Kind toRemove(Packages packages, Installed installed, List<String> names, List<String> steps) {
        for (String name : packages.names()) {
            boolean there = installed.there(name).isPresent();
            if (there || packages.purge() && installed.manager().equals("apt") && hasConfiguration(installed, name)) {
                names.add(name);
                steps.add((packages.purge() ? "purge " : "remove ") + name);
            }
        }
        return Change.Kind.DELETE;
    }

    /** What dpkg calls config-files: it lists others that are not there, too. */
    private static boolean hasConfiguration(Installed installed, String name) {
        return installed.packages().containsKey(name) && installed.packages().get(name).configured();
    }

    private static Change.Kind toInstall(Packages packages, Installed installed, Map<String, String> newer, List<String> names,
                                         List<String> steps) throws TaskFailure {
        boolean any = false;
        for (String name : packages.names()) {
            String bare = bare(name);
            String version = name.equals(bare) ? "" : name.substring(bare.length() + 1);
            Optional<Installed.Found> found = installed.there(bare);
            if (found.isEmpty() ? installed.has(bare) && version.isEmpty() : fits(installed, found.get(), version) && !newer.containsKey(bare)) {
                continue;
            }
            any |= found.isEmpty();
            if (held(installed, bare) && found.isPresent()) {
                throw new TaskFailure("package " + bare + " is held at " + found.get().version() + " on the host",
                        "release it there, or leave its version out");
            }
            names.add(name);
            steps.add(found.isEmpty() ? "install " + name
                    : bare + " " + found.get().version() + " -> " + (version.isEmpty() ? newer.get(bare) : version));
        }
        return any ? Change.Kind.CREATE : Change.Kind.UPDATE;
    }

    private static boolean fits(Installed installed, Installed.Found found, String version) {
        return version.isEmpty() || installed.fits(found.version(), version);
    }

    private static boolean held(Installed installed, String name) {
        return installed.there(name).map(Installed.Found::held).orElse(false);
    }

    /** Versions to come, of packages that are not held. */
    private static Map<String, String> newer(Packages packages, Installed installed, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("the newest versions are not known", NEWER.with(packages.names()), answer,
                    "let 'update' fetch the package lists");
        }
        Map<String, String> newer = new HashMap<>();
        answer.out().lines().map(line -> line.split("\t")).filter(fields -> !held(installed, fields[0]))
                .forEach(fields -> newer.put(fields[0], fields[1]));
        return newer;
    }

    private static String bare(String name) {
        return name.split("=", 2)[0];
    }
}
