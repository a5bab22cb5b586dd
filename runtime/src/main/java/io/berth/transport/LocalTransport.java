package io.berth.transport;

import io.berth.model.Become;
import io.berth.model.Host;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** This machine as a host, as the user who runs berth or another one. All that is told here dies with berth, as on a remote host. */
public final class LocalTransport implements Transport {

    private final Duration grace;
    private final Map<Who, ShellSession> sessions = new ConcurrentHashMap<>();

    /** @param grace between TERM and KILL, whole seconds */
    public LocalTransport(Duration grace) {
        this.grace = grace;
    }

    private record Who(String host, Optional<Become> become) {}

    @Override
    public Session session(Host host, Optional<Become> become) throws IOException, InterruptedException {
        Optional<Become> other = become.filter(as -> !as.user().equals(System.getProperty("user.name")));
        ShellSession session = sessions.compute(new Who(host.name(), other), (who, known) ->
            known != null && known.alive() ? known : new ShellSession(host.name(), channels(who), "", grace));
        return other.isPresent() ? session.opened() : session;
    }

    private static Channels channels(Who who) {
        Channels own = new Processes();
        return who.become().<Channels>map(become -> new BecomeChannels(who.host(), own, become)).orElse(own);
    }

    @Override
    public void close() {
        sessions.values().forEach(ShellSession::close);
        sessions.clear();
    }

    private static final class Processes implements Channels {

        @Override
        public Channel open(String line) throws IOException {
            return new Local(new ProcessBuilder("/bin/sh", "-c", line).start());
        }

        @Override
        public Channel openNow(String line) throws IOException {
            return open(line);
        }

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public void close() {
            // Each channel is closed by whom it serves.
        }
    }

    private record Local(Process process, OutputStream in) implements Channel {

        Local(Process process) {
            this(process, new BufferedOutputStream(process.getOutputStream(), 64 * 1024));
        }

        @Override
        public InputStream out() {
            return process.getInputStream();
        }

        @Override
        public InputStream err() {
            return process.getErrorStream();
        }

        /** Half of what a pipe takes. */
        @Override
        public int ahead() {
            return 32 * 1024;
        }

        @Override
        public void close() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // It has ended already.
            }
        }
    }
}
