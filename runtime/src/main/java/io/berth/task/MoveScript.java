package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.GuestClaims;
import io.berth.cluster.StartCheck;
import io.berth.cluster.Starts;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The scripts by which a guest moves ({@code migrate/*.sh}). */
final class MoveScript {

    static final Script LOOK = Script.of(MoveScript.class, "virsh.sh", "migrate/seen.sh", "migrate/look.sh");
    static final Script PLACE = Script.of(MoveScript.class, "virsh.sh", "migrate/seen.sh", "migrate/place.sh");
    static final Script RECEIVE = SlotScript.of("slot/lock.sh", "migrate/guest.sh", "migrate/arriving.sh", "migrate/port.sh", "migrate/receive.sh");
    static final Script MOVE = SlotScript.of("slot/lock.sh", "slot/qcow2.sh", "guest/pools.sh", "guest/making.sh", "ssh-config.sh", "migrate/guest.sh", "migrate/leaving.sh", "migrate/link.sh", "migrate/move.sh");
    static final Script SETTLE = SlotScript.of("slot/lock.sh", "migrate/guest.sh", "migrate/arriving.sh", "migrate/leaving.sh", "migrate/settle.sh");

    private MoveScript() {
    }

    static Command look(String guest) {
        return LOOK.with(SlotScript.STATE_DIR, guest);
    }

    static Command place(String guest, List<String> asked) {
        List<String> arguments = new ArrayList<>(List.of(SlotScript.STATE_DIR, guest));
        arguments.addAll(asked);
        return PLACE.with(arguments);
    }

    static void move(Hands hands, GuestMigrateTask.Migrate said, FoundDomain guest, GuestMove move) throws TaskFailure, IOException, InterruptedException {
        Host to = hands.scope().playbook().host(said.to());
        HostWay way = HostWay.toTarget(to, hands);
        String ran = !guest.active() ? "off" : guest.state() == FoundDomain.State.PAUSED ? "paused" : "running";
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, guest.name(), guest.uuid(),
                move.way().word(), ran, hands.scope().host().name(), to.name(), way.address(), way.port(), way.user(), way.knownHosts(), RECEIVE.text(),
                OtherHost.ports(said.ports(), to, "").replace('-', ' '), Long.toString(said.within().toSeconds()), guest.autostart() ? "yes" : "no", said.drain() ? "yes" : "no",
                said.rate().bytes() == 0 ? "0" : Long.toString(Math.max(1, said.rate().toMib()))));
        for (GuestMove.Item item : move.items()) {
            MovedFile file = item.file();
            arguments.addAll(List.of(item.action(), file.format(), Long.toString(file.size()), file.target().isEmpty() ? "-" : file.target(), file.path()));
        }
        Starts.Wanted wanted = wanted(hands, to.name(), guest, said);
        if (guest.active()) {
            GuestStart.check(hands, wanted);
        }
        String what = "guest " + guest.name() + " was not moved to " + to.name();
        Command command = MOVE.with(arguments).within(Command.NO_LIMIT);
        AskedLock start = new AskedLock(hands, SlotScript.STATE_DIR + "/moves/out-" + guest.name() + "/start",
                held -> Starts.run(hands, wanted, SlotScript.RUN_DIR, (admitted, number) -> held.with(number)));
        try {
            run(hands, what, command, Command.of("move.sh", guest.name(), to.name()), start::heard);
        } finally {
            start.end();
        }
    }

    /** It may run on that host, and until then on its own. */
    private static Starts.Wanted wanted(Hands hands, String host, FoundDomain guest, GuestMigrateTask.Migrate said) {
        return new Starts.Wanted(host, guest.name(), seen -> GuestClaims.of(guest.active() ? guest.live() : guest.stored()), hands.scope().host().name(),
                new StartCheck.Room(said.reserve(), false));
    }

    /**
     * The target first where the guest is its, else it last: until then its guest is not to go on.
     *
     * @param runs what has to be started for it; empty: nothing has
     */
    static void settle(Hands hands, GuestMigrateTask.Migrate said, CutOffMove end, Optional<FoundDomain> runs) throws TaskFailure, IOException, InterruptedException {
        Hands there = hands.on(hands.scope().playbook().host(said.to()));
        boolean forward = end == CutOffMove.FORWARD;
        if (!forward) {
            settle(there, said.guest(), "in", "undo", "");
        }
        Hands on = forward ? there : hands;
        String side = forward ? "in" : "out";
        String action = forward ? "take" : "stay";
        if (runs.isEmpty()) {
            settle(on, said.guest(), side, action, "");
        } else {
            Starts.Wanted wanted = wanted(hands, forward ? said.to() : hands.scope().host().name(), runs.get(), said);
            Starts.run(hands, wanted, SlotScript.RUN_DIR, (admitted, number) -> settle(on, said.guest(), side, action, number));
        }
        if (forward) {
            settle(hands, said.guest(), "out", "gone", "");
            settle(there, said.guest(), "in", "end", "");
        }
    }

    private static void settle(Hands hands, String guest, String side, String action, String number) throws TaskFailure, IOException, InterruptedException {
        Command command = SETTLE.with(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, guest, side, action, number);
        run(hands, "what was left of a move of guest " + guest + " could not be ended", command, Command.of("settle.sh", guest, side, action), line -> false);
    }

    /** @param heard takes a line that is for the run itself; false: it is not */
    private static void run(Hands hands, String what, Command command, Command shown, Predicate<String> heard) throws TaskFailure, IOException, InterruptedException {
        ScriptLines said = new ScriptLines();
        Answer answer = hands.stream(command, line -> {
            if (!heard.test(line)) {
                said.tell(line, hands, fact -> hands.say(fact.replaceFirst(" ", ": ")));
            }
        });
        if (said.refused(answer)) {
            throw new Refusal(what + ": refused by rule " + said.failure(), said.next());
        }
        if (!answer.ok()) {
            throw new CommandFailure(said.failure().isEmpty() ? what : what + ": " + said.failure(), shown, ScriptLines.untold(answer), said.next());
        }
    }
}
