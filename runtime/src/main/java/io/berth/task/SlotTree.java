package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Scripts that work in the tree of a slot whose guest is off: {@code slot/tree.sh} opens it for them, and gives it back whatever happens. */
final class SlotTree {

    /** Runs another script in the tree. */
    static final Script WITHIN = script("slot/within.sh");

    private SlotTree() {
    }

    /** One that works on a slot's tree itself. */
    static Script script(String... files) {
        return SlotScript.of(Stream.concat(Stream.of("slot/hold.sh", "slot/storage.sh", "slot/map.sh", "slot/filesystem.sh", "slot/disk.sh", "slot/guest.sh", "redeploy/mount.sh", "slot/tree.sh"), Stream.of(files)).toArray(String[]::new));
    }

    /** What all such scripts are told first. */
    static List<String> arguments(Slot slot, Hands hands) {
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT,
                hands.holder().run(), slot.name()));
        arguments.addAll(Storage.of(slot, hands.scope()).arguments());
        return arguments;
    }

    /** A command that lasts as long as its task; every mount it makes dies with it. */
    static Command command(Script script, List<String> arguments) {
        List<String> argv = new ArrayList<>(RedeployRun.OWN_MOUNTS);
        argv.addAll(script.with(arguments).argv());
        return Command.of(argv).within(Command.NO_LIMIT);
    }

    /**
     * The tree as a place where scripts only read, each finding it as its working directory.
     *
     * @param whole whether the slot must have a whole system
     */
    static CapturedTree.Place reading(Slot slot, Hands hands, boolean whole) {
        return (script, arguments, pours) -> {
            List<String> inner = script.with(arguments).argv();
            List<String> all = new ArrayList<>(List.of(pours ? "quiet" : "said", "ro", whole ? "whole" : "any", inner.get(2), inner.get(3)));
            all.addAll(arguments(slot, hands));
            all.addAll(arguments);
            return command(WITHIN, all);
        };
    }
}
