package io.berth.vault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done to encrypted files. Of several files all are read, and decrypted where that is to be, before the first is
 * written, so that a wrong password touches none.
 */
public final class VaultFiles {

    private final Keyring keys;

    /** @param keys what files are decrypted and encrypted with */
    public VaultFiles(Keyring keys) {
        this.keys = keys;
    }

    /** @throws VaultFailure if the file is there already */
    public void create(Path file, String label, String editor) throws VaultFailure {
        if (Files.exists(file)) {
            throw new VaultFailure("'" + file + "' is there already; 'berth vault edit' changes it");
        }
        keys.encrypt(new byte[0], label);
        SafeFile.write(file, keys.encrypt(Editing.of(editor).edit(new byte[0], nameOf(file)), label));
    }

    /** Under the vault id it has, unless a label is given. @return whether the text was changed */
    public boolean edit(Path file, String label, String editor) throws VaultFailure {
        byte[] before = SafeFile.read(file);
        byte[] plain = decrypted(file, before);
        byte[] edited = Editing.of(editor).edit(plain, nameOf(file));
        if (Arrays.equals(plain, edited)) {
            return false;
        }
        String own = VaultText.parse(before).label();
        SafeFile.write(file, keys.encrypt(edited, label.isEmpty() && keys.labels().contains(own) ? own : label));
        return true;
    }

    public byte[] view(Path file) throws VaultFailure {
        return decrypted(file, SafeFile.read(file));
    }

    public void encrypt(List<Path> files, String label) throws VaultFailure {
        Map<Path, byte[]> encrypted = new LinkedHashMap<>();
        for (Path file : files) {
            encrypted.put(file, encrypted("'" + file + "'", SafeFile.read(file), label));
        }
        writeAll(encrypted, false);
    }

    public void decrypt(List<Path> files) throws VaultFailure {
        Map<Path, byte[]> plain = new LinkedHashMap<>();
        for (Path file : files) {
            plain.put(file, view(file));
        }
        writeAll(plain, true);
    }

    /** @param newKeys what the files are encrypted with from then on; @param label of one of them; empty: there is only one */
    public void rekey(List<Path> files, Keyring newKeys, String label) throws VaultFailure {
        Map<Path, byte[]> encrypted = new LinkedHashMap<>();
        for (Path file : files) {
            encrypted.put(file, newKeys.encrypt(view(file), label));
        }
        writeAll(encrypted, false);
    }

    /** A text encrypted for a file of its own. @param what names it in an error */
    public byte[] encrypted(String what, byte[] plain, String label) throws VaultFailure {
        if (VaultText.is(plain)) {
            throw new VaultFailure(what + " is encrypted already; nothing was touched");
        }
        return keys.encrypt(plain, label);
    }

    /** A text decrypted. @param what names it in an error */
    public byte[] decrypted(String what, byte[] text) throws VaultFailure {
        try {
            return keys.decrypt(text);
        } catch (VaultFailure e) {
            throw new VaultFailure(what + ": " + e.getMessage(), e);
        }
    }

    private byte[] decrypted(Path file, byte[] text) throws VaultFailure {
        return decrypted("'" + file + "'", text);
    }

    /** A value as a YAML file has it, encrypted: {@code name: !vault |} and the text, indented. @param name empty: the value alone */
    public String inYaml(String name, byte[] plain, String label) throws VaultFailure {
        String text = new String(encrypted("the text", plain, label), StandardCharsets.US_ASCII);
        return (name.isEmpty() ? "" : name + ": ") + "!vault |\n" + text.lines().map(line -> " ".repeat(10) + line + "\n").reduce("", String::concat);
    }

    /** Writes to a file of the user's choice: encrypted texts with the file's own mode, plain ones for their owner only. */
    public static void write(Path file, byte[] content) throws VaultFailure {
        if (VaultText.is(content)) {
            SafeFile.write(file, content);
        } else {
            SafeFile.writePrivate(file, content);
        }
    }

    private static void writeAll(Map<Path, byte[]> contents, boolean plain) throws VaultFailure {
        for (Map.Entry<Path, byte[]> file : contents.entrySet()) {
            if (plain) {
                SafeFile.writePrivate(file.getKey(), file.getValue());
            } else {
                SafeFile.write(file.getKey(), file.getValue());
            }
        }
    }

    private static String nameOf(Path file) {
        return file.toAbsolutePath().getFileName().toString();
    }
}
