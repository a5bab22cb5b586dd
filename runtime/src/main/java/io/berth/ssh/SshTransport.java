package io.berth.ssh;

import io.berth.model.Become;
import io.berth.model.Host;
import io.berth.transport.BecomeChannels;
import io.berth.transport.Channels;
import io.berth.transport.HostKeyRefused;
import io.berth.transport.Session;
import io.berth.transport.ShellSession;
import io.berth.transport.Transport;
import io.berth.transport.Unreachable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Hosts by SSH: one connection a host and one a jump host, made when first asked for and again when lost. Reads the
 * user's ssh configuration, known hosts and keys as {@link SshOptions} says, and writes nothing but the keys of unknown
 * hosts where the configuration wants that.
 */
public final class SshTransport implements Transport {

    /** How many connections are ended at a time. */
    private static final int CLOSING = 16;

    private final SshOptions options;
    private final Endpoints endpoints;
    private final Connector connector;
    private final SshConnection.Threads threads = threads();
    private final Map<Endpoint, CompletableFuture<SshConnection>> connections = new ConcurrentHashMap<>();
    private final Map<Who, Served> sessions = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Who(Endpoint endpoint, Optional<Become> become) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Who who && endpoint.equals(who.endpoint) && become.equals(who.become);
        }

        @Override
        public int hashCode() {
            return endpoint.hashCode() * 31 + become.hashCode();
        }
    }

    private record Served(SshConnection connection, ShellSession session) {}

    public SshTransport(SshOptions options) {
        this.options = options;
        this.endpoints = new Endpoints(options);
        this.connector = new Connector(threads, new KeyFiles(options.passphrase()),
            options.notices(), this::connection);
    }

    /**
     * Does what the first connection of a process costs beside waiting for its host. Of use while there is something else
     * to wait for; nothing depends on it.
     */
    public static void warmUp() {
        Rehearsal.run();
    }

    @Override
    public Session session(Host host, Optional<Become> become) throws IOException, InterruptedException {
        Endpoint endpoint = endpoints.of(host);
        Optional<Become> other = become.filter(as -> !as.user().equals(endpoint.user()));
        SshConnection connection = connection(endpoint);
        ShellSession session = sessions.compute(new Who(endpoint, other), (who, served) ->
            served != null && served.connection() == connection && served.session().alive() ? served
                : new Served(connection, new ShellSession(host.name(), channels(host, connection, other),
                    connection.knownHostLine(), options.grace()))).session();
        return other.isPresent() ? session.opened() : session;
    }

    private static Channels channels(Host host, SshConnection connection, Optional<Become> become) {
        return become.<Channels>map(as -> new BecomeChannels(host.name(), connection, as)).orElse(connection);
    }

    /** The connection of an endpoint; who asks while it is being made waits for it, and shares its failure. */
    private SshConnection connection(Endpoint endpoint) throws IOException, InterruptedException {
        CompletableFuture<SshConnection> connection = connections.compute(endpoint, (same, known) ->
            known != null && usable(known) ? known : connecting(endpoint));
        try {
            return connection.get();
        } catch (ExecutionException e) {
            throw failed(endpoint, e.getCause());
        }
    }

    private static boolean usable(CompletableFuture<SshConnection> known) {
        return !known.isDone() || !known.isCompletedExceptionally() && known.join().alive();
    }

    private CompletableFuture<SshConnection> connecting(Endpoint endpoint) {
        CompletableFuture<SshConnection> made = new CompletableFuture<>();
        if (closed) {
            made.completeExceptionally(new Unreachable(endpoint.name(), "berth is ending", null));
            return made;
        }
        threads.pool().execute(() -> {
            try {
                SshConnection connection = connector.connect(endpoint);
                made.complete(connection);
                if (closed) {
                    connection.close();
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                made.completeExceptionally(e);
            }
        });
        return made;
    }

    /** Of the same kind, with the trace of the thread that asked. */
    private static IOException failed(Endpoint endpoint, Throwable cause) {
        if (cause instanceof HostKeyRefused) {
            return new HostKeyRefused(endpoint.name(), cause.getMessage());
        }
        return new Unreachable(endpoint.name(), cause.getMessage(), cause);
    }

    @Override
    public void close() {
        closed = true;
        closeAll(sessions.values().stream().map(served -> (Runnable) served.session()::close).toList());
        closeAll(connections.values().stream().filter(made -> made.isDone() && !made.isCompletedExceptionally())
            .map(made -> (Runnable) made.join()::close).toList());
    }

    /** Several at a time: each says goodbye to its host, and some hosts are slow to take it. */
    private void closeAll(List<Runnable> closings) {
        Queue<Runnable> left = new ConcurrentLinkedQueue<>(closings);
        CompletableFuture.allOf(IntStream.range(0, Math.min(CLOSING, closings.size()))
            .mapToObj(worker -> CompletableFuture.runAsync(() -> {
                for (Runnable next = left.poll(); next != null; next = left.poll()) {
                    next.run();
                }
            }, threads.pool())).toArray(CompletableFuture<?>[]::new)).join();
    }

    /** They end by themselves when there is nothing more to do. */
    private static SshConnection.Threads threads() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, daemons("berth-ssh-clock"));
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(5, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        return new SshConnection.Threads(new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS,
            new SynchronousQueue<>(), daemons("berth-ssh")), clock);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
