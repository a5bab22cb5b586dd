package io.berth.vault;

/** Something encrypted cannot be read or written. The message says what and why, and never holds what was in it. */
public final class VaultFailure extends Exception {

    VaultFailure(String message) {
        super(message);
    }

    VaultFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
