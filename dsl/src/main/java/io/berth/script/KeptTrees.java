package io.berth.script;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What texts say, kept in files. A file holds the whole text it is of, so it is known for sure whether it is of the text at hand; its
 * name is a checksum of that. One that is damaged, of another build, or not the user's own is as if it were not there, and nothing
 * here is ever an error.
 */
final class KeptTrees {

    private static final int MOST_FILES = 256;
    private static final long MOST_BYTES = 32L << 20;
    private static final int LARGEST = 4 << 20;

    private final Path directory;
    private final byte[] build;

    KeptTrees(Path directory, String build) {
        this.directory = directory;
        this.build = build.getBytes(StandardCharsets.UTF_8);
    }

    Optional<Tree> find(String text) {
        byte[] head = head(text);
        Path file = file(head);
        try {
            if (!isOwn(directory) || !isOwn(file)) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            int end = head.length + Long.BYTES;
            boolean whole = bytes.length > end && Arrays.equals(bytes, 0, head.length, head, 0, head.length)
                    && ByteBuffer.wrap(bytes).getLong(head.length) == checksum(bytes, end);
            if (!whole) {
                return Optional.empty();
            }
            Tree tree = TreeReader.tree(bytes, end);
            used(file);
            return Optional.of(tree);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    void keep(String text, Tree tree) {
        byte[] head = head(text);
        try {
            byte[] written = TreeWriter.bytes(tree);
            int end = head.length + Long.BYTES;
            byte[] bytes = ByteBuffer.allocate(end + written.length).put(head).putLong(0).put(written).array();
            ByteBuffer.wrap(bytes).putLong(head.length, checksum(bytes, end));
            // only what is read as it was written; asked of its bytes: for what records have of this, each run would make a hundred classes
            if (bytes.length <= LARGEST && Arrays.equals(TreeWriter.bytes(TreeReader.tree(bytes, end)), written)) {
                write(file(head), bytes);
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // It will be parsed again.
        }
    }

    /** Beside the place, and renamed there: other runs see all of it or nothing. */
    private void write(Path file, byte[] bytes) throws IOException {
        var onlyMine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(directory, onlyMine);
        if (!isOwn(directory)) {
            return;
        }
        makeRoom(bytes.length);
        Path fresh = Files.createTempFile(directory, "", ".new");
        try {
            Files.write(fresh, bytes);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** What was not used for longest goes first, and by the directory's time the launcher guesses whether a playbook is known. */
    private void used(Path file) {
        long now = System.currentTimeMillis();
        file.toFile().setLastModified(now);
        directory.toFile().setLastModified(now);
    }

    /** The oldest go. */
    private void makeRoom(long bytes) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.forEach(files::add);
        }
        files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
        long sum = bytes + files.stream().mapToLong(file -> file.toFile().length()).sum();
        for (int i = 0; i < files.size() && (files.size() - i >= MOST_FILES || sum > MOST_BYTES); i++) {
            sum -= files.get(i).toFile().length();
            Files.deleteIfExists(files.get(i));
        }
    }

    private byte[] head(String text) {
        byte[] said = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Integer.BYTES + build.length + said.length)
                .putInt(build.length).put(build).putInt(said.length).put(said).array();
    }

    private Path file(byte[] head) {
        return directory.resolve(Long.toHexString(checksum(head, 0)) + "-" + Integer.toHexString(head.length));
    }

    private static long checksum(byte[] bytes, int from) {
        CRC32 sum = new CRC32();
        sum.update(bytes, from, bytes.length - from);
        return sum.getValue();
    }

    /** Whether it is of the user who runs this, and nobody else can write there. */
    private static boolean isOwn(Path file) throws IOException {
        Map<String, Object> of = Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return of.get("uid").equals(me) && ((Integer) of.get("mode") & 022) == 0;
    }
}
