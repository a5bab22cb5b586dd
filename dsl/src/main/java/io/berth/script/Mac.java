package io.berth.script;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A MAC address.
 *
 * @param text six bytes in lower case with colons
 */
record Mac(String text) {

    /** @throws Trouble if it is none, or one that no single card can have */
    static Mac of(String text) {
        if (!text.matches("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){5}")) {
            throw new Trouble("'" + text + "' is not a MAC address", "such as 52:54:00:12:34:56");
        }
        if (Integer.parseInt(text.substring(0, 2), 16) % 2 == 1) {
            throw new Trouble("'" + text + "' is a multicast address, which no card can have", "the first byte is even: 52:54:00:12:34:56");
        }
        return new Mac(text.toLowerCase(Locale.ROOT));
    }

    /** The address of a slot's card: made from the name, so that it stays the same over all runs. */
    static Mac derived(String slot, int nic) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(("berth/" + slot + "/" + nic).getBytes(StandardCharsets.UTF_8));
            return new Mac("52:54:00:" + HexFormat.ofDelimiter(":").formatHex(digest, 0, 3));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
