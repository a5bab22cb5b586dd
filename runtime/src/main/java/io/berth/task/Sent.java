package io.berth.task;

import io.berth.api.Hands;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is read of a content on its way to a host, which tells how much it was. */
final class Sent extends FilterInputStream {

    private final Hands hands;
    private final long total;
    private long count;

    private Sent(InputStream in, Hands hands, long total) {
        super(in);
        this.hands = hands;
        this.total = total;
    }

    /**
     * Puts a large file on a host, as a phase of its task. Only this user of the host may read it.
     *
     * @param total bytes it has
     */
    static void put(Hands hands, InputStream content, long total, String path) throws IOException, InterruptedException {
        hands.phase("put");
        hands.expect(total);
        hands.put(new Sent(content, hands, total), path, 0600);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            count += read;
            hands.progress(count, total);
        }
        return read;
    }
}
