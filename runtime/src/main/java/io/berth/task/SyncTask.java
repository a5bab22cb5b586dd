package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
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
import io.berth.model.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A directory that is made the same as another by rsync: from the controller to the host or back, from the host to another one,
 * or on the host itself. Its data goes straight from one to the other.
 */
final class SyncTask implements TaskType<SyncTask.Sync> {

    static final Script PUSH = Script.of(SyncTask.class, "ssh-config.sh", "sync/push.sh");
    private static final Script HAS_RSYNC = Script.of(SyncTask.class, "sync/has.sh");

    /** @param from with a slash at its end: what is in it; else it itself */
    public record Sync(
            @Param(doc = "what is copied: a directory or file of the controller, from the playbook's directory; with 'pull', 'target' or 'onHost' "
                    + "one of the host. With '/' at its end: what is in it, else it itself", required = true, positional = true) String from,
            @Param(doc = "the directory it is copied into: of the host, from the root on; with 'pull' of the controller; with 'target' of "
                    + "that host", required = true) String to,
            @Param(doc = "whether it goes from the host to the controller", fallback = "false") boolean pull,
            @Param(doc = "name of the host it goes to from this one, whose user needs a key that the other accepts; none: another direction")
            String target,
            @Param(doc = "whether it goes from the host to the host itself", fallback = "false") boolean onHost,
            @Param(doc = "whether what is in 'to' and not in 'from' is removed", fallback = "false") boolean delete,
            @Param(doc = "patterns, as rsync has them, of what is left alone on both sides") List<String> exclude,
            @Param(doc = "whether owners, permissions, times, access lists and hard links are copied as well", fallback = "true") boolean archive,
            @Param(doc = "whether files of the same size and time are compared by their content, too", fallback = "false") boolean checksum) {

        public Sync {
            exclude = List.copyOf(exclude);
        }

        /** Whether the controller is one of the two sides. */
        boolean isOfController() {
            return !onHost && target.isEmpty();
        }
    }

    @Override
    public String word() {
        return "sync";
    }

    @Override
    public Class<Sync> parameters() {
        return Sync.class;
    }

    @Override
    public String doc() {
        return "Makes a directory the same as another by rsync, between the controller and a host, between two hosts, or on one.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public String name(Sync sync) {
        return sync.from() + " to " + (sync.target().isEmpty() ? "" : sync.target() + ":") + sync.to();
    }

    @Override
    public Footprint footprint(Sync sync, Scope scope) {
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        if (sync.pull()) {
            reads.add(new Key("file", HostPath.plain(sync.from()), scope.host().name()));
            return new Footprint(reads, Set.of(new Key("file", scope.file(sync.to()).toString(), "the controller")));
        }
        if (!sync.isOfController()) {
            reads.add(new Key("file", HostPath.plain(sync.from()), scope.host().name()));
        }
        Host there = sync.target().isEmpty() ? scope.host() : scope.playbook().host(sync.target());
        Footprint written = HostPath.footprint(new Scope(there, scope.playbook()), sync.to());
        reads.addAll(written.reads());
        return new Footprint(reads, written.writes());
    }

    @Override
    public void check(Sync sync, Scope scope, SourceRange at, Diagnostics into) {
        if ((sync.pull() ? 1 : 0) + (sync.onHost() ? 1 : 0) + (sync.target().isEmpty() ? 0 : 1) > 1) {
            into.error(at, "'sync' goes one way: 'pull', 'target' and 'onHost' exclude one another");
            return;
        }
        if (!sync.isOfController() || sync.pull()) {
            HostPath.check("from", sync.from(), at, into);
        } else if (!Files.exists(scope.file(sync.from()))) {
            into.error(at, "there is no '" + sync.from() + "'", "looked for " + scope.file(sync.from()));
        }
        if (!sync.pull()) {
            HostPath.check("to", sync.to(), at, into);
        }
        if (!sync.target().isEmpty()) {
            checkTarget(sync, scope, at, into);
        }
        if (sync.delete() && !sync.pull() && HostPath.plain(sync.to()).equals("/")) {
            into.error(at, "nothing is removed from / as a whole");
        }
    }

    private static void checkTarget(Sync sync, Scope scope, SourceRange at, Diagnostics into) {
        Host target = scope.playbook().hosts().get(sync.target());
        if (target == null) {
            into.error(at, "there is no host '" + sync.target() + "'");
        } else if (target.name().equals(scope.host().name())) {
            into.error(at, "'" + sync.target() + "' is the host itself", "say onHost: true");
        } else if (target.connection() == Host.Connection.LOCAL) {
            into.error(at, "other hosts have no way to '" + sync.target() + "', which is local");
        } else if ((target.address() + target.user()).matches("(?s).*[\\s\\p{Cntrl}].*|-.*")) {
            into.error(at, "the address or user of '" + sync.target() + "' cannot be one");
        }
    }

    @Override
    public List<Command> observe(Sync sync, Scope scope) {
        if (sync.isOfController()) {
            return List.of(HAS_RSYNC.with());
        }
        return List.of(sync.onHost() ? onHost(sync, true) : push(sync, scope, true, ""));
    }

    private static Command onHost(Sync sync, boolean dry) {
        List<String> argv = new ArrayList<>(Rsync.arguments(sync, dry));
        argv.addAll(List.of("--", sync.from(), sync.to()));
        return Command.of(argv).within(Command.NO_LIMIT);
    }

    private static Command push(Sync sync, Scope scope, boolean dry, String knownHostLines) {
        Host target = scope.playbook().host(sync.target());
        String address = target.address().isEmpty() ? target.name() : target.address();
        List<String> arguments = new ArrayList<>(List.of(target.port() == 0 ? "" : Integer.toString(target.port()), target.user(), knownHostLines));
        arguments.addAll(Rsync.arguments(sync, dry));
        arguments.addAll(List.of("--", sync.from(), Rsync.remote(address, sync.to())));
        return PUSH.with(arguments).within(Command.NO_LIMIT);
    }

    @Override
    public Change change(Sync sync, Scope scope, List<Answer> seen) throws TaskFailure {
        String what = "sync " + name(sync);
        if (!sync.isOfController()) {
            return Rsync.change(seen.get(0), what, hands -> {
                String lines = sync.onHost() ? "" : hands.knownHostLines(sync.target());
                done(hands.stream(sync.onHost() ? onHost(sync, false) : push(sync, scope, false, lines), hands::say));
            });
        }
        if (!seen.get(0).ok()) {
            return Rsync.missing();
        }
        return Rsync.change(dryRun(sync, scope), what, hands -> between(sync, scope, hands));
    }

    private static void between(Sync sync, Scope scope, Hands hands) throws TaskFailure, IOException, InterruptedException {
        if (sync.pull()) {
            Path to = scope.file(sync.to());
            Files.createDirectories(sync.to().endsWith("/") ? to : to.getParent());
        }
        done(ControllerRsync.run(sync, scope, false, hands.knownHostLines(scope.host().name()), hands::say));
    }

    private static Answer dryRun(Sync sync, Scope scope) throws TaskFailure {
        try {
            return ControllerRsync.run(sync, scope, true, "", line -> { });
        } catch (IOException e) {
            throw new TaskFailure("rsync cannot be run on the controller: " + e.getMessage(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskFailure("interrupted", "");
        }
    }

    private static void done(Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw Rsync.failure(answer);
        }
    }
}
