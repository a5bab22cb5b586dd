package io.berth.cli;

import io.berth.vault.VaultFailure;
import io.berth.vault.VaultFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "view", description = "Prints what encrypted files hold.")
final class VaultView extends VaultAction {

    @Parameters(arity = "1..*", paramLabel = "FILE")
    List<Path> files = new ArrayList<>();


    @Override
    void act() throws VaultFailure, IOException {
        VaultFiles opened = new VaultFiles(vault.keysOrAsk());
        for (Path file : files) {
            print(opened.view(file));
        }
    }
}
