package io.berth.task;

import io.berth.api.Script;
import io.berth.model.Answer;
import io.berth.model.Command;

/** Looks whether something is at a path of a host; many tasks' looks go in one command. */
final class There {

    private static final Script THERE = Script.of(There.class, "there.sh").forEach(2);

    private There() {
    }

    /** Whether anything is, links followed. */
    static Command anything(String path) {
        return THERE.with("-e", path);
    }

    /** Whether a directory is, links followed. */
    static Command directory(String path) {
        return THERE.with("-d", path);
    }

    /** Whether the answer says so. */
    static boolean is(Answer answer) {
        return answer.text().equals("there");
    }
}
