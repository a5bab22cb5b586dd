package io.berth.cli;

import io.berth.vault.Keyring;
import io.berth.vault.Prompt;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where vault passwords come from; named as ansible-vault names them. A password itself is never on the command line. */
final class VaultOptions {

    @Option(names = {"--vault-password-file", "--vault-pass-file"}, paramLabel = "FILE",
            description = "file with a vault password; a program is run and prints it")
    List<String> files = new ArrayList<>();

    @Option(names = "--vault-id", paramLabel = "LABEL@SOURCE",
            description = "a vault password and the id it goes by; SOURCE is 'prompt', a file or a program; may be given several times")
    List<String> ids = new ArrayList<>();

    @Option(names = {"-J", "--ask-vault-pass", "--ask-vault-password"}, description = "asks for a vault password")
    boolean ask;

    /** All that was given; where nothing was, what the environment names. */
    Keyring keys() {
        Keyring keys = new Keyring(Prompt.terminal());
        ids.forEach(keys::addId);
        files.forEach(file -> keys.addFile("default", file));
        if (ask) {
            keys.addPrompt("default");
        }
        return keys.isEmpty() ? keys.addFrom(System.getenv()) : keys;
    }

    /** The same for what is written anew: without any, a person is asked, and one who is asked is asked twice. */
    Keyring newKeys() {
        Keyring keys = new Keyring(Prompt.terminal());
        ids.forEach(keys::addNewId);
        files.forEach(file -> keys.addFile("default", file));
        if (ask) {
            keys.addNewId("default@prompt");
        }
        if (keys.isEmpty()) {
            keys.addFrom(System.getenv());
        }
        return keys.isEmpty() ? keys.addNewId("default@prompt") : keys;
    }

    /** What is there already: without any password, a person is asked. */
    Keyring keysOrAsk() {
        Keyring keys = keys();
        return keys.isEmpty() ? keys.addPrompt("default") : keys;
    }
}
