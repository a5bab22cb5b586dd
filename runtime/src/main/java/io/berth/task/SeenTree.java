package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.List;

/** All that is below a directory, as {@code file/tree.sh} tells: how many there are of the same type, mode, owner and group. */
final class SeenTree {

    private static final int TYPE = 0xF000;
    private static final int DIRECTORY = 0x4000;
    private static final int LINK = 0xA000;

    private SeenTree() {
    }

    /** How many differ in what: {@code 12 of mode 0600}. */
    static List<String> differences(String path, Ownership ownership, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("cannot look into " + path, Command.of("look into", path), answer, "");
        }
        List<String> all = new ArrayList<>();
        for (String line : answer.out().lines().toList()) {
            String[] seen = line.strip().split(" +");
            int raw = Integer.parseInt(seen[1], 16);
            int mode = raw & 07777;
            if ((raw & TYPE) != LINK && ownership.mode().of(mode, (raw & TYPE) == DIRECTORY) != mode) {
                all.add(seen[0] + " of mode " + Mode.octal(mode));
            }
            if (Ownership.differs(ownership.owner(), seen[4], seen[2])) {
                all.add(seen[0] + " of owner " + seen[4]);
            }
            if (Ownership.differs(ownership.group(), seen[5], seen[3])) {
                all.add(seen[0] + " of group " + seen[5]);
            }
        }
        return all;
    }
}
