package io.berth.vault;

import io.berth.event.Redaction;
import io.berth.model.SecretFailure;
import io.berth.model.SecretSource;
import io.berth.model.Secrets;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gets secrets from where the playbook says they are: each source is opened when one of its secrets is first asked for, and
 * once. Every secret it gives is redacted from then on; those of a vault that nobody asks for are not known to the run.
 */
public final class SecretSources implements Secrets {

    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(1);

    private final Keyring keys;
    private final Map<String, String> environment;
    private final Redaction redaction;
    private final Map<Path, VaultYaml> opened = new HashMap<>();

    /** @param environment of berth; @param redaction is told each secret before it is given */
    public SecretSources(Keyring keys, Map<String, String> environment, Redaction redaction) {
        this.keys = keys;
        this.environment = Map.copyOf(environment);
        this.redaction = redaction;
    }

    @Override
    public synchronized Optional<String> text(SecretSource source, String name) throws SecretFailure {
        try {
            Optional<String> text = found(source, name);
            if (text.isPresent()) {
                keep(name, text.get());
            }
            return text;
        } catch (VaultFailure e) {
            throw new SecretFailure(e.getMessage(), e);
        }
    }

    /**
     * What a vault text hides, if it is one: the door for what reads inventories. It is redacted from then on.
     *
     * @param name what is told in its place
     * @return empty if the text is not encrypted
     * @throws VaultFailure if it is, and none of the passwords opens it
     */
    public Optional<String> decrypt(String vaultText, String name) throws VaultFailure {
        byte[] text = vaultText.strip().getBytes(StandardCharsets.UTF_8);
        if (!VaultText.is(text)) {
            return Optional.empty();
        }
        String plain = utf8(keys.decrypt(text), "the text");
        keep(name, plain);
        return Optional.of(plain);
    }

    /** The same; {@code vault} is told in its place. */
    public Optional<String> decrypt(String vaultText) throws VaultFailure {
        return decrypt(vaultText, "vault");
    }

    private void keep(String name, String text) throws VaultFailure {
        if (!Redaction.canKeep(text)) {
            throw new VaultFailure("the secret '" + name + "' has fewer than " + Redaction.SHORTEST
                    + " characters: it would be in many outputs by chance, and cannot be kept out of them");
        }
        redaction.add(name, text);
    }

    private Optional<String> found(SecretSource source, String name) throws VaultFailure {
        if (source instanceof SecretSource.Vault vault) {
            return inVault(vault.file(), name);
        }
        if (source instanceof SecretSource.InFile file) {
            return Optional.of(withoutLineEnd(utf8(SafeFile.read(file.file()), "'" + file.file() + "'")));
        }
        if (source instanceof SecretSource.InEnvironment variable) {
            String text = environment.get(variable.variable());
            if (text == null) {
                throw new VaultFailure("there is no environment variable " + variable.variable() + " for the secret '" + name + "'");
            }
            return Optional.of(text);
        }
        SecretSource.FromCommand command = (SecretSource.FromCommand) source;
        return Optional.of(withoutLineEnd(utf8(Programs.output(command.argv(), command.directory(), COMMAND_LIMIT), "what '" + command.argv().get(0) + "' prints")));
    }

    private Optional<String> inVault(Path file, String name) throws VaultFailure {
        if (!opened.containsKey(file)) {
            byte[] content = SafeFile.read(file);
            opened.put(file, of(file, () -> VaultYaml.of(content, keys)));
        }
        return of(file, () -> opened.get(file).text(name));
    }

    @FunctionalInterface
    private interface Read<T> {
        T now() throws VaultFailure;
    }

    private static <T> T of(Path file, Read<T> read) throws VaultFailure {
        try {
            return read.now();
        } catch (VaultFailure e) {
            throw new VaultFailure("'" + file + "': " + e.getMessage(), e);
        }
    }

    private static String utf8(byte[] bytes, String what) throws VaultFailure {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new VaultFailure(what + " is not UTF-8 text");
        }
    }

    private static String withoutLineEnd(String text) {
        return text.endsWith("\r\n") ? text.substring(0, text.length() - 2) : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
