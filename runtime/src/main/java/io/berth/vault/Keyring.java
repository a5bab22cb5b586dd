package io.berth.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The vault passwords the user gave, by vault id. Each is read from its source when it is first needed. */
public final class Keyring {

    private static final Duration SCRIPT_LIMIT = Duration.ofMinutes(2);

    private final List<Password> passwords = new ArrayList<>();
    private final Prompt prompt;

    /** Without any password; a text that needs one is not readable. */
    public Keyring(Prompt prompt) {
        this.prompt = prompt;
    }

    /**
     * Adds the file that the environment names: {@code BERTH_VAULT_PASSWORD_FILE}, else
     * {@code ANSIBLE_VAULT_PASSWORD_FILE}.
     */
    public Keyring addFrom(Map<String, String> environment) {
        String file = environment.getOrDefault("BERTH_VAULT_PASSWORD_FILE", environment.getOrDefault("ANSIBLE_VAULT_PASSWORD_FILE", ""));
        return file.isEmpty() ? this : addFile(VaultText.DEFAULT_LABEL, file);
    }

    /** Adds what {@code LABEL@SOURCE} names; SOURCE is {@code prompt}, a file or a program. Without {@code @} the label is {@code default}. */
    public Keyring addId(String id) {
        int at = id.indexOf('@');
        String label = at <= 0 ? VaultText.DEFAULT_LABEL : id.substring(0, at);
        String source = id.substring(at + 1);
        return source.equals("prompt") || source.equals("prompt_ask_vault_pass") ? addPrompt(label) : addFile(label, source);
    }

    public Keyring addPrompt(String label) {
        passwords.add(new Password(label, "the terminal", () -> prompt.ask(question(label))));
        return this;
    }

    /** Like {@link #addId}, but a person is asked twice, for there is nothing yet to check the answer against. */
    public Keyring addNewId(String id) {
        int at = id.indexOf('@');
        String label = at <= 0 ? VaultText.DEFAULT_LABEL : id.substring(0, at);
        if (!id.substring(at + 1).startsWith("prompt")) {
            return addId(id);
        }
        passwords.add(new Password(label, "the terminal", () -> prompt.askTwice(question(label))));
        return this;
    }

    private static String question(String label) {
        return label.equals(VaultText.DEFAULT_LABEL) ? "Vault password" : "Vault password (" + label + ")";
    }

    /** Adds a password file, relative to the working directory; {@code ~/} is the home directory. An executable one is run. */
    public Keyring addFile(String label, String file) {
        Path path = (file.startsWith("~/") ? Path.of(System.getProperty("user.home"), file.substring(2)) : Path.of(file)).toAbsolutePath();
        passwords.add(new Password(label, "'" + file + "'", () -> read(path, label)));
        return this;
    }

    /** A program whose name ends with {@code -client} is told the label, as Ansible does. */
    private static byte[] read(Path file, String label) throws VaultFailure {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new VaultFailure("the vault password file '" + file + "' is not there or cannot be read");
        }
        if (Files.isExecutable(file)) {
            String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            List<String> argv = name.endsWith("-client") ? List.of(file.toString(), "--vault-id", label) : List.of(file.toString());
            return Programs.output(argv, Path.of("").toAbsolutePath(), SCRIPT_LIMIT);
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new VaultFailure("the vault password file '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    public boolean isEmpty() {
        return passwords.isEmpty();
    }

    /** The labels in the order in which they were given; one may come twice. */
    public List<String> labels() {
        return passwords.stream().map(Password::label).toList();
    }

    /**
     * What an encrypted text hides. Those passwords are tried first that go by its label, then the others.
     *
     * @throws VaultFailure if it is no such text, or none of the passwords opens it
     */
    public byte[] decrypt(byte[] vaultText) throws VaultFailure {
        VaultText text = VaultText.parse(vaultText);
        if (passwords.isEmpty()) {
            throw new VaultFailure("is encrypted, and no vault password was given: --vault-password-file, --vault-id or --ask-vault-pass gives one");
        }
        List<Password> tried = new ArrayList<>(passwords.stream().filter(password -> password.label().equals(text.label())).toList());
        passwords.stream().filter(password -> !password.label().equals(text.label())).forEach(tried::add);
        for (Password password : tried) {
            VaultCipher cipher = new VaultCipher(password.bytes(), text.salt());
            if (cipher.verifies(text.encrypted(), text.mac())) {
                return cipher.decrypt(text.encrypted());
            }
        }
        throw new VaultFailure("cannot be decrypted: it has vault id '" + text.label() + "', and the password"
                + (tried.size() == 1 ? " from " + tried.get(0).from() + " is not its own" : "s of " + String.join(", ", labels()) + " are not its own")
                + ", or it was changed since");
    }

    /**
     * The text in encrypted form, with a line end at its end.
     *
     * @param label of the password; empty: there is only one
     * @throws VaultFailure if there is none, or none chosen of several
     */
    public byte[] encrypt(byte[] plain, String label) throws VaultFailure {
        List<Password> fitting = label.isEmpty() ? passwords : passwords.stream().filter(password -> password.label().equals(label)).toList();
        if (fitting.isEmpty()) {
            throw new VaultFailure(label.isEmpty() ? "a vault password is needed: --vault-password-file, --vault-id or --ask-vault-pass gives one"
                    : "no vault password goes by the label '" + label + "'");
        }
        if (label.isEmpty() && fitting.size() > 1) {
            throw new VaultFailure("there are several vault ids (" + String.join(", ", labels()) + "): --encrypt-vault-id says which one to encrypt with");
        }
        Password password = fitting.get(0);
        return VaultText.encrypt(plain, password.label(), password.bytes()).format().getBytes(StandardCharsets.US_ASCII);
    }
}
