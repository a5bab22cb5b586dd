package io.berth.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a tar archive as GNU tar and busybox read it: names and sizes of any length. */
final class TarStream {

    private static final int RECORD = 512;
    private static final int NAME = 100;
    private static final long OCTAL_SIZE = 1L << 33;

    private final OutputStream out;
    private long time = System.currentTimeMillis() / 1000;

    TarStream(OutputStream out) {
        this.out = out;
    }

    /**
     * Whose an entry is.
     *
     * @param user name; empty: the number counts
     */
    record Owner(int uid, int gid, String user, String group) {
    }

    /** The time of the entries that follow, in whole seconds since 1970; else now. */
    TarStream at(long seconds) {
        time = seconds;
        return this;
    }

    void directory(String name, int mode, Owner owner) throws IOException {
        header(name + "/", '5', mode, owner, 0, "");
    }

    void link(String name, String target, Owner owner) throws IOException {
        header(name, '2', 0777, owner, 0, target);
    }

    /** @throws IOException also if the content is not of that size */
    void file(String name, int mode, Owner owner, long size, InputStream content) throws IOException {
        header(name, '0', mode, owner, size, "");
        byte[] piece = new byte[64 * 1024];
        long left = size;
        while (left > 0) {
            int count = content.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) {
                throw new IOException(name + " has become shorter");
            }
            out.write(piece, 0, count);
            left -= count;
        }
        pad(size);
    }

    private void header(String name, char type, int mode, Owner owner, long size, String target) throws IOException {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] targetBytes = target.getBytes(StandardCharsets.UTF_8);
        if (nameBytes.length > NAME) {
            longText('L', nameBytes);
        }
        if (targetBytes.length > NAME) {
            longText('K', targetBytes);
        }
        record(nameBytes, type, mode, owner, size, targetBytes);
    }

    /** A name that is too long for a header goes before it as content of an entry of its own. */
    private void longText(char type, byte[] text) throws IOException {
        record("././@LongLink".getBytes(StandardCharsets.US_ASCII), type, 0, new Owner(0, 0, "", ""), text.length + 1, new byte[0]);
        out.write(text);
        out.write(0);
        pad(text.length + 1);
    }

    private void record(byte[] name, char type, int mode, Owner owner, long size, byte[] target) throws IOException {
        byte[] record = new byte[RECORD];
        put(record, 0, NAME, name);
        octal(record, 100, 8, mode);
        octal(record, 108, 8, owner.uid());
        octal(record, 116, 8, owner.gid());
        if (size < OCTAL_SIZE) {
            octal(record, 124, 12, size);
        } else {
            record[124] = (byte) 0x80;
            for (int i = 0; i < 8; i++) {
                record[135 - i] = (byte) (size >> 8 * i);
            }
        }
        octal(record, 136, 12, time);
        record[156] = (byte) type;
        put(record, 157, NAME, target);
        put(record, 257, 8, "ustar  ".getBytes(StandardCharsets.US_ASCII));
        put(record, 265, 31, owner.user().getBytes(StandardCharsets.UTF_8));
        put(record, 297, 31, owner.group().getBytes(StandardCharsets.UTF_8));
        Arrays.fill(record, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte one : record) {
            sum += one & 0xFF;
        }
        octal(record, 148, 7, sum);
        out.write(record);
    }

    private static void put(byte[] record, int at, int most, byte[] text) {
        System.arraycopy(text, 0, record, at, Math.min(most, text.length));
    }

    private static void octal(byte[] record, int at, int width, long value) {
        put(record, at, width, String.format("%0" + (width - 1) + "o", value).getBytes(StandardCharsets.US_ASCII));
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((RECORD - size % RECORD) % RECORD)]);
    }

    /** Ends the archive, and the stream. One that is not ended is not whole, and whoever unpacks it says so. */
    void end() throws IOException {
        out.write(new byte[2 * RECORD]);
        out.close();
    }
}
