package io.berth.task;

import io.berth.api.Change;
import io.berth.model.Command;
import java.time.Duration;

/** Scripts that work on a guest until something is so, or a time is over. */
final class GuestScript {

    private GuestScript() {
    }

    /** A time for something that a guest does. */
    static Wrong unlessSeconds(Duration within) {
        return new Wrong().when(within.toSeconds() < 1, "'within' wants a second or more");
    }

    /**
     * A change that is such a script's work.
     *
     * @param lacks what is told of the guest if it fails and says nothing: {@code "cannot be shut down"}
     * @param shown the command as errors show it
     */
    static Change change(Change.Kind kind, String summary, String guest, String lacks, Command command, Command shown) {
        return Change.of(kind, summary, hands -> SlotScript.run(hands, "guest " + guest, "guest " + guest + " " + lacks, command, shown, fact -> {
            String[] keyAndValue = fact.split(" ", 2);
            hands.tell(keyAndValue[0], keyAndValue[1]);
            hands.say(keyAndValue[0] + ": " + keyAndValue[1]);
        }));
    }
}
