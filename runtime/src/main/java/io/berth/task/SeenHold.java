package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A lock of a slot that outlives the command that took it, as {@code slot/hold.sh} keeps it.
 *
 * @param there whether there is one
 * @param lives whether it counts: what holds it lives, as far as the slot's host can tell
 * @param by who took it: {@code ada@desk}
 * @param what holds it: {@code user}, {@code process PID START BOOT}, {@code mount BOOT DEVICE ro|rw DIRECTORY}
 * @param until seconds since 1970; 0: it has no end of its own
 * @param told all of that, for people
 */
record SeenHold(boolean there, boolean lives, String by, String what, long until, String why, String told) {

    static final Script LOOK = SlotScript.of("slot/hold.sh", "slot/hold-look.sh");

    private static final String MOUNT = "mount ";
    private static final String PROCESS = "process ";

    static Command look(Slot slot) {
        return LOOK.with(SlotScript.STATE_DIR, slot.name());
    }

    static SeenHold of(Answer answer, Slot slot) throws CommandFailure {
        if (!answer.ok()) {
            throw new CommandFailure("the lock of slot " + slot.name() + " cannot be looked at", Command.of("hold-look.sh", slot.name()), answer, "");
        }
        Map<String, String> told = new HashMap<>();
        answer.out().lines().forEach(line -> told.put(line.split(" ", 2)[0], line.substring(line.indexOf(' ') + 1)));
        return new SeenHold(told.containsKey("hold"), told.getOrDefault("hold", "").equals("lives"), told.getOrDefault("by", ""), told.getOrDefault("what", ""),
                Long.parseLong(told.getOrDefault("until", "0")), told.getOrDefault("why", ""), told.getOrDefault("told", ""));
    }

    boolean isMount() {
        return what.startsWith(MOUNT);
    }

    /** Where it is mounted, if that is what holds it. */
    String directory() {
        return isMount() ? what.split(" ", 5)[4] : "";
    }

    boolean isWritable() {
        return isMount() && what.split(" ", 5)[3].equals("rw");
    }

    /** Whether it is known here that what holds it is dead: a process of this machine that has ended. */
    boolean isDead() {
        if (there && !lives) {
            return true;
        }
        if (!what.startsWith(PROCESS) || !by.endsWith("@" + ThisController.name())) {
            return false;
        }
        String[] words = what.split(" ");
        return !words[3].equals(ThisController.boot()) || !ThisController.startOf(Long.parseLong(words[1])).equals(Optional.of(words[2]));
    }
}
