package io.berth.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import net.schmizz.concurrent.Event;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;

/**
 * A channel whose shell line is told what it reads at once: only who reads from it waits for the host to say that it has begun. So
 * opening one and speaking to it takes one round trip less.
 */
final class ExecChannel extends SessionChannel {

    private final long patience;
    private volatile Event<ConnectionException> beginning;

    private ExecChannel(Connection connection) {
        super(connection);
        this.patience = connection.getTimeoutMs();
    }

    /** @throws IllegalStateException if the connection has ended */
    static ExecChannel open(SSHClient client, String line) throws IOException {
        if (!client.isConnected() || !client.isAuthenticated()) {
            throw new IllegalStateException("not connected");
        }
        ExecChannel channel = new ExecChannel(client.getConnection());
        channel.open();
        channel.begin(line);
        return channel;
    }

    private void begin(String line) throws TransportException {
        beginning = sendChannelRequest("exec", true, new Buffer.PlainBuffer().putString(line, getRemoteCharset()));
    }

    /** An output; reading it fails if the host refused to run the line. */
    InputStream begun(InputStream output) {
        return new FilterInputStream(output) {
            private boolean begun;

            @Override
            public int read() throws IOException {
                await();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                await();
                int read = super.read(bytes, offset, count);
                Bulk.ALL.carried(Math.max(0, read));
                return read;
            }

            private void await() throws IOException {
                if (!begun) {
                    beginning.await(patience, TimeUnit.MILLISECONDS);
                    begun = true;
                }
            }
        };
    }
}
