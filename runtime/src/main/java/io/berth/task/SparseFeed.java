package io.berth.task;

import io.berth.model.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** A file of the controller as {@code volume/upload.sh} takes it: what is not zero, and where; at its end its size and SHA-256. */
final class SparseFeed implements Feed {

    private static final int BLOCK = 1 << 16;
    /** The longest part that is sent in one, in blocks. */
    private static final int LONGEST = 64;

    private final Path file;
    private final LongConsumer progress;

    /** @param progress gets how many bytes of the file have been read */
    SparseFeed(Path file, LongConsumer progress) {
        this.file = file;
        this.progress = progress;
    }

    @Override
    public void to(OutputStream command) throws IOException {
        MessageDigest sum = Content.sha256();
        byte[] run = new byte[BLOCK * LONGEST];
        int held = 0;
        long offset = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            int count = in.readNBytes(block, 0, BLOCK);
            while (count > 0) {
                sum.update(block, 0, count);
                boolean zero = isZero(block, count);
                if (zero || held == run.length) {
                    data(run, held, offset, command);
                    held = 0;
                }
                if (!zero) {
                    System.arraycopy(block, 0, run, held, count);
                    held += count;
                }
                offset += count;
                progress.accept(offset);
                count = in.readNBytes(block, 0, BLOCK);
            }
        }
        data(run, held, offset, command);
        command.write(line("end " + offset + " " + HexFormat.of().formatHex(sum.digest())));
    }

    /** @param end where what is held ends in the file */
    private static void data(byte[] held, int length, long end, OutputStream command) throws IOException {
        if (length > 0) {
            command.write(line("data " + (end - length) + " " + length));
            command.write(held, 0, length);
        }
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isZero(byte[] block, int count) {
        return block[0] == 0 && block[count - 1] == 0 && Arrays.mismatch(block, 0, count, ZEROS, 0, count) < 0;
    }

    private static final byte[] ZEROS = new byte[BLOCK];
}
