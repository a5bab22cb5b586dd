package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.GuestClaims;
import io.berth.cluster.StartCheck;
import io.berth.cluster.Starts;
import io.berth.libvirt.Element;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The one way in which guests come to run: under the lock on starts of all hosts, after a look at all of them, and by a script on the host that does it only if
 * the lock is still this run's.
 */
final class GuestStart {

    static final Script START = SlotScript.of("slot/hold.sh", "slot/map.sh", "slot/disk.sh", "guest/gate.sh", "guest/start.sh");

    private GuestStart() {
    }

    /** A guest of this definition is to run on the hands' own host. */
    static Starts.Wanted of(Hands hands, Element definition, StartCheck.Room room) {
        return new Starts.Wanted(hands.scope().host().name(), definition.textAt("name"), host -> GuestClaims.of(definition), "", room);
    }

    /**
     * Has it started.
     *
     * @param hands of the host where the command does it
     * @param command starts the guest and ends once it runs
     * @return false: it ran already, and nothing was done
     * @throws Refusal if a rule forbids it
     */
    static boolean run(Hands hands, Starts.Wanted wanted, Command command) throws TaskFailure, IOException, InterruptedException {
        return Starts.run(hands, wanted, SlotScript.RUN_DIR, (admitted, number) -> start(hands, admitted, number, command));
    }

    /** Only looks whether it might start, for what takes long and keeps others from its disks by itself, as a migration does. */
    static void check(Hands hands, Starts.Wanted wanted) throws TaskFailure, IOException, InterruptedException {
        Starts.run(hands, wanted, SlotScript.RUN_DIR, (admitted, number) -> { });
    }

    private static void start(Hands hands, GuestClaims guest, String number, Command command) throws TaskFailure, IOException, InterruptedException {
        List<String> disks = disks(guest);
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, number, guest.name(),
                Integer.toString(disks.size())));
        arguments.addAll(disks);
        arguments.addAll(command.argv());
        Command script = START.with(arguments).reading(command.input()).with(command.environment()).in(command.directory()).within(command.timeout());
        ScriptLines said = new ScriptLines();
        Answer answer = hands.stream(script, line -> said.tell(line, hands, SlotScript.facts(hands)));
        if (!answer.ok()) {
            throw failure(guest.name(), said, ScriptLines.untold(answer));
        }
    }

    /** Those that it writes to. */
    static List<String> disks(GuestClaims guest) {
        return guest.disks().writes().stream().filter(path -> path.startsWith("/")).toList();
    }

    /** What a start that failed is told by. */
    static TaskFailure failure(String guest, ScriptLines said, Answer answer) {
        if (said.refused(answer)) {
            return new Refusal("guest " + guest + " does not start: refused by rule " + said.failure(), said.next());
        }
        String cause = said.failure().isEmpty() ? "guest " + guest + " could not be started" : said.failure();
        return new CommandFailure(cause, Command.of("start.sh", guest), answer, said.next());
    }
}
