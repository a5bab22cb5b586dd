package io.berth.cli;

import io.berth.vault.VaultFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;

/** What the verbs of {@code berth vault} have in common. */
abstract class VaultAction implements Action {

    @Mixin
    VaultOptions vault;

    abstract void act() throws VaultFailure, IOException;

    /** What cannot be done is said, and by then nothing was touched. */
    @Override
    public final Integer call() throws IOException {
        try {
            act();
            return Exit.OK;
        } catch (VaultFailure e) {
            System.err.println("berth: " + e.getMessage());
            return Exit.FAILED;
        }
    }

    static String editor() {
        return System.getenv().getOrDefault("EDITOR", "");
    }

    /** Whether standard input and output stand for the file. */
    static boolean isPiped(List<Path> files) {
        return files.isEmpty() || files.size() == 1 && files.get(0).toString().equals("-");
    }

    static void print(byte[] text) throws IOException {
        System.out.write(text);
        System.out.flush();
    }
}
