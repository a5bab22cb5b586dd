package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A program of the user's on a host: how it is named, when it is left out, how it runs. */
final class Program {

    private static final int NAME = 60;

    private Program() {
    }

    /** A text on one line, short enough for a name. */
    static String name(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= NAME ? line : line.substring(0, NAME - 1) + "…";
    }

    /** Looks for the two; either may be empty. */
    static List<Command> observe(String creates, String removes) {
        return Stream.of(creates, removes).filter(path -> !path.isEmpty()).map(There::anything).toList();
    }

    /**
     * Runs the command unless the file it makes is there, or the one it removes is not.
     *
     * @param seen the answers to {@link #observe}
     * @param what the program's name, as errors and the plan say it
     */
    static Change change(String what, Command command, String creates, String removes, List<Answer> seen) {
        if (!creates.isEmpty() && There.is(seen.get(0))) {
            return Change.none(creates + " is there");
        }
        if (!removes.isEmpty() && !There.is(seen.get(seen.size() - 1))) {
            return Change.none(removes + " is not there");
        }
        Change.Kind kind = !creates.isEmpty() ? Change.Kind.CREATE : !removes.isEmpty() ? Change.Kind.DELETE : Change.Kind.ACT;
        return Change.running(kind, "run " + what, command.within(Command.NO_LIMIT));
    }

    /** Runs a command of unknown length, its output shown as it comes. */
    static void run(Hands hands, Command command, String what) throws TaskFailure, IOException, InterruptedException {
        Command unlimited = command.within(Command.NO_LIMIT);
        Answer answer = hands.stream(unlimited, hands::say);
        if (!answer.ok()) {
            String how = answer.signal().isEmpty() ? "status " + answer.status() : "signal " + answer.signal();
            throw new CommandFailure(what + " ended with " + how, unlimited, answer, "");
        }
    }
}
