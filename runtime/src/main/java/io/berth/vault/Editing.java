package io.berth.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A person edits a secret text. It lies in a directory that only its owner can look into, in memory where the system has
 * {@code /dev/shm}; whatever happens, all that is in there is overwritten and removed.
 */
final class Editing {

    private final String editor;
    private final Path place;

    /** @param editor a command as {@code $EDITOR} has it, with arguments; @param place where the private directory is made */
    Editing(String editor, Path place) {
        this.editor = editor;
        this.place = place;
    }

    /** By {@code $EDITOR}, else vi. */
    static Editing of(String editor) {
        Path memory = Path.of("/dev/shm");
        return new Editing(editor.isBlank() ? "vi" : editor,
                Files.isDirectory(memory) && Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * The text as the editor left it.
     *
     * @param name of the file, for the editor to choose its colours by
     * @throws VaultFailure if the editor failed: the text is to stay as it was
     */
    byte[] edit(byte[] text, String name) throws VaultFailure {
        try {
            Path directory = Files.createTempDirectory(place, "berth-vault-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Thread atExit = new Thread(() -> removeQuietly(directory));
            Runtime.getRuntime().addShutdownHook(atExit);
            try {
                Path file = directory.resolve(name);
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(file, text);
                run(file);
                return Files.readAllBytes(file);
            } finally {
                remove(directory);
                Runtime.getRuntime().removeShutdownHook(atExit);
            }
        } catch (IOException e) {
            throw new VaultFailure("the text could not be edited, " + SafeFile.why(e) + "; nothing was touched", e);
        }
    }

    /** The editor is shell text, as every program takes {@code $EDITOR}; the file is its argument. */
    private void run(Path file) throws VaultFailure, IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", editor + " \"$1\"", "editor", file.toString()).inheritIO().start();
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new VaultFailure("the editor '" + editor + "' ended with status " + status + "; nothing was touched");
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new VaultFailure("interrupted while the editor ran; nothing was touched", e);
        }
    }

    private static void removeQuietly(Path directory) {
        try {
            remove(directory);
        } catch (IOException e) {
            System.err.println("berth: what was edited may still lie in " + directory + ": " + e.getMessage());
        }
    }

    /** With what the editor left beside: backups and swap files. */
    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.write(path, new byte[(int) Math.min(Files.size(path), 64 << 20)], StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            }
            Files.deleteIfExists(path);
        }
    }
}
