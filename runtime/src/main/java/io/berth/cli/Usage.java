package io.berth.cli;

/** The user asked for something that cannot be; nothing was touched. The message says what, and what can be. */
final class Usage extends RuntimeException {
    Usage(String message) {
        super(message);
    }
}
