package io.berth.transport;

import io.berth.model.Command;
import java.io.IOException;

/** A short command wrote more than fits in memory. */
public final class TooMuchOutput extends IOException {

    TooMuchOutput(String host, Command command, int most) {
        super(command.argv().get(0) + " on " + host + " wrote more than " + (most >> 20)
            + " MiB; what writes so much is to be streamed");
    }
}
