package io.berth.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.schmizz.sshj.connection.channel.Channel;

/**
 * Writes to a channel never more than the host will take. Who waits for that inside sshj's own stream holds its lock;
 * when the channel is closed meanwhile, sshj's reader waits for the lock, and all of the connection with it.
 */
final class Paced extends OutputStream {

    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(300);

    private final Channel channel;
    private final OutputStream out;

    Paced(Channel channel, OutputStream out) {
        this.channel = channel;
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            int room = (int) Math.min(channel.getRemoteWinSize(), count - done);
            if (room > 0) {
                out.write(bytes, offset + done, room);
                out.flush();
                done += room;
                Bulk.ALL.carried(room);
            } else {
                pause();
            }
        }
    }

    private void pause() throws IOException {
        if (!channel.isOpen()) {
            throw new IOException("the channel ended");
        }
        LockSupport.parkNanos(PAUSE);
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
