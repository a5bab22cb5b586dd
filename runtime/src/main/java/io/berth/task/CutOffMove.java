package io.berth.task;

import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundDomain;
import java.util.Map;
import java.util.Optional;

/** A move that was cut off, and that the next run brings to one of its two ends. */
enum CutOffMove {
    /** The guest is the target's: it goes on there, and what is left here goes. */
    FORWARD,
    /** It is still its host's: what has come to the target goes, and it is here as it was. */
    BACK;

    /**
     * Where the guest is, by what both hosts have of it. What runs counts; a target's guest that is halted was not let go on.
     *
     * @param out the record of its host; empty: it has none any more
     * @param in that of the target
     * @param here the guest on its host
     * @param there on the target
     * @return empty: nothing was cut off
     * @throws TaskFailure if that cannot be told, or it was a move to elsewhere
     */
    static Optional<CutOffMove> of(String from, String to, Optional<Map<String, String>> out, Optional<Map<String, String>> in,
                                   Optional<FoundDomain> here, Optional<FoundDomain> there) throws TaskFailure {
        if (out.isEmpty() && in.isEmpty()) {
            return Optional.empty();
        }
        refuseOther(out, "to", to);
        refuseOther(in, "from", from);
        boolean handed = in.filter(record -> "handed".equals(record.get("phase"))).isPresent();
        boolean runsHere = here.filter(FoundDomain::active).isPresent();
        boolean runsThere = there.filter(FoundDomain::active).isPresent();
        if (runsHere && runsThere && there.get().state() != FoundDomain.State.PAUSED) {
            throw new TaskFailure("guest " + here.get().name() + " runs on " + from + " and on " + to, "stop one of both by hand, at once: virsh destroy");
        }
        if (out.isEmpty() && here.isPresent()) {
            // its host has taken it back: it would not give it away now
            if (runsThere && there.get().state() != FoundDomain.State.PAUSED) {
                throw new TaskFailure("guest " + here.get().name() + " runs on " + to + ", and " + from + " has it, too", "undefine by hand the one that is not to be");
            }
            return Optional.of(BACK);
        }
        if (!runsHere && (runsThere || handed && there.isPresent() || here.isEmpty() && there.isPresent())) {
            return Optional.of(FORWARD);
        }
        return Optional.of(BACK);
    }

    private static void refuseOther(Optional<Map<String, String>> record, String key, String meant) throws TaskFailure {
        String other = record.map(lines -> lines.getOrDefault(key, "")).orElse(meant);
        if (!other.equals(meant)) {
            throw new TaskFailure("a move " + key + " " + other + " was cut off", "end that one first: berth guest migrate GUEST "
                    + (key.equals("to") ? other : record.get().getOrDefault("to", "HOST")));
        }
    }
}
