package io.berth.exec;

import io.berth.compile.TaskNode;
import io.berth.event.Outcome;
import io.berth.model.Play;
import io.berth.model.Share;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a play goes through its hosts, batch by batch, until too many have failed. */
final class Rollout {

    private final Play play;
    private final List<Wave> waves = new ArrayList<>();
    private final Set<String> failed = new HashSet<>();
    private int open;
    private String stopped = "";

    /** One batch of hosts. */
    private static final class Wave {
        final Set<String> hosts = new HashSet<>();
        final Set<String> failed = new HashSet<>();
        final List<TaskNode> waiting = new ArrayList<>();
        int left;
    }

    Rollout(Play play) {
        this.play = play;
    }

    void expect(TaskNode task) {
        while (waves.size() <= task.stand().wave()) {
            waves.add(new Wave());
        }
        Wave wave = waves.get(task.stand().wave());
        wave.left++;
        wave.hosts.add(task.host().name());
    }

    /** Skips batches that nothing is to be done for. */
    void begin() {
        while (open < waves.size() - 1 && waves.get(open).left == 0) {
            open++;
        }
    }

    /** Whether the turn of the task's hosts has come; else it is kept until then. */
    boolean admits(TaskNode task) {
        boolean now = task.stand().wave() <= open;
        if (!now) {
            waves.get(task.stand().wave()).waiting.add(task);
        }
        return now;
    }

    /** Hears of the end of a task; those whose turn has come now. */
    List<TaskNode> ended(TaskNode task, Outcome outcome) {
        Wave wave = waves.get(task.stand().wave());
        wave.left--;
        if (outcome == Outcome.FAILED || outcome == Outcome.REFUSED || outcome == Outcome.UNREACHABLE) {
            failed.add(task.host().name());
            wave.failed.add(task.host().name());
            stopIfTooMany(wave);
        }
        List<TaskNode> released = new ArrayList<>();
        while (open < waves.size() - 1 && waves.get(open).left == 0) {
            open++;
            released.addAll(waves.get(open).waiting);
            waves.get(open).waiting.clear();
        }
        return released;
    }

    private void stopIfTooMany(Wave wave) {
        Optional<Share> most = play.rolling().maxFail();
        if (!stopped.isEmpty()) {
            return;
        }
        if (most.isEmpty()) {
            if (waves.size() > 1 && wave.failed.size() == wave.hosts.size()) {
                stopped = "play '" + play.name() + "' stopped: " + (wave.hosts.size() == 1 ? "its batch of one host" : "all " + wave.hosts.size() + " hosts of a batch") + " failed";
            }
            return;
        }
        int count = most.get().percent() ? wave.failed.size() : failed.size();
        int of = most.get().percent() ? wave.hosts.size() : hosts();
        if (count > most.get().of(of)) {
            stopped = "play '" + play.name() + "' stopped: " + count + " of " + of + " hosts failed, and no more than " + most.get() + " may";
        }
    }

    private int hosts() {
        return waves.stream().mapToInt(wave -> wave.hosts.size()).sum();
    }

    /** Why the play does not go on; empty while it does. */
    String stopped() {
        return stopped;
    }
}
