package io.berth.task;

import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Become;
import io.berth.model.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Rsync between the controller and a host, run on the controller; the way to the host is the user's own ssh. */
final class ControllerRsync {

    private ControllerRsync() {
    }

    /**
     * @param knownHostLines by which the host's key is verified; empty: by the known_hosts files of the user or the inventory
     */
    static Answer run(SyncTask.Sync sync, Scope scope, boolean dry, String knownHostLines, Consumer<String> out)
            throws TaskFailure, IOException, InterruptedException {
        if (knownHostLines.isEmpty()) {
            return run(command(sync, scope, dry, Optional.empty()), out);
        }
        Path known = Files.createTempFile("berth-known-hosts", "");
        try {
            Files.writeString(known, knownHostLines.endsWith("\n") ? knownHostLines : knownHostLines + "\n");
            return run(command(sync, scope, dry, Optional.of(known)), out);
        } finally {
            Files.deleteIfExists(known);
        }
    }

    private static List<String> command(SyncTask.Sync sync, Scope scope, boolean dry, Optional<Path> known) throws TaskFailure {
        Host host = scope.host();
        List<String> argv = new ArrayList<>(Rsync.arguments(sync, dry));
        String here = scope.file(sync.pull() ? sync.to() : sync.from()) + ((sync.pull() ? sync.to() : sync.from()).endsWith("/") ? "/" : "");
        String there = sync.pull() ? sync.from() : sync.to();
        if (host.connection() != Host.Connection.LOCAL) {
            argv.add("--rsh=" + Rsync.words(ssh(host, known)));
            there = Rsync.remote(host.address().isEmpty() ? host.name() : host.address(), there);
        }
        if (host.become().isPresent()) {
            argv.add("--rsync-path=" + Rsync.words(as(host.become().get())));
        }
        argv.add("--");
        argv.addAll(sync.pull() ? List.of(there, here) : List.of(here, there));
        return argv;
    }

    private static List<String> ssh(Host host, Optional<Path> known) {
        List<String> ssh = new ArrayList<>(Rsync.SSH);
        if (host.port() != 0) {
            ssh.addAll(List.of("-p", Integer.toString(host.port())));
        }
        if (!host.user().isEmpty()) {
            ssh.addAll(List.of("-l", host.user()));
        }
        if (!host.identityFile().isEmpty()) {
            ssh.addAll(List.of("-i", host.identityFile()));
        }
        if (!host.jump().isEmpty()) {
            ssh.addAll(List.of("-J", host.jump()));
        }
        known.map(Path::toString).or(() -> host.knownHosts().isEmpty() ? Optional.empty() : Optional.of(host.knownHosts()))
                .ifPresent(file -> ssh.addAll(List.of("-o", "UserKnownHostsFile=" + file, "-o", "GlobalKnownHostsFile=none")));
        return ssh;
    }

    private static List<String> as(Become become) throws TaskFailure {
        if (!become.password().isNone() || become.method() == Become.Method.SU) {
            throw new TaskFailure("rsync cannot become " + become.user() + " by a password", "let sudo or doas ask for none for rsync, or log in as that user");
        }
        return List.of(become.method() == Become.Method.SUDO ? "sudo" : "doas", "-n", "-u", become.user(), "rsync");
    }

    private static Answer run(List<String> argv, Consumer<String> out) throws TaskFailure, InterruptedException {
        long start = System.nanoTime();
        Process process;
        try {
            process = new ProcessBuilder(argv).redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null"))).start();
        } catch (IOException e) {
            throw new TaskFailure("rsync is not installed on the controller", "install it: package rsync in Debian");
        }
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        try {
            int status = process.waitFor();
            said.join().lines().forEach(out);
            return new Answer(status, "", said.join(), errors.join(), Duration.ofNanos(System.nanoTime() - start));
        } finally {
            process.destroy();
        }
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
