package io.berth.task;

import io.berth.api.Script;
import io.berth.model.Command;
import java.util.List;

/**
 * What a host keeps of moves: a record of each that has not ended, and which guests a drain has taken from it.
 *
 * @param guest its name
 * @param from the host that it leaves
 * @param to where it goes, or a drain has brought it
 * @param drained whether it is a drain's
 * @param uuid of the guest
 */
public record MoveRecords(String guest, String from, String to, boolean drained, String uuid) {

    /** Asks a host for all of them; changes nothing. */
    public static final Command LOOK = Script.of(MoveRecords.class, "migrate/records.sh").with(SlotScript.STATE_DIR);

    /** @param out what that printed */
    public static List<MoveRecords> of(String out) {
        return out.lines().map(line -> line.split(" ")).filter(words -> words.length == 5)
                .map(words -> new MoveRecords(words[2], words[3], words[4], words[0].equals("drained"), words[1])).toList();
    }
}
