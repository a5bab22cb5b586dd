package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;

/** What {@code redeploy.sh} says on its standard output, line by line: the kind of line, then the rest. */
final class RedeployOutput {

    private static final int REFUSED = 75;
    private static final int NO_UNSHARE = 127;

    private final Hands hands;
    private String phase = "";
    private String failure = "";
    private String next = "";

    RedeployOutput(Hands hands) {
        this.hands = hands;
    }

    /** One line. Those of no known kind are shown as they are. */
    void line(String line) {
        int space = line.indexOf(' ');
        String rest = space < 0 ? "" : line.substring(space + 1);
        switch (space < 0 ? line : line.substring(0, space)) {
            case "phase" -> {
                phase = rest;
                hands.phase(rest);
            }
            case "progress" -> progress(rest);
            case "say" -> hands.say(rest);
            case "fact" -> hands.say(rest.replaceFirst(" ", ": "));
            case "failed", "refused" -> failure = rest;
            case "next" -> next = rest;
            default -> hands.say(line);
        }
    }

    private void progress(String numbers) {
        String[] bytesAndTotal = numbers.split(" ");
        try {
            hands.progress(Long.parseLong(bytesAndTotal[0]), Long.parseLong(bytesAndTotal[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            hands.say("progress " + numbers);
        }
    }

    /** Fails if the script did. */
    void end(Answer answer, String slot, Command shown) throws TaskFailure {
        if (answer.ok()) {
            return;
        }
        if (answer.status() == REFUSED && !failure.isEmpty()) {
            throw new Refusal("slot " + slot + ": refused by rule " + failure, next);
        }
        // what it said on its standard output has been said already
        Answer errors = new Answer(answer.status(), answer.signal(), "", answer.err(), answer.took());
        if (answer.status() == NO_UNSHARE && phase.isEmpty()) {
            throw new CommandFailure("unshare is not installed on this host", shown, errors, "install it: package util-linux in Debian");
        }
        String cause = failure.isEmpty() ? "slot " + slot + " could not be redeployed" : failure;
        throw new CommandFailure(phase.isEmpty() ? cause : phase + ": " + cause, shown, errors, next);
    }
}
