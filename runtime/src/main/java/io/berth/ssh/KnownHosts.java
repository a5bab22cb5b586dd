package io.berth.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The lines of known_hosts files (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
final class KnownHosts {

    private final List<KnownHostsFile> files;

    private KnownHosts(List<KnownHostsFile> files) {
        this.files = files;
    }

    /**
     * A line.
     *
     * @param marker {@code @revoked}, {@code @cert-authority} or empty
     * @param names patterns with commas between, or one hashed name
     * @param key as it goes over the wire
     */
    record Line(Path file, int number, String marker, String names, String type, byte[] key) {

        boolean isFor(String name) {
            return names.startsWith("|") ? hashedFor(name) : Patterns.match(List.of(names.split(",")), name);
        }

        private boolean hashedFor(String name) {
            String[] parts = names.split("\\|");
            if (parts.length != 4 || !parts[1].equals("1")) {
                return false;
            }
            try {
                Mac mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
                byte[] hash = mac.doFinal(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
                return Arrays.equals(hash, Base64.getDecoder().decode(parts[3]));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                return false;
            }
        }

        String place() {
            return file + ":" + number;
        }
    }

    /** What was read, so that hundreds of connections do not each read the same. Thread-safe. */
    static final class Library {

        private final Map<Path, Kept> kept = new HashMap<>();

        private record Kept(FileTime changed, long size, KnownHostsFile file) {}

        /** Those of the files that exist; one that has changed is read again. */
        KnownHosts read(List<Path> files) throws IOException {
            List<KnownHostsFile> read = new ArrayList<>();
            for (Path file : files) {
                if (Files.isReadable(file)) {
                    read.add(read(file));
                }
            }
            return new KnownHosts(read);
        }

        /** For one at a time: the others of many at once find it read. */
        private synchronized KnownHostsFile read(Path file) throws IOException {
            FileTime changed = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            Kept known = kept.get(file);
            if (known == null || !known.changed().equals(changed) || known.size() != size) {
                known = new Kept(changed, size, KnownHostsFile.read(file));
                kept.put(file, known);
            }
            return known.file();
        }
    }

    static Optional<Line> parse(Path file, int number, String text) {
        String[] words = text.strip().split("\\s+");
        int first = words[0].startsWith("@") ? 1 : 0;
        if (words[0].startsWith("#") || words.length < first + 3) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(words[first + 2]);
            return Optional.of(new Line(file, number, first == 1 ? words[0] : "", words[first], words[first + 1], key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The name of a host in these files: with brackets and port where the port is not 22. */
    static String name(String address, int port) {
        return port == 22 ? address : "[" + address + "]:" + port;
    }

    /** Plain lines for a name, without revoked keys and certificate authorities. */
    List<Line> lines(String name) {
        return files.stream().flatMap(file -> file.lines(name)).toList();
    }

    /** The line by which a key is revoked for a name. */
    Optional<Line> revoked(String name, byte[] key) {
        return files.stream().flatMap(KnownHostsFile::marked).filter(line -> line.marker().equals("@revoked") && Arrays.equals(line.key(), key)
            && line.isFor(name)).findFirst();
    }

    /** Adds a line to a file, which is made if need be, whole or not at all among others who do the same. */
    static void add(Path file, String line) throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            Files.createDirectories(file.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            channel.lock();
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean whole = size == 0 || channel.read(last, size - 1) == 1 && last.get(0) == '\n';
            channel.write(ByteBuffer.wrap(((whole ? "" : "\n") + line + "\n").getBytes(StandardCharsets.UTF_8)), size);
        }
    }
}
