package io.berth.transport;

import java.io.IOException;

/** A host cannot be reached, or was lost. The message names it and says why. */
public class Unreachable extends IOException {

    private final String host;

    public Unreachable(String host, String message, Throwable cause) {
        super(message, cause);
        this.host = host;
    }

    public String host() {
        return host;
    }
}
