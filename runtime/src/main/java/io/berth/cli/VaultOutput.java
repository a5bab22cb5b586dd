package io.berth.cli;

import io.berth.vault.VaultFailure;
import io.berth.vault.VaultFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a verb of {@code berth vault} that does not work in place reads from and writes to. */
record VaultOutput(Path file) {

    /** @param file null or {@code -} for standard output */
    static VaultOutput of(Path file) {
        return new VaultOutput(file == null ? Path.of("-") : file);
    }

    static byte[] input(List<Path> files) throws IOException {
        if (files.size() > 1) {
            throw new Usage("--output takes one file");
        }
        return VaultAction.isPiped(files) ? System.in.readAllBytes() : Files.readAllBytes(files.get(0));
    }

    void write(byte[] text) throws IOException, VaultFailure {
        if (file.toString().equals("-")) {
            VaultAction.print(text);
        } else {
            VaultFiles.write(file, text);
        }
    }
}
