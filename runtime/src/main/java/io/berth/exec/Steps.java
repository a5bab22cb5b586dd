package io.berth.exec;

import io.berth.compile.TaskNode;
import java.util.HashMap;
import java.util.Map;

/** What the user said of the tasks that came up so far. */
final class Steps {

    private final Stepping asking;
    private final Map<String, Boolean> said = new HashMap<>();
    private boolean all;

    Steps(Stepping asking) {
        this.asking = asking;
    }

    /** Whether the task is wanted. Waits for the user's answer, and for other tasks that ask. */
    synchronized boolean wants(TaskNode task) throws InterruptedException {
        String key = task.stand().declared() ? task.id() : String.valueOf(task.spec().number());
        if (all) {
            return true;
        }
        if (!said.containsKey(key)) {
            Stepping.Say answer = asking.ask(task.title(), task.host().name());
            all = answer == Stepping.Say.CONTINUE;
            said.put(key, answer != Stepping.Say.NO);
        }
        return said.get(key);
    }
}
