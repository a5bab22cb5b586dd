package io.berth.cli;

import io.berth.diag.SourceRange;
import io.berth.event.Event;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.plan.Plan;
import io.berth.plan.Planner;
import io.berth.transport.LocalTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine that berth runs on, asked as a host is. */
final class ThisMachine implements AutoCloseable {

    private static final Host HOST = new Host("localhost", "", 0, "", "", "", Host.Connection.LOCAL, Optional.empty(), Map.of(), SourceRange.NONE);

    private final LocalTransport transport = new LocalTransport(Duration.ofSeconds(2));
    private final Secrecy secrecy;

    ThisMachine(Secrecy secrecy) {
        this.secrecy = secrecy;
    }

    /** Whether systemd runs it. */
    static boolean hasSystemd() {
        return Files.isDirectory(Path.of("/run/systemd/system"));
    }

    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    Answer ask(Command command) throws IOException, InterruptedException {
        return transport.session(HOST).run(command);
    }

    /** What a playbook that berth wrote itself would do here; nobody is told. */
    Plan plan(String playbook) throws IOException, InterruptedException {
        return with(playbook, request -> new Planner(transport, event -> { }, Clock.systemUTC(), 1).plan(Site.load(request, secrecy).graph()));
    }

    /** What is to be done with a playbook while it is a file. */
    interface Use<T> {
        T with(Event.Request request) throws IOException, InterruptedException;
    }

    /** Gives a playbook a file, in a directory with nothing else in it, until {@code use} ends. */
    static <T> T with(String playbook, Use<T> use) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("berth-schedule");
        Path file = directory.resolve("schedule.groovy");
        try {
            Files.writeString(file, playbook);
            return use.with(request(file));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    /** To run it as it is. */
    static Event.Request request(Path playbook) {
        return Event.Request.of(playbook.toString(), List.of(), Map.of(), "", 1);
    }

    @Override
    public void close() {
        transport.close();
    }
}
