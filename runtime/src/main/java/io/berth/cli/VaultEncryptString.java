package io.berth.cli;

import io.berth.vault.Keyring;
import io.berth.vault.Prompt;
import io.berth.vault.VaultFailure;
import io.berth.vault.VaultFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "encrypt-string", description = "Encrypts a text from standard input for a YAML file.")
final class VaultEncryptString extends VaultAction {

    @Option(names = {"-n", "--name", "--stdin-name"}, paramLabel = "NAME", defaultValue = "", description = "the name it gets in the YAML file")
    String name;

    @Parameters(arity = "0..*", hidden = true)
    List<String> onCommandLine = new ArrayList<>();

    @Option(names = "--encrypt-vault-id", paramLabel = "LABEL", defaultValue = "", description = "which of several vault ids to encrypt with")
    String label;


    @Override
    void act() throws VaultFailure, IOException {
        if (!onCommandLine.isEmpty()) {
            throw new Usage("everybody on this machine can read a command line: give the text on standard input");
        }
        Keyring keys = vault.newKeys();
        byte[] text = Prompt.hasTerminal() ? Prompt.terminal().askTwice("text to encrypt") : System.in.readAllBytes();
        if (text.length > 0 && text[text.length - 1] == '\n') {
            System.err.println("the text ends with a line end, which is encrypted with it; printf '%s' writes none");
        }
        System.out.print(new VaultFiles(keys).inYaml(name, text, label));
        System.out.flush();
    }
}
