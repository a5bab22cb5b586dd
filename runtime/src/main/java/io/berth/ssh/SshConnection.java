package io.berth.ssh;

import io.berth.transport.Channel;
import io.berth.transport.Channels;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** A connection to a host, logged in. Closing it ends what runs by its channels. */
final class SshConnection implements Channels {

    /** Below the ten of sshd's default: one is for the shell, one for what must run now. */
    private static final int LONG_COMMANDS = 8;
    private static final int AHEAD = 1 << 20;

    private final SSHClient client;
    private final Threads threads;
    private final Callable<SshConnection> another;
    private final Pulse pulse;
    private final String knownHostLine;
    private final Slots slots = new Slots(LONG_COMMANDS);

    /**
     * @param another makes a further connection to the same host, for when it refuses a channel that cannot wait
     * @param knownHostLine of the key it showed
     */
    SshConnection(SSHClient client, Endpoint endpoint, Threads threads, Callable<SshConnection> another, String knownHostLine) {
        this.client = client;
        this.threads = threads;
        this.another = another;
        this.knownHostLine = knownHostLine;
        this.pulse = new Pulse(client, endpoint, threads);
    }

    /** The threads that all connections of a transport share. */
    record Threads(ExecutorService pool, ScheduledExecutorService clock) {}

    void start() {
        pulse.start();
    }

    String knownHostLine() {
        return knownHostLine;
    }

    /** A way through this host to another. */
    DirectConnection tunnel(String address, int port) throws IOException {
        DirectConnection tunnel = new Tunnel(client.getConnection(), address, port);
        tunnel.open();
        return tunnel;
    }

    private static final class Tunnel extends DirectConnection {

        Tunnel(Connection connection, String address, int port) {
            super(connection, address, port);
        }

        @Override
        public OutputStream getOutputStream() {
            return new Paced(this, super.getOutputStream());
        }
    }

    @Override
    public void expect(long bytes) {
        Bulk.ALL.expect(bytes);
    }

    @Override
    public boolean alive() {
        return client.isConnected() && client.isAuthenticated();
    }

    @Override
    public Channel open(String line) throws IOException, InterruptedException {
        while (true) {
            slots.take();
            boolean open = false;
            try {
                Channel channel = start(line, slots::giveBack);
                open = true;
                return channel;
            } catch (OpenFailException e) {
                open = true;
                if (!slots.refused()) {
                    return openElsewhere(line);
                }
            } finally {
                if (!open) {
                    slots.giveBack();
                }
            }
        }
    }

    @Override
    public Channel openNow(String line) throws IOException, InterruptedException {
        try {
            return start(line, () -> {});
        } catch (OpenFailException e) {
            return openElsewhere(line);
        }
    }

    @Override
    public Optional<Channel> openSpare(String line) throws IOException {
        if (!slots.takeSpare()) {
            return Optional.empty();
        }
        boolean open = false;
        try {
            Channel channel = start(line, slots::giveBack);
            open = true;
            return Optional.of(channel);
        } catch (OpenFailException e) {
            open = true;
            slots.refused();
            return Optional.empty();
        } finally {
            if (!open) {
                slots.giveBack();
            }
        }
    }

    private Channel openElsewhere(String line) throws IOException {
        SshConnection further;
        try {
            further = another.call();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot connect a second time: " + e.getMessage(), e);
        }
        try {
            return further.start(line, further::close);
        } catch (IOException e) {
            further.close();
            throw e;
        }
    }

    private Channel start(String line, Runnable ended) throws IOException {
        try {
            return new Running(ExecChannel.open(client, line), threads, ended);
        } catch (IllegalStateException e) {
            throw new IOException("the connection ended", e);
        }
    }

    @Override
    public void close() {
        pulse.stop();
        // Saying goodbye may wait for a host that takes nothing any more.
        Future<?> hangUp = threads.clock().schedule(() -> IOUtils.closeQuietly(client.getSocket()), 1, TimeUnit.SECONDS);
        IOUtils.closeQuietly(client);
        hangUp.cancel(false);
    }

    private static final class Running implements Channel {

        private final ExecChannel command;
        private final Threads threads;
        private final Runnable ended;
        private final OutputStream in;
        private final AtomicBoolean closed = new AtomicBoolean();

        Running(ExecChannel command, Threads threads, Runnable ended) {
            this.command = command;
            this.threads = threads;
            this.ended = ended;
            this.in = new Paced(command, command.getOutputStream());
        }

        @Override
        public OutputStream in() {
            return in;
        }

        @Override
        public InputStream out() {
            return command.begun(command.getInputStream());
        }

        @Override
        public InputStream err() {
            return command.begun(command.getErrorStream());
        }

        /** Half of what sshd takes without being read. */
        @Override
        public int ahead() {
            return AHEAD;
        }

        /** The host agrees only when the command has ended; until then it counts among those it allows. */
        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                return;
            }
            threads.pool().execute(() -> {
                IOUtils.closeQuietly(in, command);
                ended.run();
            });
        }
    }
}
