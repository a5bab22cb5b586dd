package io.berth.cli;

import io.berth.vault.VaultFailure;
import io.berth.vault.VaultFiles;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "edit", description = "Changes an encrypted file with $EDITOR.")
final class VaultEdit extends VaultAction {

    @Parameters(paramLabel = "FILE")
    Path file;

    @Option(names = "--encrypt-vault-id", paramLabel = "LABEL", defaultValue = "", description = "which of several vault ids to encrypt with")
    String label;


    @Override
    void act() throws VaultFailure {
        if (!new VaultFiles(vault.keysOrAsk()).edit(file, label, editor())) {
            System.err.println("'" + file + "' was not changed");
        }
    }
}
