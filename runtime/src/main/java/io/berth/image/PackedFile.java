package io.berth.image;

import com.github.luben.zstd.ZstdInputStream;
import io.berth.model.Feed;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A file of the controller that is an archive or a disk: sent as it is, and read on the way. One that is refused, or cannot be
 * unpacked to its end, does not arrive whole.
 *
 * @param size in bytes
 */
public record PackedFile(Path file, long size, Packing packing, Kind kind) {

    /** By what it is packed. */
    public enum Packing { PLAIN, GZIP, ZSTD, XZ, BZIP2 }

    /** What is in it; what is none of the others is a disk's raw content. */
    public enum Kind { TAR, CPIO, QCOW2, DISK }

    private static final int PIECE = 128 * 1024;
    private static final int TAR_MAGIC = 257;

    /** @throws IOException if it cannot be read */
    public static PackedFile of(Path file) throws IOException {
        Packing packing;
        try (InputStream in = Files.newInputStream(file)) {
            packing = packing(in.readNBytes(4));
        }
        byte[] head;
        try (InputStream in = plain(packing, new BufferedInputStream(Files.newInputStream(file)))) {
            head = in.readNBytes(TAR_MAGIC + 5);
        }
        return new PackedFile(file, Files.size(file), packing, kind(head));
    }

    private static Packing packing(byte[] head) {
        if (startsWith(head, 0x1f, 0x8b)) {
            return Packing.GZIP;
        } else if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return Packing.ZSTD;
        } else if (startsWith(head, 0xfd, '7', 'z', 'X')) {
            return Packing.XZ;
        }
        return startsWith(head, 'B', 'Z', 'h') ? Packing.BZIP2 : Packing.PLAIN;
    }

    private static Kind kind(byte[] head) {
        if (startsWith(head, '0', '7', '0', '7', '0') || startsWith(head, 0xc7, 0x71)) {
            return Kind.CPIO;
        } else if (startsWith(head, 'Q', 'F', 'I', 0xfb)) {
            return Kind.QCOW2;
        }
        boolean tar = head.length == TAR_MAGIC + 5 && new String(head, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
        return tar ? Kind.TAR : Kind.DISK;
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static InputStream plain(Packing packing, InputStream in) throws IOException {
        return switch (packing) {
            case PLAIN -> in;
            case GZIP -> GzipCompressorInputStream.builder().setInputStream(in).setDecompressConcatenated(true).get();
            case ZSTD -> new ZstdInputStream(in);
            case XZ -> XZCompressorInputStream.builder().setInputStream(in).setDecompressConcatenated(true).get();
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
        };
    }

    /** As the host's script names it. */
    public String packingWord() {
        return packing.name().toLowerCase(Locale.ROOT);
    }

    /** As the host's script names it. */
    public String kindWord() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * All of it, for the host that unpacks it.
     *
     * @param devices whether device files outside of {@code dev/} are let through
     * @param progress is told how many bytes have gone, as they go
     * @return what throws {@link ArchiveRefused} when it comes to an entry that is refused
     */
    public Feed feed(boolean devices, LongConsumer progress) {
        return host -> {
            try (InputStream sent = new Sent(Files.newInputStream(file), host, progress)) {
                InputStream plain = plain(packing, new BufferedInputStream(sent, PIECE));
                switch (kind) {
                    case TAR -> tar(plain, new EntryCheck(devices));
                    case CPIO -> cpio(plain, new EntryCheck(devices));
                    default -> plain.transferTo(OutputStream.nullOutputStream());
                }
                // what is behind the archive's end belongs to the file, too
                plain.transferTo(OutputStream.nullOutputStream());
                sent.transferTo(OutputStream.nullOutputStream());
            }
        };
    }

    /**
     * What is in an archive: by the entries' paths, without a slash in front, the SHA-256 of its content; empty for what is no file, or has
     * nothing in it. Paths are as bytes, each a character.
     */
    public Map<String, String> contents() throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        try (InputStream plain = plain(packing, new BufferedInputStream(Files.newInputStream(file), PIECE));
                ArchiveInputStream<?> archive = kind == Kind.CPIO ? new CpioArchiveInputStream(plain, 512, "ISO-8859-1") : new TarArchiveInputStream(plain, "ISO-8859-1")) {
            for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                String path = entry.getName().replaceAll("(^|/)(\\./+)+", "$1").replaceAll("^(\\./*)$|/+$", "");
                boolean regular = entry instanceof TarArchiveEntry tar ? tar.isFile() && !tar.isLink() && !tar.isSymbolicLink() : ((CpioArchiveEntry) entry).isRegularFile();
                if (!path.isEmpty()) {
                    contents.put(path, regular && entry.getSize() > 0 ? digest(archive) : "");
                }
            }
        }
        return contents;
    }

    private static String digest(InputStream in) throws IOException {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sum));
            return HexFormat.of().formatHex(sum.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static void tar(InputStream plain, EntryCheck check) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new Unclosed(plain), "ISO-8859-1");
        int entries = 0;
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            check.name(entry.getName(), entry.isSymbolicLink(), entry.isDirectory());
            if (entry.isLink()) {
                check.hardLink(entry.getName(), entry.getLinkName());
            } else if (entry.isCharacterDevice() || entry.isBlockDevice()) {
                check.device(entry.getName(), entry.isCharacterDevice() && entry.getDevMajor() == 0 && entry.getDevMinor() == 0);
            } else if (entry.getLinkFlag() == TarConstants.LF_MULTIVOLUME) {
                throw new ArchiveRefused(entry.getName(), "a part of an archive of several volumes");
            }
            entries++;
        }
        if (entries == 0) {
            throw new EOFException("the archive is empty");
        }
    }

    private static void cpio(InputStream plain, EntryCheck check) throws IOException {
        CpioArchiveInputStream cpio = new CpioArchiveInputStream(new Unclosed(plain), 512, "ISO-8859-1");
        for (CpioArchiveEntry entry = cpio.getNextEntry(); entry != null; entry = cpio.getNextEntry()) {
            check.name(entry.getName(), entry.isSymbolicLink(), entry.isDirectory());
            if (entry.isCharacterDevice() || entry.isBlockDevice()) {
                check.device(entry.getName(), false);
            }
        }
    }

    /** Gives on to the host what is read from the file. */
    private static final class Sent extends FilterInputStream {

        private final OutputStream host;
        private final LongConsumer progress;
        private long count;

        Sent(InputStream file, OutputStream host, LongConsumer progress) {
            super(file);
            this.host = host;
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                host.write(bytes, offset, read);
                count += read;
                progress.accept(count);
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, PIECE)).length;
        }
    }

    /** Readers of archives close at their end what they read from. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // whoever opened it does
        }
    }
}
