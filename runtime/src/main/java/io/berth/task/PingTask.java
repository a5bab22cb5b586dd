package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Set;

/** The host answers: it is reached, logged into, and runs a command. */
final class PingTask implements TaskType<PingTask.Ping> {

    private static final Command PONG = Command.of("echo", "pong");

    public record Ping() { }

    @Override
    public String word() {
        return "ping";
    }

    @Override
    public String doc() {
        return "Makes sure that the host is reached and runs commands.";
    }

    @Override
    public Class<Ping> parameters() {
        return Ping.class;
    }

    @Override
    public String name(Ping ping) {
        return "";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Ping ping, Scope scope) {
        return new Footprint(Set.of(), Set.of());
    }

    @Override
    public List<Command> observe(Ping ping, Scope scope) {
        return List.of(PONG);
    }

    @Override
    public Change change(Ping ping, Scope scope, List<Answer> seen) throws TaskFailure {
        if (!seen.get(0).text().equals("pong")) {
            throw new CommandFailure("the host runs no commands as it should", PONG, seen.get(0), "");
        }
        return Change.none("pong");
    }
}
