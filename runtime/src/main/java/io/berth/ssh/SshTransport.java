package io.berth.ssh;

import io.berth.model.Become;
import io.berth.model.Host;
import io.berth.transport.BecomeRefused;
import io.berth.transport.HostKeyRefused;
import io.berth.transport.Session;
import io.berth.transport.ShellSession;
import io.berth.transport.Transport;
import io.berth.transport.Unreachable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hosts by SSH: one connection a host and one a jump host, made when first asked for and again when lost. Reads the
 * user's ssh configuration, known hosts and keys as {@link SshOptions} says, and writes nothing but the keys of unknown
 * hosts where the configuration wants that.
 */
public final class SshTransport implements Transport {

    private final SshOptions options;
    private final Endpoints endpoints;
    private final Connector connector;
    private final SshConnection.Threads threads = threads();
    private final Map<Endpoint, CompletableFuture<SshConnection>> connections = new ConcurrentHashMap<>();
    private final Map<Endpoint, Served> sessions = new ConcurrentHashMap<>();
    private volatile boolean closed;

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
        try {
            Rehearsal.run();
        } catch (GeneralSecurityException e) {
            // The first connection will say so, if it matters to it.
        }
    }

    @Override
    public Session session(Host host, Optional<Become> become) throws IOException, InterruptedException {
        if (become.isPresent()) {
            throw new BecomeRefused("another user than the one who logs in");
        }
        Endpoint endpoint = endpoints.of(host);
        SshConnection connection = connection(endpoint);
        return sessions.compute(endpoint, (same, served) ->
            served != null && served.connection() == connection && served.session().alive() ? served
                : new Served(connection, new ShellSession(host.name(), connection, connection.knownHostLine(), options.grace())))
            .session();
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
        sessions.values().forEach(served -> served.session().close());
        connections.values().stream().filter(made -> made.isDone() && !made.isCompletedExceptionally())
            .forEach(made -> made.join().close());
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
