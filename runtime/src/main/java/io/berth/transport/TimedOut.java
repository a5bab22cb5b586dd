package io.berth.transport;

import io.berth.model.Command;
import java.io.IOException;

/** A command took longer than its timeout and was killed. */
public final class TimedOut extends IOException {

    private final transient Command command;

    public TimedOut(Command command) {
        super("took longer than " + command.timeout().toSeconds() + " s and was killed: " + command.argv().get(0));
        this.command = command;
    }

    public Command command() {
        return command;
    }
}
