package io.berth.cli;

import io.berth.vault.VaultFailure;
import io.berth.vault.VaultFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "encrypt", description = "Encrypts files in place.")
final class VaultEncrypt extends VaultAction {

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "none, or -: from standard input to standard output")
    List<Path> files = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FILE", description = "where to, in place of the file itself; - is standard output")
    Path output;

    @Option(names = "--encrypt-vault-id", paramLabel = "LABEL", defaultValue = "", description = "which of several vault ids to encrypt with")
    String label;


    @Override
    void act() throws VaultFailure, IOException {
        VaultFiles vaults = new VaultFiles(vault.newKeys());
        if (isPiped(files) || output != null) {
            VaultOutput.of(output).write(vaults.encrypted("the text", VaultOutput.input(files), label));
        } else {
            vaults.encrypt(files, label);
        }
    }
}
