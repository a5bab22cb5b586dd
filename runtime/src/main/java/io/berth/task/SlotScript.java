package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What scripts that work on a slot have in common: the functions they are made of ({@code slot/*.sh}), and what they say on
 * their standard output, line by line: the kind of line, then the rest.
 */
final class SlotScript {

    /** Where berth keeps on a host what a reboot forgets: locks, mount points. */
    static final String RUN_DIR = "/run/berth";
    /** Where it keeps on a host what it must not forget: slot records, mapping records. */
    static final String STATE_DIR = "/var/lib/berth";
    /** Seconds a slot's lock is waited for: for the remains of a dead run to be cleaned up. */
    static final String LOCK_WAIT = "5";
    /** What a script has beyond the time that it waits for a guest. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    private static final int REFUSED = 75;
    private static final int NO_UNSHARE = 127;

    private String phase = "";
    private String failure = "";
    private String next = "";

    private SlotScript() {
    }

    /** @param files below this package, functions first; those that all scripts use go before them */
    static Script of(String... files) {
        return Script.of(SlotScript.class, Stream.concat(Stream.of("virsh.sh", "slot/say.sh"), Stream.of(files)).toArray(String[]::new));
    }

    /**
     * Runs such a script to its end and tells what it says.
     *
     * @param what failed if it says nothing of a failure: {@code "slot w01 could not be redeployed"}
     * @param shown the command as errors show it
     */
    static void run(Hands hands, Slot slot, String what, Command command, Command shown) throws TaskFailure, IOException, InterruptedException {
        SlotScript output = new SlotScript();
        Answer answer = hands.stream(command, line -> output.tell(line, hands));
        output.end(answer, slot, what, command, shown);
    }

    /** Fails as {@link #run} does if a script that has only looked did. */
    static void looked(Slot slot, String what, Answer answer, Command command, Command shown) throws TaskFailure {
        SlotScript output = new SlotScript();
        answer.out().lines().forEach(output::isOfFailure);
        output.end(answer, slot, what, command, shown);
    }

    private boolean isOfFailure(String line) {
        String rest = line.substring(line.indexOf(' ') + 1);
        switch (line.split(" ", 2)[0]) {
            case "failed", "refused" -> failure = rest;
            case "next" -> next = rest;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** One line. Those of no known kind are shown as they are. */
    private void tell(String line, Hands hands) {
        if (isOfFailure(line)) {
            return;
        }
        int space = line.indexOf(' ');
        String rest = space < 0 ? "" : line.substring(space + 1);
        switch (space < 0 ? line : line.substring(0, space)) {
            case "phase" -> {
                phase = rest;
                hands.phase(rest);
            }
            case "progress" -> progress(rest, hands);
            case "say" -> hands.say(rest);
            case "fact" -> hands.say(rest.replaceFirst(" ", ": "));
            default -> hands.say(line);
        }
    }

    private static void progress(String numbers, Hands hands) {
        String[] bytesAndTotal = numbers.split(" ");
        try {
            hands.progress(Long.parseLong(bytesAndTotal[0]), Long.parseLong(bytesAndTotal[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            hands.say("progress " + numbers);
        }
    }

    /** Fails if the script did. */
    private void end(Answer answer, Slot slot, String what, Command command, Command shown) throws TaskFailure {
        if (answer.ok()) {
            return;
        }
        if (answer.status() == REFUSED && !failure.isEmpty()) {
            throw new Refusal("slot " + slot.name() + ": refused by rule " + failure, next);
        }
        // what it said on its standard output has been said already
        Answer errors = new Answer(answer.status(), answer.signal(), "", answer.err(), answer.took());
        if (answer.status() == NO_UNSHARE && phase.isEmpty() && command.argv().get(0).equals("unshare")) {
            throw new CommandFailure("unshare is not installed on this host", shown, errors, "install it: package util-linux in Debian");
        }
        String cause = failure.isEmpty() ? what : failure;
        throw new CommandFailure(phase.isEmpty() ? cause : phase + ": " + cause, shown, errors, next);
    }
}
