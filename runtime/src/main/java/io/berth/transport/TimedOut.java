package io.berth.transport;

import io.berth.model.Command;
import io.berth.model.Seconds;
import java.io.IOException;

/** A command took longer than its timeout and was killed. */
public final class TimedOut extends IOException {

    private final transient Command command;

    public TimedOut(Command command) {
        super("took longer than " + Seconds.of(command.timeout()) + " and was killed: " + command.argv().get(0));
        this.command = command;
    }

    public Command command() {
        return command;
    }
}
