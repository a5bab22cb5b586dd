package io.berth.vault;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * An encrypted text in Ansible Vault's form, 1.1 or 1.2: a line {@code $ANSIBLE_VAULT;1.2;AES256;LABEL}, then
 * hexadecimal digits in lines of 80.
 *
 * @param label the vault id it was written under; {@code default} when it names none
 */
record VaultText(String label, byte[] salt, byte[] mac, byte[] encrypted) {

    static final String DEFAULT_LABEL = "default";
    private static final String MARK = "$ANSIBLE_VAULT";
    private static final String CIPHER = "AES256";
    private static final int WIDTH = 80;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Whether the text says of itself that it is one. */
    static boolean is(byte[] text) {
        byte[] mark = (MARK + ";").getBytes(StandardCharsets.US_ASCII);
        return text.length >= mark.length && new String(text, 0, mark.length, StandardCharsets.ISO_8859_1).equals(MARK + ";");
    }

    static VaultText encrypt(byte[] plain, String label, byte[] password) {
        byte[] salt = new byte[VaultCipher.SALT_BYTES];
        RANDOM.nextBytes(salt);
        VaultCipher cipher = new VaultCipher(password, salt);
        byte[] encrypted = cipher.encrypt(plain);
        return new VaultText(label, salt, cipher.mac(encrypted), encrypted);
    }

    /** Reads the form, in the way of Ansible: line ends of any kind, blanks around lines. */
    static VaultText parse(byte[] text) throws VaultFailure {
        List<String> lines = new String(text, StandardCharsets.ISO_8859_1).lines().map(String::strip).toList();
        String[] header = lines.isEmpty() ? new String[0] : lines.get(0).split(";");
        if (header.length < 3 || !header[0].equals(MARK)) {
            throw new VaultFailure("is not encrypted by Ansible Vault: its first line is not $ANSIBLE_VAULT;…");
        }
        String version = header[1].strip();
        if (!version.equals("1.1") && !version.equals("1.2") || !header[2].strip().equals(CIPHER)) {
            throw new VaultFailure("is written in Ansible Vault's form " + version + " with " + header[2].strip() + "; known are 1.1 and 1.2 with AES256");
        }
        String label = version.equals("1.2") && header.length > 3 ? header[3].strip() : DEFAULT_LABEL;
        try {
            String inner = new String(HexFormat.of().parseHex(String.join("", lines.subList(1, lines.size()))), StandardCharsets.ISO_8859_1);
            String[] parts = inner.split("\n", -1);
            if (parts.length == 3) {
                HexFormat hex = HexFormat.of();
                return new VaultText(label, hex.parseHex(parts[0]), hex.parseHex(parts[1]), hex.parseHex(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            // Said below: what is in it helps nobody.
        }
        throw new VaultFailure("is damaged: after its first line it is not what Ansible Vault writes");
    }

    /** The text as it is written to a file, with a line end at its end. Under the label {@code default} it is 1.1, as Ansible writes it. */
    String format() {
        HexFormat hex = HexFormat.of();
        String inner = hex.formatHex(salt) + "\n" + hex.formatHex(mac) + "\n" + hex.formatHex(encrypted);
        String digits = hex.formatHex(inner.getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder(digits.length() + digits.length() / WIDTH + 64).append(MARK)
                .append(label.equals(DEFAULT_LABEL) ? ";1.1;" + CIPHER : ";1.2;" + CIPHER + ";" + label).append('\n');
        for (int at = 0; at < digits.length(); at += WIDTH) {
            text.append(digits, at, Math.min(digits.length(), at + WIDTH)).append('\n');
        }
        return text.toString();
    }
}
