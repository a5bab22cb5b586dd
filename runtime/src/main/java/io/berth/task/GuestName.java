package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.Starts;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The one way in which guests get names that they did not have on their host, but for one that moves: under the lock on starts of all hosts, after a look at the names
 * that all of them have, and on the host only if the lock is still this run's. Who knows one host only can see no other name, and takes no lock.
 */
final class GuestName {

    static final Script GIVE = SlotScript.of("guest/gate.sh", "guest/name.sh");

    /** What a script is told instead of the lock's number if there is none to be taken. */
    private static final String ALONE = "-";

    private GuestName() {
    }

    /**
     * Has it given by a short command of the hands' own host.
     *
     * @return what the command answers
     * @throws Refusal if a guest of another host has that name
     */
    static Answer give(Hands hands, String name, Command command) throws TaskFailure, IOException, InterruptedException {
        if (isAlone(hands)) {
            return given(name, hands.attempt(command));
        }
        return Starts.name(hands, wanted(hands, name), SlotScript.RUN_DIR, number -> give(hands, name, number, command));
    }

    private static Answer give(Hands hands, String name, String number, Command command) throws TaskFailure, IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, number));
        arguments.addAll(command.argv());
        return given(name, hands.attempt(GIVE.with(arguments).reading(command.input()).with(command.environment()).within(command.timeout())));
    }

    private static Answer given(String name, Answer answer) throws Refusal {
        ScriptLines said = new ScriptLines();
        answer.out().lines().forEach(said::isOfFailure);
        if (said.refused(answer)) {
            throw new Refusal("no guest is called " + name + ": refused by rule " + said.failure(), said.next());
        }
        return answer;
    }

    /** The lock for a script that makes a guest, and gives it its name at the end ({@code guest/naming.sh}). */
    static AskedLock asked(Hands hands, String name) {
        return new AskedLock(hands, SlotScript.RUN_DIR + "/names/" + name, held -> {
            if (isAlone(hands)) {
                held.with(ALONE);
            } else {
                Starts.name(hands, wanted(hands, name), SlotScript.RUN_DIR, number -> {
                    held.with(number);
                    return number;
                });
            }
        });
    }

    private static Starts.NewName wanted(Hands hands, String name) {
        return new Starts.NewName(hands.scope().host().name(), name);
    }

    private static boolean isAlone(Hands hands) {
        return hands.scope().playbook().hosts().size() < 2;
    }
}
