package io.berth.cli;

import io.berth.model.Secret;
import io.berth.vault.Prompt;
import io.berth.vault.VaultFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The password by which a user becomes another one on hosts. It is never on the command line. */
final class BecomeOptions {

    static final String NAME = "become password";

    @Option(names = {"-K", "--ask-become-pass", "--ask-become-password"}, description = "asks for the password of sudo or su, once for all hosts that have none of their own")
    boolean ask;

    @Option(names = {"--become-password-file", "--become-pass-file"}, paramLabel = "FILE", description = "reads that password from a file")
    Optional<Path> file = Optional.empty();

    /** @throws Usage if it cannot be had */
    Secret password() {
        try {
            if (file.isPresent()) {
                return new Secret(NAME, Files.readString(file.get()).stripTrailing());
            }
            return ask ? new Secret(NAME, new String(Prompt.terminal().ask("Become password"), StandardCharsets.UTF_8)) : Secret.NONE;
        } catch (IOException e) {
            throw new Usage("--become-password-file: '" + file.get() + "' is not there or cannot be read");
        } catch (VaultFailure e) {
            throw new Usage("-K: there is no terminal to ask at: give it by --become-password-file");
        }
    }
}
