package io.berth.transport;

import java.io.IOException;

/** A host did not let its user become another one: no right, no such user, a wrong password or one that is missing. */
public final class BecomeRefused extends IOException {

    private static final long serialVersionUID = 1L;

    public BecomeRefused(String message) {
        super(message);
    }
}
