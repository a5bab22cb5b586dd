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

@Command(name = "decrypt", description = "Decrypts files in place.")
final class VaultDecrypt extends VaultAction {

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "none, or -: from standard input to standard output")
    List<Path> files = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FILE", description = "where to, in place of the file itself; - is standard output")
    Path output;


    @Override
    void act() throws VaultFailure, IOException {
        VaultFiles vaults = new VaultFiles(vault.keysOrAsk());
        if (isPiped(files) || output != null) {
            VaultOutput.of(output).write(vaults.decrypted("the text", VaultOutput.input(files)));
        } else {
            vaults.decrypt(files);
        }
    }
}
