package io.berth.cli;

import io.berth.vault.Keyring;
import io.berth.vault.Prompt;
import io.berth.vault.VaultFailure;
import io.berth.vault.VaultFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rekey", description = "Gives encrypted files another password.")
final class VaultRekey extends VaultAction {

    @Parameters(arity = "1..*", paramLabel = "FILE")
    List<Path> files = new ArrayList<>();

    @Option(names = "--new-vault-password-file", paramLabel = "FILE", description = "file with the new password; a program is run and prints it")
    String newFile;

    @Option(names = "--new-vault-id", paramLabel = "LABEL@SOURCE", description = "the new password and the id it goes by")
    String newId;


    @Override
    void act() throws VaultFailure {
        if (newFile != null && newId != null) {
            throw new Usage("give --new-vault-id or --new-vault-password-file, not both");
        }
        Keyring newKeys = new Keyring(Prompt.terminal());
        if (newFile != null) {
            newKeys.addFile("default", newFile);
        } else {
            newKeys.addNewId(newId == null ? "default@prompt" : newId);
        }
        new VaultFiles(vault.keysOrAsk()).rekey(files, newKeys, "");
    }
}
