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

/** The scripts by which a guest moves ({@code migrate/*.sh}). */
final class MoveScript {

    static final Script LOOK = Script.of(MoveScript.class, "virsh.sh", "migrate/seen.sh", "migrate/look.sh");
    static final Script PLACE = Script.of(MoveScript.class, "virsh.sh", "migrate/seen.sh", "migrate/place.sh");
    static final Script RECEIVE = SlotScript.of("slot/lock.sh", "migrate/guest.sh", "migrate/arriving.sh", "migrate/receive.sh");
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
        HostWay way = HostWay.of(to, hands).orElseThrow(() -> new TaskFailure(to.name() + " is reached without a network: no other host can send it anything",
                "give it an address"));
        String ran = !guest.active() ? "off" : guest.state() == FoundDomain.State.PAUSED ? "paused" : "running";
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, guest.name(), guest.uuid(),
                move.way().word(), ran, hands.scope().host().name(), to.name(), way.address(), way.port(), way.user(), way.knownHosts(), RECEIVE.text(),
                ports(said, to), Long.toString(said.within().toSeconds()), guest.autostart() ? "yes" : "no", said.drain() ? "yes" : "no",
                said.rate().bytes() == 0 ? "0" : Long.toString(Math.max(1, said.rate().toMib()))));
        for (GuestMove.Item item : move.items()) {
            MovedFile file = item.file();
            arguments.addAll(List.of(item.action(), file.format(), Long.toString(file.size()), file.target().isEmpty() ? "-" : file.target(), file.path()));
        }
        if (guest.active()) {
            String from = hands.scope().host().name();
            GuestStart.check(hands, new Starts.Wanted(to.name(), guest.name(), host -> GuestClaims.of(guest.live()), from, new StartCheck.Room(said.reserve(), false)));
        }
        run(hands, "guest " + guest.name() + " was not moved to " + to.name(), MOVE.with(arguments).within(Command.NO_LIMIT), Command.of("move.sh", guest.name(), to.name()));
    }

    private static String ports(GuestMigrateTask.Migrate said, Host to) {
        Object known = said.ports().isEmpty() ? to.vars().get("migration_ports") : said.ports();
        return known == null ? "" : known.toString().replace('-', ' ');
    }

    /** The target first where the guest is its, else it last: until then its guest is not to go on. */
    static void settle(Hands hands, GuestMigrateTask.Migrate said, CutOffMove end) throws TaskFailure, IOException, InterruptedException {
        Hands there = hands.on(hands.scope().playbook().host(said.to()));
        if (end == CutOffMove.FORWARD) {
            settle(there, said.guest(), "in", "take");
            settle(hands, said.guest(), "out", "gone");
            settle(there, said.guest(), "in", "end");
        } else {
            settle(there, said.guest(), "in", "undo");
            settle(hands, said.guest(), "out", "stay");
        }
    }

    private static void settle(Hands hands, String guest, String side, String action) throws TaskFailure, IOException, InterruptedException {
        Command command = SETTLE.with(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, guest, side, action);
        run(hands, "what was left of a move of guest " + guest + " could not be ended", command, Command.of("settle.sh", guest, side, action));
    }

    private static void run(Hands hands, String what, Command command, Command shown) throws TaskFailure, IOException, InterruptedException {
        ScriptLines said = new ScriptLines();
        Answer answer = hands.stream(command, line -> said.tell(line, hands, fact -> hands.say(fact.replaceFirst(" ", ": "))));
        if (said.refused(answer)) {
            throw new Refusal(what + ": refused by rule " + said.failure(), said.next());
        }
        if (!answer.ok()) {
            throw new CommandFailure(said.failure().isEmpty() ? what : what + ": " + said.failure(), shown, ScriptLines.untold(answer), said.next());
        }
    }
}
