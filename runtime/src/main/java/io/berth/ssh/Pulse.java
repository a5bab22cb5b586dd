package io.berth.ssh;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.common.SSHException;

/**
 * Looks whether a host is still there, and ends the connection if it is not. sshj's own look waits behind whoever cannot
 * write to the host, and so does not see the very case it is for.
 */
final class Pulse {

    private final SSHClient client;
    private final SshConnection.Threads threads;
    private final long intervalNanos;
    private final long limitNanos;
    private final String lost;
    private volatile boolean asking;
    private volatile long answered = System.nanoTime();
    private volatile Future<?> beat;

    Pulse(SSHClient client, Endpoint endpoint, SshConnection.Threads threads) {
        this.client = client;
        this.threads = threads;
        this.intervalNanos = endpoint.aliveInterval().toNanos();
        this.limitNanos = intervalNanos * endpoint.aliveCount();
        this.lost = "it has not answered for " + TimeUnit.NANOSECONDS.toMillis(limitNanos) / 1000.0 + " s";
    }

    void start() {
        beat = threads.clock().scheduleWithFixedDelay(this::look, intervalNanos, intervalNanos, TimeUnit.NANOSECONDS);
    }

    void stop() {
        if (beat != null) {
            beat.cancel(false);
        }
    }

    private void look() {
        if (!client.isConnected()) {
            stop();
        } else if (!asking) {
            asking = true;
            threads.pool().execute(this::ask);
        } else if (System.nanoTime() - answered > limitNanos) {
            stop();
            threads.pool().execute(this::hangUp);
        }
    }

    /** Any answer will do; sshd's is that it does not know the request. */
    private void ask() {
        try {
            client.getConnection().sendGlobalRequest("keepalive@openssh.com", true, new byte[0])
                .retrieve(2 * limitNanos, TimeUnit.NANOSECONDS);
        } catch (SSHException e) {
            // It is an answer, or the connection has ended, or it will be ended from outside.
        }
        answered = System.nanoTime();
        asking = false;
    }

    /** First the socket: who is stuck writing to it holds what the rest needs. */
    private void hangUp() {
        IOUtils.closeQuietly(client.getSocket());
        client.getTransport().die(new IOException(lost));
    }
}
