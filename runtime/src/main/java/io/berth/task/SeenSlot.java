package io.berth.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.api.TaskFailure;
import io.berth.model.Redeploy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code observe.sh} saw of a slot.
 *
 * @param now the host's time, seconds since 1970
 * @param state of its domain; empty: there is none
 * @param record of its last redeploy; empty: there was none
 * @param holder who holds its lock; empty: nobody
 * @param missing tools that are not installed
 */
record SeenSlot(long now, String state, JsonNode record, String holder, List<String> missing) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SeenSlot parse(String lines) throws TaskFailure {
        long now = 0;
        String state = "";
        JsonNode record = JSON.createObjectNode();
        String holder = "";
        List<String> missing = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            String rest = line.substring(line.indexOf(' ') + 1);
            switch (line.split(" ", 2)[0]) {
                case "now" -> now = Long.parseLong(rest);
                case "state" -> state = rest;
                case "slot" -> record = read(rest);
                case "holder" -> holder = rest;
                case "missing" -> missing.add(rest.split(" ")[0]);
                default -> { }
            }
        }
        return new SeenSlot(now, state, record, holder, missing);
    }

    static JsonNode read(String json) throws TaskFailure {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new TaskFailure("the slot's record on its host cannot be read: " + e.getOriginalMessage(),
                    "remove it: it lies below " + SlotScript.STATE_DIR + "/slots");
        }
    }

    /** {@code redeploy from debian12 by rsync (was: debian12, 3 days ago; running, will be shut down)}. */
    String summary(Redeploy redeploy) {
        List<String> notes = new ArrayList<>();
        notes.add(was());
        if (!state.isEmpty()) {
            notes.add(state.equals("shut off") ? state : state + ", will be shut down");
        }
        if (!holder.isEmpty()) {
            notes.add("locked by " + holder);
        }
        if (!missing.isEmpty()) {
            notes.add("not installed: " + String.join(", ", missing));
        }
        return "redeploy from " + redeploy.image() + " by " + redeploy.by().name().toLowerCase(Locale.ROOT)
                + " (" + String.join("; ", notes) + ")";
    }

    private String was() {
        if (record.path("image").asText().isEmpty()) {
            return "new";
        }
        Duration age = Duration.ofSeconds(Math.max(0, now - record.path("epoch").asLong()));
        String what = record.path("image").asText() + ", " + Ago.told(age);
        return record.path("result").asText().equals("deployed") ? "was: " + what : "half copied: " + what;
    }
}
