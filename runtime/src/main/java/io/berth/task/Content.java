package io.berth.task;

import io.berth.model.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a file is to hold: a text, or what a file of the controller holds. Such a file is read once, not once for each host. */
final class Content {

    /** Up to so many bytes travel with a command; more go as a file. */
    static final int SMALL = 256 * 1024;
    /** The longest text that is shown when it changes. */
    static final int SHOWN = 64 * 1024;

    private static final Map<Path, Content> READ = new ConcurrentHashMap<>();

    private final Path file;
    private final FileTime modified;
    private final long size;
    private final String digest;
    private final boolean program;
    private volatile WeakReference<Bytes> held;
    private final Bytes own;

    private Content(Path file, FileTime modified, long size, String digest, boolean program, Bytes own) {
        this.file = file;
        this.modified = modified;
        this.size = size;
        this.digest = digest;
        this.program = program;
        this.own = own;
        this.held = new WeakReference<>(own);
    }

    static Content of(Bytes bytes) {
        return new Content(null, null, bytes.size(), digest(bytes.toArray()), false, bytes);
    }

    /** A content that only its host has. */
    static Content known(long size, String digest, boolean program) {
        return new Content(null, null, size, digest, program, null);
    }

    /** @throws IOException if it cannot be read */
    static Content of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        Content known = READ.get(file);
        if (known != null && known.size == now.size() && known.modified.equals(now.lastModifiedTime())) {
            return known;
        }
        MessageDigest sum = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        Content read = new Content(file, now.lastModifiedTime(), now.size(), HexFormat.of().formatHex(sum.digest()),
                Files.isExecutable(file), null);
        READ.put(file, read);
        return read;
    }

    /** Keeps what is known of a file of the controller that was just written, which so need not be read. */
    static void know(Path file, String digest) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        READ.put(file, new Content(file, now.lastModifiedTime(), now.size(), digest, Files.isExecutable(file), null));
    }

    long size() {
        return size;
    }

    /** SHA-256 in hex. */
    String digest() {
        return digest;
    }

    /** Whether it is a file of the controller that can be run there. */
    boolean isProgram() {
        return program;
    }

    boolean isSmall() {
        return size <= SMALL;
    }

    /** All of it: for small content. */
    Bytes bytes() throws IOException {
        Bytes bytes = held.get();
        if (bytes == null) {
            bytes = Bytes.of(Files.readAllBytes(file));
            held = new WeakReference<>(bytes);
        }
        return bytes;
    }

    InputStream open() throws IOException {
        return own == null ? Files.newInputStream(file) : new ByteArrayInputStream(own.toArray());
    }

    /** As a text that can be shown; empty if it is too long or no text. */
    Optional<String> text() throws IOException {
        return size > SHOWN ? Optional.empty() : text(bytes());
    }

    static Optional<String> text(Bytes bytes) {
        if (bytes.size() > SHOWN) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toArray())).toString();
            return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
