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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A service of the host: whether it runs, and whether it starts with the host. */
final class ServiceTask implements TaskType<ServiceTask.Service> {

    private static final Script LOOK = Script.of(ServiceTask.class, "service/manager.sh", "service/look.sh").forEach(1);
    private static final Script APPLY = Script.of(ServiceTask.class, "service/manager.sh", "service/apply.sh");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:@\\\\-]*");
    private static final Set<String> ENABLED = Set.of("enabled", "enabled-runtime", "linked", "linked-runtime");
    private static final Set<String> FIXED = Set.of("static", "indirect", "alias", "transient");

    enum State { ANY, STARTED, STOPPED, RESTARTED, RELOADED }

    enum Enabled { ANY, TRUE, FALSE, MASKED }

    public record Service(
            @Param(doc = "its name, as systemctl or service takes it", required = true, positional = true) String name,
            @Param(doc = "whether it runs; restarted and reloaded do so each time; not said: as it is", fallback = "any") State state,
            @Param(doc = "whether it starts with the host; masked: it cannot be started at all; not said: as it is", fallback = "any") Enabled enabled,
            @Param(doc = "let systemd read its unit files again first, if they have changed") boolean daemonReload) { }

    @Override
    public String word() {
        return "service";
    }

    @Override
    public String doc() {
        return "Starts, stops, restarts, reloads, enables or disables a service of systemd, OpenRC or sysvinit.";
    }

    @Override
    public Class<Service> parameters() {
        return Service.class;
    }

    @Override
    public String name(Service service) {
        return Program.name(service.name()) + (acts(service) ? " " + service.state().name().toLowerCase(Locale.ROOT) : "");
    }

    @Override
    public boolean ordered() {
        return true;
    }

    /** Reads where its unit file or script may lie: a task that writes one comes before. */
    @Override
    public Footprint footprint(Service service, Scope scope) {
        String host = scope.host().name();
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        String unit = service.name().contains(".") ? service.name() : service.name() + ".service";
        for (String file : List.of("/etc/systemd/system/" + unit, "/usr/local/lib/systemd/system/" + unit, "/lib/systemd/system/" + unit,
                "/usr/lib/systemd/system/" + unit, "/etc/systemd/system", "/etc/init.d/" + service.name())) {
            reads.add(new Key("file", file, host));
        }
        return new Footprint(reads, Set.of(new Key("service", service.name(), host)));
    }

    private static Wrong wrong(Service service) {
        return new Wrong().unlessFits("name", service.name(), NAME, "a service's name")
                .when(service.state() == State.ANY && service.enabled() == Enabled.ANY && !service.daemonReload(),
                        "nothing is said of the service: give 'state' or 'enabled'")
                .when(service.enabled() == Enabled.MASKED && service.state() != State.ANY && service.state() != State.STOPPED,
                        "a masked service cannot run");
    }

    @Override
    public void check(Service service, Scope scope, SourceRange at, Diagnostics into) {
        wrong(service).tell(at, into);
    }

    @Override
    public List<Command> observe(Service service, Scope scope) {
        return List.of(LOOK.with(service.name()));
    }

    @Override
    public Change change(Service service, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(service).fail();
        Map<String, String> found = new HashMap<>();
        seen.get(0).out().lines().filter(line -> line.contains("=")).map(line -> line.split("=", 2)).forEach(pair -> found.put(pair[0], pair[1]));
        if (!found.containsKey("LoadState")) {
            throw new CommandFailure("service " + service.name() + " cannot be looked at", LOOK.with(service.name()), seen.get(0), "");
        }
        boolean missing = found.get("LoadState").equals("not-found") && service.enabled() != Enabled.MASKED;
        if (missing && wantsIt(service)) {
            return Change.of(Change.Kind.MAYBE, "once it is installed", hands -> {
                throw new TaskFailure("there is no service " + service.name() + " on the host", "install it first, with 'packages' or 'copy'");
            });
        }
        if (missing) {
            return Change.none("not installed");
        }
        List<String> verbs = new ArrayList<>();
        if (service.daemonReload() && found.getOrDefault("NeedDaemonReload", "no").equals("yes")) {
            verbs.add("daemon-reload");
        }
        enablement(service.enabled(), found.getOrDefault("UnitFileState", ""), verbs);
        boolean once = activity(service.state(), found, verbs);
        if (verbs.isEmpty()) {
            return Change.none(said(found));
        }
        List<String> arguments = new ArrayList<>(List.of(service.name()));
        arguments.addAll(verbs);
        return Change.running(acts(service) || once ? Change.Kind.ACT : Change.Kind.UPDATE, String.join(", ", verbs), APPLY.with(arguments));
    }

    private static boolean acts(Service service) {
        return service.state() == State.RESTARTED || service.state() == State.RELOADED;
    }

    private static boolean wantsIt(Service service) {
        return acts(service) || service.state() == State.STARTED || service.enabled() == Enabled.TRUE;
    }

    private static void enablement(Enabled wanted, String found, List<String> verbs) {
        boolean masked = found.startsWith("masked");
        switch (wanted) {
            case ANY -> { }
            case TRUE -> {
                if (masked) {
                    verbs.add("unmask");
                }
                if (!ENABLED.contains(found) && !FIXED.contains(found)) {
                    verbs.add("enable");
                }
            }
            case FALSE -> {
                if (ENABLED.contains(found)) {
                    verbs.add("disable");
                }
            }
            case MASKED -> {
                if (!masked) {
                    verbs.add("mask");
                }
            }
        }
    }

    /** Whether the service ends by itself, so that starting it has to be done each time. */
    private static boolean activity(State wanted, Map<String, String> found, List<String> verbs) {
        boolean runs = Set.of("active", "reloading", "activating").contains(found.getOrDefault("ActiveState", ""));
        switch (wanted) {
            case ANY -> { }
            case STARTED -> {
                if (!runs) {
                    verbs.add("start");
                    return found.getOrDefault("Type", "").equals("oneshot") && !found.getOrDefault("RemainAfterExit", "").equals("yes");
                }
            }
            case STOPPED -> {
                if (runs) {
                    verbs.add("stop");
                }
            }
            case RESTARTED -> verbs.add("restart");
            case RELOADED -> verbs.add("reload");
        }
        return false;
    }

    private static String said(Map<String, String> found) {
        return found.getOrDefault("ActiveState", "") + ", " + found.getOrDefault("UnitFileState", "");
    }
}
