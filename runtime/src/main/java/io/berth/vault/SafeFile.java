package io.berth.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/** Files that are there as they were or as they are to be, never in between, and while they are made nobody else's to read. */
final class SafeFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SafeFile() {
    }

    static byte[] read(Path file) throws VaultFailure {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new VaultFailure("'" + file + "' cannot be read: " + why(e), e);
        }
    }

    /**
     * Writes what may be read by whom the file's mode lets: a new file has 0600, another keeps its own. A link stays, and
     * what it leads to is written.
     */
    static void write(Path file, byte[] content) throws VaultFailure {
        write(file, content, false);
    }

    /** The same for what nobody else may read, whatever the file's mode was. */
    static void writePrivate(Path file, byte[] content) throws VaultFailure {
        write(file, content, true);
    }

    private static void write(Path file, byte[] content, boolean ownerOnly) throws VaultFailure {
        try {
            Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path beside = Files.createTempFile(place.getParent(), "." + place.getFileName() + ".", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try {
                try (FileChannel out = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                    ByteBuffer rest = ByteBuffer.wrap(content);
                    while (rest.hasRemaining()) {
                        out.write(rest);
                    }
                    out.force(true);
                }
                if (Files.exists(place)) {
                    takeOver(place, beside, ownerOnly);
                }
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new VaultFailure("'" + file + "' cannot be written: " + why(e), e);
        }
    }

    private static void takeOver(Path from, Path to, boolean ownerOnly) throws IOException {
        PosixFileAttributes is = Files.readAttributes(to, PosixFileAttributes.class);
        PosixFileAttributes was = Files.readAttributes(from, PosixFileAttributes.class);
        if (!was.owner().equals(is.owner())) {
            Files.setOwner(to, was.owner());
        }
        if (!was.group().equals(is.group())) {
            Files.getFileAttributeView(to, java.nio.file.attribute.PosixFileAttributeView.class).setGroup(was.group());
        }
        Set<PosixFilePermission> mode = EnumSet.copyOf(was.permissions().isEmpty() ? OWNER_ONLY : was.permissions());
        if (ownerOnly) {
            mode.retainAll(OWNER_ONLY);
        }
        Files.setPosixFilePermissions(to, mode);
    }

    static String why(IOException e) {
        return e instanceof NoSuchFileException ? "it is not there" : String.valueOf(e.getMessage());
    }
}
