package io.berth.vault;

import java.util.Arrays;

/** A vault password with the label it goes by, read from its source when it is first needed, and once. */
final class Password {

    /** Where a password comes from. */
    @FunctionalInterface
    interface Source {
        /** @throws VaultFailure if there is none to be had */
        byte[] read() throws VaultFailure;
    }

    private final String label;
    private final String from;
    private final Source source;
    private byte[] read = {};

    /** @param from what an error calls its source */
    Password(String label, String from, Source source) {
        this.label = label;
        this.from = from;
        this.source = source;
    }

    String label() {
        return label;
    }

    String from() {
        return from;
    }

    /** Without white space around it, as Ansible takes it; never empty. */
    synchronized byte[] bytes() throws VaultFailure {
        if (read.length == 0) {
            read = stripped(source.read());
            if (read.length == 0) {
                throw new VaultFailure("the vault password from " + from + " is empty");
            }
        }
        return read;
    }

    private static byte[] stripped(byte[] bytes) {
        int from = 0;
        int to = bytes.length;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }
}
