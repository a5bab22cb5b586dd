package io.berth.task;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** Writes what {@code volume/download.sh} says to a file of the controller; zeros between are holes. */
final class SparseFile extends OutputStream {

    private static final int LONGEST_LINE = 120;

    private final FileChannel file;
    private final LongConsumer progress;
    private final StringBuilder line = new StringBuilder();
    private long left;
    private long place;
    private String digest = "";

    /** @param progress gets up to which byte of the file it has come */
    SparseFile(Path path, LongConsumer progress) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.progress = progress;
    }

    /** The SHA-256 that the host has of it; empty: it was cut off. */
    String digest() {
        return digest;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            if (left > 0) {
                int count = (int) Math.min(left, offset + length - at);
                ByteBuffer part = ByteBuffer.wrap(bytes, at, count);
                while (part.hasRemaining()) {
                    place += file.write(part, place);
                }
                left -= count;
                at += count;
                progress.accept(place);
            } else if (bytes[at++] == '\n') {
                head(line.toString().split(" "));
                line.setLength(0);
            } else if (line.append((char) (bytes[at - 1] & 0xff)).length() > LONGEST_LINE) {
                throw new IOException("the host does not send a volume");
            }
        }
    }

    private void head(String[] words) throws IOException {
        try {
            switch (words[0]) {
                case "data" -> {
                    place = Long.parseLong(words[1]);
                    left = Long.parseLong(words[2]);
                }
                case "end" -> {
                    long size = Long.parseLong(words[1]);
                    if (size > file.size()) {
                        // the last byte is a zero: written, it makes what is before it a hole
                        file.write(ByteBuffer.wrap("\0".getBytes(StandardCharsets.US_ASCII)), size - 1);
                    }
                    digest = words[2];
                    progress.accept(size);
                }
                default -> throw new IOException("the host does not send a volume, but '" + words[0] + "'");
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("the host does not send a volume", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
