package net.schmizz.sshj.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * The thread that reads what a host sends, in place of sshj's own: that one has room for the longest packet there may be,
 * 256 KiB, for as long as the connection lasts. This one takes packets in parts, which is all the same to the decoder, and
 * asks the socket for all that has come rather than for half a packet at a time.
 */
public final class Reader extends Thread {

    /** Several packets: OpenSSH's are of 32 KiB at most. */
    private static final int MOST = 128 * 1024;
    private static final int FIRST = 4 * 1024;

    private final TransportImpl transport;

    public Reader(TransportImpl transport) {
        this.transport = transport;
        setName("sshj-Reader");
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            read(transport.getConnInfo().in, transport.getDecoder());
        } catch (IOException | RuntimeException e) {
            // An interrupt tells it to end.
            if (!isInterrupted()) {
                transport.die(e);
            }
        }
    }

    private void read(InputStream in, Decoder decoder) throws IOException {
        byte[] come = new byte[FIRST];
        byte[] part = new byte[FIRST];
        int from = 0;
        int to = 0;
        int needed = 1;
        while (!isInterrupted()) {
            if (from == to) {
                if (to == come.length && to < MOST) {
                    come = new byte[2 * to];
                    part = new byte[2 * to];
                }
                from = 0;
                to = receive(in, come);
                continue;
            }
            int length = Math.min(needed, to - from);
            System.arraycopy(come, from, part, 0, length);
            from += length;
            needed = decoder.received(part, length);
        }
    }

    /** How many bytes came; none if the time to wait for them is over. */
    private int receive(InputStream in, byte[] come) throws IOException {
        try {
            int length = in.read(come, 0, come.length);
            if (length < 0) {
                throw new TransportException("Broken transport; encountered EOF");
            }
            return length;
        } catch (SocketTimeoutException e) {
            if (isInterrupted()) {
                throw e;
            }
            return 0;
        }
    }
}
