package io.berth.task;

import io.berth.api.TaskFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A tar stream as a file or a directory of the controller: made beside its place, and put there when it is whole.
 *
 * @param packing by what the archive is packed, as scripts name it; {@code plain} for a directory, too
 */
record ExtractedTree(Path to, String packing, boolean archive) {

    private static final Map<String, String> PACKINGS = Map.of(".tar", "plain", ".tar.gz", "gzip", ".tgz", "gzip", ".tar.zst", "zstd", ".tar.xz", "xz");

    /** Writes the stream. */
    interface Source {
        void to(OutputStream out) throws TaskFailure, IOException, InterruptedException;
    }

    static ExtractedTree at(Path to) {
        return PACKINGS.entrySet().stream().filter(one -> to.getFileName().toString().endsWith(one.getKey())).findFirst()
                .map(one -> new ExtractedTree(to, one.getValue(), true)).orElse(new ExtractedTree(to, "plain", false));
    }

    /** Whether something is there that would be lost; an empty directory is nothing. */
    boolean isThere() throws TaskFailure {
        if (!Files.isDirectory(to)) {
            return Files.exists(to, LinkOption.NOFOLLOW_LINKS);
        }
        try (Stream<Path> in = Files.list(to)) {
            return archive || in.findAny().isPresent();
        } catch (IOException e) {
            throw new TaskFailure("cannot read " + to + ": " + e.getMessage(), "");
        }
    }

    void write(Source source) throws TaskFailure, IOException, InterruptedException {
        Files.createDirectories(to.getParent());
        Path beside = Files.createTempDirectory(to.getParent(), ".berth-");
        try {
            Path fresh = beside.resolve("new");
            if (archive) {
                try (OutputStream out = Files.newOutputStream(fresh)) {
                    source.to(out);
                }
            } else {
                unpack(source, Files.createDirectory(fresh));
            }
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(to, beside.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(beside);
        }
    }

    /** By the controller's tar, which keeps what the user may keep: root all, others no owners. */
    private static void unpack(Source source, Path into) throws TaskFailure, IOException, InterruptedException {
        Process tar = new ProcessBuilder(List.of("tar", "--extract", "--file=-", "--directory=" + into, "--preserve-permissions", "--numeric-owner",
                "--xattrs", "--xattrs-include=*", "--warning=no-timestamp", "--warning=no-unknown-keyword")).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            StringBuilder errors = new StringBuilder();
            Thread reading = new Thread(() -> {
                try {
                    errors.append(new String(tar.getErrorStream().readNBytes(4000), StandardCharsets.UTF_8));
                    tar.getErrorStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    errors.append(e.getMessage());
                }
            }, "berth-tar");
            reading.setDaemon(true);
            reading.start();
            IOException broken = null;
            try (OutputStream out = tar.getOutputStream()) {
                source.to(out);
            } catch (IOException e) {
                broken = e;
            }
            int status = tar.waitFor();
            reading.join();
            if (status != 0) {
                throw new TaskFailure("the controller's tar ended with status " + status + ": " + errors.toString().lines().findFirst().orElse(""),
                        "is there room? Devices can only be made by root: let it become an archive");
            }
            if (broken != null) {
                throw broken;
            }
        } finally {
            tar.destroyForcibly();
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
