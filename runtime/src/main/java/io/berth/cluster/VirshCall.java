package io.berth.cluster;

import io.berth.api.Script;
import io.berth.model.Command;

/** One call of a host's virsh, as all of berth calls it. */
public final class VirshCall {

    private static final Script CALL = Script.of(VirshCall.class, "/io/berth/task/virsh.sh", "/io/berth/task/virsh-call.sh");

    private VirshCall() {
    }

    /** @param words of which those that mean a guest are its UUID, for a name could be taken for an id */
    public static Command of(String... words) {
        return CALL.with(words);
    }
}
