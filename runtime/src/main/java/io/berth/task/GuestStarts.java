package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Joint;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.GuestClaims;
import io.berth.cluster.Starts;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Guests of one host that start together: judged by one look, and started by one script, each under a lock of its own.
 *
 * @param uuid the guest's, by which virsh is told
 * @param paused whether its processors stay halted
 * @param environment of its task, which one script has for all that it starts
 */
record GuestStarts(Starts.Wanted wanted, String uuid, boolean paused, Map<String, String> environment) implements Joint {

    static final Script STARTS = SlotScript.of("slot/hold.sh", "slot/map.sh", "slot/disk.sh", "guest/gate.sh", "guest/starts.sh");

    /** The most that one of them takes: libvirt's own work, and to wait for what somebody else does with it. */
    private static final Duration EACH = Duration.ofSeconds(150);

    @Override
    public Object kind() {
        return List.of(GuestStarts.class, environment);
    }

    @Override
    public List<Optional<TaskFailure>> applyAll(List<Part> parts) throws TaskFailure, IOException, InterruptedException {
        Map<Starts.Wish, GuestStarts> works = new HashMap<>();
        List<Starts.Wish> wishes = new ArrayList<>();
        for (Part part : parts) {
            GuestStarts work = (GuestStarts) part.work();
            Starts.Wish wish = new Starts.Wish(part.hands(), work.wanted());
            works.put(wish, work);
            wishes.add(wish);
        }
        return Starts.runAll(wishes, SlotScript.RUN_DIR, (admitted, number) -> start(admitted, works, number));
    }

    private static Map<Starts.Wish, TaskFailure> start(Map<Starts.Wish, GuestClaims> admitted, Map<Starts.Wish, GuestStarts> works, String number)
            throws TaskFailure, IOException, InterruptedException {
        List<Starts.Wish> wishes = List.copyOf(admitted.keySet());
        Hands hands = wishes.get(0).hands();
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, number));
        admitted.forEach((wish, claims) -> {
            List<String> disks = GuestStart.disks(claims);
            arguments.addAll(List.of(claims.name(), works.get(wish).uuid(), works.get(wish).paused() ? "paused" : "run", Integer.toString(disks.size())));
            arguments.addAll(disks);
        });
        Told told = new Told(wishes);
        Answer answer = hands.stream(STARTS.with(arguments).within(EACH.multipliedBy(wishes.size())), told::line);
        return told.failures(answer);
    }

    /** What the script tells of each. */
    private static final class Told {

        private final List<Starts.Wish> wishes;
        private final List<StringBuilder> errors = new ArrayList<>();
        private final List<ScriptLines> said = new ArrayList<>();
        private final Map<Integer, Integer> ended = new HashMap<>();
        /** What is told before the first. */
        private final ScriptLines ofAll = new ScriptLines();
        private int at = -1;

        Told(List<Starts.Wish> wishes) {
            this.wishes = wishes;
            wishes.forEach(wish -> {
                errors.add(new StringBuilder());
                said.add(new ScriptLines());
            });
        }

        void line(String line) {
            if (line.startsWith("guest ")) {
                at++;
            } else if (at < 0) {
                ofAll.isOfFailure(line);
            } else if (line.startsWith("ended ")) {
                ended.put(at, Integer.parseInt(line.substring("ended ".length())));
            } else if (ScriptLines.isOne(line)) {
                Hands hands = wishes.get(at).hands();
                said.get(at).tell(line, hands, SlotScript.facts(hands));
            } else {
                errors.get(at).append(line).append('\n');
            }
        }

        Map<Starts.Wish, TaskFailure> failures(Answer answer) {
            Map<Starts.Wish, TaskFailure> failures = new HashMap<>();
            for (int i = 0; i < wishes.size(); i++) {
                // one that the script did not come to has what ended the script
                int status = ended.getOrDefault(i, answer.ok() ? 1 : answer.status());
                if (status != 0) {
                    ScriptLines lines = ended.containsKey(i) || i == at ? said.get(i) : ofAll;
                    failures.put(wishes.get(i), GuestStart.failure(wishes.get(i).wanted().guest(), lines,
                            new Answer(status, ended.containsKey(i) ? "" : answer.signal(), "", errors.get(i) + answer.err(), answer.took())));
                }
            }
            return failures;
        }
    }
}
