package io.berth.model;

/** A secret cannot be had from where it is said to be. The message says why, in half a sentence, and holds nothing of it. */
public final class SecretFailure extends Exception {

    public SecretFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public SecretFailure(String message) {
        super(message);
    }
}
