package io.berth.task;

import io.berth.api.TaskFailure;
import io.berth.image.PackedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A directory or an archive of the controller that is laid over a slot's tree. What is in a directory becomes root's. */
record Overlay(Path path) {

    /**
     * It as an archive that is sent.
     *
     * @param temporary whether it is a file of this one's own, which goes when it is closed
     */
    record Packed(PackedFile file, boolean temporary) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (temporary) {
                Files.delete(file.file());
            }
        }
    }

    /** What is wrong with it; empty: nothing. */
    String wrong() {
        try {
            if (Files.isDirectory(path)) {
                for (Path one : entries()) {
                    boolean special = !Files.isSymbolicLink(one) && !Files.isDirectory(one) && !Files.isRegularFile(one);
                    if (special) {
                        return one + " is neither file, directory nor link";
                    } else if (!Files.isSymbolicLink(one) && !Files.isReadable(one)) {
                        return "cannot read " + one;
                    }
                }
                return "";
            }
            if (!Files.isRegularFile(path)) {
                return "there is no " + path;
            }
            PackedFile.Kind kind = PackedFile.of(path).kind();
            return kind == PackedFile.Kind.TAR || kind == PackedFile.Kind.CPIO ? "" : path + " is neither a directory nor a tar or cpio archive";
        } catch (IOException e) {
            return "cannot read " + path + ": " + e.getMessage();
        }
    }

    Packed packed() throws TaskFailure, IOException {
        String wrong = wrong();
        if (!wrong.isEmpty()) {
            throw new TaskFailure(wrong, "name a directory or an archive");
        }
        if (!Files.isDirectory(path)) {
            return new Packed(PackedFile.of(path), false);
        }
        Path file = Files.createTempFile("berth-overlay", ".tar");
        try (OutputStream out = Files.newOutputStream(file)) {
            pack(new TarStream(out));
        }
        return new Packed(PackedFile.of(file), true);
    }

    /** What is in it, and of what content: the same for as long as that is the same. */
    String digest() throws IOException {
        if (!Files.isDirectory(path)) {
            return Content.of(path).digest();
        }
        StringBuilder told = new StringBuilder();
        for (Path one : entries()) {
            told.append(path.relativize(one)).append('\0').append(kind(one)).append('\0').append(Files.isSymbolicLink(one) ? 0 : mode(one)).append('\0');
            if (Files.isSymbolicLink(one)) {
                told.append(Files.readSymbolicLink(one));
            } else if (Files.isRegularFile(one)) {
                told.append(Content.of(one).digest());
            }
            told.append('\0');
        }
        return Content.digest(told.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** By the paths of what is in it the SHA-256 of its content; empty for what is no file. Paths are as bytes, each a character. */
    Map<String, String> contents() throws IOException {
        if (!Files.isDirectory(path)) {
            return PackedFile.of(path).contents();
        }
        Map<String, String> contents = new LinkedHashMap<>();
        for (Path one : entries()) {
            String name = new String(path.relativize(one).toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            boolean empty = !Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS) || Files.size(one) == 0;
            contents.put(name, empty ? "" : Content.of(one).digest());
        }
        return contents;
    }

    private static char kind(Path one) {
        return Files.isSymbolicLink(one) ? 'l' : Files.isDirectory(one) ? 'd' : 'f';
    }

    private void pack(TarStream tar) throws IOException {
        TarStream.Owner root = new TarStream.Owner(0, 0, "", "");
        // that there is something in it, whatever there is
        tar.directory(".", 0755, root);
        for (Path one : entries()) {
            String name = path.relativize(one).toString();
            if (Files.isSymbolicLink(one)) {
                tar.link(name, Files.readSymbolicLink(one).toString(), root);
                continue;
            }
            tar.at(Files.getLastModifiedTime(one).to(TimeUnit.SECONDS));
            if (Files.isDirectory(one)) {
                tar.directory(name, mode(one), root);
            } else {
                try (InputStream in = Files.newInputStream(one)) {
                    tar.file(name, mode(one), root, Files.size(one), in);
                }
            }
        }
        tar.end();
    }

    private static int mode(Path one) throws IOException {
        int mode = 0;
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(one);
        for (PosixFilePermission bit : PosixFilePermission.values()) {
            mode = mode << 1 | (permissions.contains(bit) ? 1 : 0);
        }
        return mode;
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(one -> !one.equals(path)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
