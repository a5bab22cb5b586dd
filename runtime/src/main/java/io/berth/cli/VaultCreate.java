package io.berth.cli;

import io.berth.vault.VaultFailure;
import io.berth.vault.VaultFiles;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Makes an encrypted file with $EDITOR.")
final class VaultCreate extends VaultAction {

    @Parameters(paramLabel = "FILE")
    Path file;

    @Option(names = "--encrypt-vault-id", paramLabel = "LABEL", defaultValue = "", description = "which of several vault ids to encrypt with")
    String label;


    @Override
    void act() throws VaultFailure {
        new VaultFiles(vault.newKeys()).create(file, label, editor());
    }
}
