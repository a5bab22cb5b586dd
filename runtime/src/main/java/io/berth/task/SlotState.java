package io.berth.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.api.TaskFailure;
import io.berth.api.Script;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a slot stands on its host.
 *
 * @param domain its domain's state in libvirt's words; empty: it has none
 * @param holder who holds its lock; empty: nobody
 * @param mapped whether berth has its disk mapped
 * @param record of its last redeploy, as the host keeps it; an empty object: there was none
 * @param age seconds since that redeploy, by the host's clock
 */
public record SlotState(Slot slot, String domain, String holder, boolean mapped, JsonNode record, long age) {

    /** {@code LOCKED} while something works on it; {@code USED} while its guest is not off; else {@code FREE}. */
    public enum Use { FREE, USED, LOCKED }

    private static final ObjectMapper JSON = new ObjectMapper();
    static final Script LIST = SlotScript.of("slot/hold.sh", "slot/map.sh", "slot/list.sh");
    private static final String OFF = "shut off";
    /** By libvirt's numbers. */
    private static final List<String> DOMAIN_STATES =
            List.of("no state", "running", "idle", "paused", "in shutdown", OFF, "crashed", "pmsuspended");

    /** The command that asks a host for all of these slots, which are its own. */
    public static Command question(List<Slot> slots) {
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR));
        slots.forEach(slot -> arguments.add(slot.name()));
        return LIST.with(arguments);
    }

    /**
     * What it answered, in the order of the slots.
     *
     * @throws TaskFailure if it could not tell
     */
    public static List<SlotState> parse(List<Slot> slots, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            ScriptLines said = new ScriptLines();
            answer.out().lines().forEach(said::isOfFailure);
            throw new TaskFailure("the slots cannot be looked at: " + (said.failure().isEmpty() ? answer.err().strip() : said.failure()), said.next());
        }
        long now = 0;
        Map<String, Map<String, String>> seen = new LinkedHashMap<>();
        Map<String, String> current = Map.of();
        for (String line : answer.out().lines().toList()) {
            String kind = line.split(" ", 2)[0];
            String rest = line.substring(Math.min(line.length(), kind.length() + 1));
            switch (kind) {
                case "now" -> now = Long.parseLong(rest);
                case "slot" -> seen.put(rest, current = new LinkedHashMap<>());
                default -> current.put(kind, rest);
            }
        }
        List<SlotState> states = new ArrayList<>();
        for (Slot slot : slots) {
            states.add(of(slot, seen.getOrDefault(slot.name(), Map.of()), now));
        }
        return states;
    }

    private static SlotState of(Slot slot, Map<String, String> seen, long now) throws TaskFailure {
        JsonNode record = SeenSlot.read(seen.getOrDefault("record", "{}"));
        String domain = Optional.ofNullable(seen.get("state")).map(Integer::parseInt).map(DOMAIN_STATES::get).orElse("");
        return new SlotState(slot, domain, seen.getOrDefault("holder", ""), seen.containsKey("mapped"), record,
                Math.max(0, now - record.path("epoch").asLong(now)));
    }

    public Use use() {
        if (!holder.isEmpty()) {
            return Use.LOCKED;
        }
        return domain.isEmpty() || domain.equals(OFF) ? Use.FREE : Use.USED;
    }

    /** What a record of a redeploy says was deployed: {@code debian12@2026-11-21-3f2a9c01d4b2}; empty: nothing. */
    public static String imageOf(JsonNode record) {
        String release = record.path("release").asText();
        return record.path("image").asText() + (release.isEmpty() ? "" : "@" + release);
    }

    /** Why what is on it is not what the site says; empty: it is. */
    public String drift() {
        String image = record.path("image").asText();
        if (image.isEmpty()) {
            return slot.image().isEmpty() ? "" : "nothing deployed";
        }
        if (!record.path("result").asText().equals("deployed")) {
            return "the redeploy from " + image + " did not finish";
        }
        ImageName declared = ImageName.of(slot.image());
        if (!declared.image().isEmpty() && !declared.image().equals(ImageName.of(image).image())) {
            return "the site says " + declared;
        }
        Overlays inserts = Overlays.of(slot.inserts());
        try {
            return inserts.digest().equals(record.path("inserts").asText()) || slot.inserts().isEmpty() ? "" : "not laid over it as it is now: " + inserts.names();
        } catch (TaskFailure e) {
            return e.getMessage();
        }
    }

    /** The same as a JSON object on one line. */
    public String json() {
        var object = JSON.createObjectNode().put("slot", slot.name()).put("host", slot.host())
                .put("use", use().name().toLowerCase(Locale.ROOT)).put("domain", domain).put("holder", holder).put("mapped", mapped)
                .put("drift", drift());
        object.set("deployed", record);
        return object.toString();
    }
}
