package io.berth.api;

import io.berth.model.Answer;
import io.berth.model.Command;

/** A command ended with another status than 0. */
public final class CommandFailure extends TaskFailure {

    private final transient Command command;
    private final transient Answer answer;

    public CommandFailure(String message, Command command, Answer answer, String next) {
        super(message, next);
        this.command = command;
        this.answer = answer;
    }

    public Command command() {
        return command;
    }

    public Answer answer() {
        return answer;
    }
}
