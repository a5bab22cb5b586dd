package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.DidYouMean;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scripts that make and remove guests on a host ({@code guest/*.sh}). What one that is killed leaves half-made, the next one clears away. */
final class Making {

    private Making() {
    }

    /** @param files of the guest directory, functions first; those that all of them use go before them */
    static Script of(String... files) {
        Stream<String> common = Stream.of("virsh.sh", "slot/say.sh", "slot/lock.sh", "slot/qcow2.sh", "volume/pool.sh", "guest/pools.sh", "guest/gate.sh", "guest/making.sh", "guest/naming.sh");
        return Script.of(Making.class, Stream.concat(common, Arrays.stream(files).map("guest/"::concat)).toArray(String[]::new));
    }

    /** The same of one that only looks. */
    static Script looking(String file) {
        return Script.of(Making.class, "virsh.sh", "slot/say.sh", "slot/qcow2.sh", "guest/pools.sh", "guest/" + file);
    }

    /** A call of virsh that may take as long as its task, since memory is written or disks are. */
    static Command patient(String... words) {
        return Virsh.call(words).with(Map.of("virsh_seconds", "86400")).within(Command.NO_LIMIT);
    }

    /** Asks what there is around a guest. */
    static Command around(String guest) {
        return AroundGuest.question(guest);
    }

    /** @throws TaskFailure if there is none */
    static Element snapshot(AroundGuest around, String guest, String name) throws TaskFailure {
        if (!around.snapshots().containsKey(name)) {
            throw new TaskFailure("guest " + guest + " has no snapshot " + name, DidYouMean.hint(name, around.snapshots().keySet()));
        }
        return around.snapshots().get(name);
    }

    /** What such a script is told first: where its records are, who it works for, and on which guest. */
    static Command command(Hands hands, Script script, String guest, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, guest));
        all.addAll(arguments);
        return script.with(all).within(Command.NO_LIMIT);
    }

    /** @throws Refusal if the answer is no, or nobody can be asked */
    static void agreed(Hands hands, String question) throws Refusal, InterruptedException {
        if (!hands.ask(question)) {
            throw new Refusal("the answer was no", "nothing was done");
        }
    }

    /** Where virsh changes a device: what runs, what is stored, or both. */
    static List<String> where(FoundDomain guest) {
        List<String> where = new ArrayList<>();
        if (guest.active()) {
            where.add("--live");
        }
        if (guest.persistent()) {
            where.add("--config");
        }
        return where;
    }

    /** @param what failed if it says nothing of a failure: {@code "guest web could not be cloned"} */
    static void run(Hands hands, String what, Command command) throws TaskFailure, IOException, InterruptedException {
        new ImageScript(hands, what).run(command);
    }

    /** Runs a script. */
    @FunctionalInterface
    interface Run {
        void with(ImageScript script) throws TaskFailure, IOException, InterruptedException;
    }

    /** The same of one that makes a guest: its name is given under the lock of all hosts, once the script has made all else. */
    static void guest(Hands hands, String name, String what, Run run) throws TaskFailure, IOException, InterruptedException {
        AskedLock lock = GuestName.asked(hands, name);
        try {
            run.with(new ImageScript(hands, what, lock::heard));
        } finally {
            lock.end();
        }
    }
}
