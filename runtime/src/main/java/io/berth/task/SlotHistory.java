package io.berth.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * The redeploys of a slot as its host remembers them.
 *
 * @param redeploys records as the slot's own is, oldest first
 */
public record SlotHistory(String slot, List<JsonNode> redeploys) {

    private static final Script HISTORY = Script.of(SlotHistory.class, "slot/history.sh");

    public SlotHistory {
        redeploys = List.copyOf(redeploys);
    }

    /** The command that asks a host for all of these slots, which are its own. */
    public static Command question(List<Slot> slots) {
        List<String> arguments = new ArrayList<>(List.of(SlotScript.STATE_DIR));
        slots.forEach(slot -> arguments.add(slot.name()));
        return HISTORY.with(arguments);
    }

    /** @throws TaskFailure if the host could not tell, or what it keeps cannot be read */
    public static List<SlotHistory> parse(List<Slot> slots, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new TaskFailure("the histories of slots cannot be read: " + answer.err().strip(), "");
        }
        List<SlotHistory> all = new ArrayList<>();
        String slot = "";
        List<JsonNode> redeploys = new ArrayList<>();
        for (String line : answer.out().lines().toList()) {
            if (line.startsWith("{")) {
                redeploys.add(SeenSlot.read(line));
            } else {
                if (!slot.isEmpty()) {
                    all.add(new SlotHistory(slot, redeploys));
                }
                slot = line.substring("slot ".length());
                redeploys = new ArrayList<>();
            }
        }
        all.add(new SlotHistory(slot, redeploys));
        return all;
    }
}
