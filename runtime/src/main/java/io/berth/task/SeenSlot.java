package io.berth.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.api.TaskFailure;
import io.berth.model.Diff;
import io.berth.model.Image;
import io.berth.model.ImageName;
import io.berth.model.Redeploy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code observe.sh} saw of a slot.
 *
 * @param now the host's time, seconds since 1970
 * @param state of its domain; empty: there is none
 * @param record of its last redeploy; empty: there was none
 * @param holder who holds its lock; empty: nobody
 * @param release the one that the image's name means now, where its store is on this host; else what its cache here takes that for; empty: none
 * @param form how that one is kept: tree, archive, disk; empty: that is not known
 * @param shares the filesystem of its pool, if files of it can share blocks, or {@code thin} of a volume in a thin pool; else empty
 * @param alone whether its disk is there, and holds nothing but the one system
 * @param room whether its pool, or volume group, has room for a second disk
 * @param missing tools that are not installed
 */
record SeenSlot(long now, String state, JsonNode record, String holder, String release, String form, String shares, boolean alone,
                boolean room, List<String> missing) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SeenSlot parse(String lines) throws TaskFailure {
        long now = 0;
        String state = "";
        JsonNode record = JSON.createObjectNode();
        String holder = "";
        String release = "";
        String form = "";
        String shares = "";
        boolean alone = false;
        boolean room = false;
        List<String> missing = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            String rest = line.substring(line.indexOf(' ') + 1);
            switch (line.split(" ", 2)[0]) {
                case "now" -> now = Long.parseLong(rest);
                case "state" -> state = rest;
                case "slot" -> record = read(rest);
                case "holder" -> holder = rest;
                case "release" -> release = rest;
                case "form" -> form = rest;
                case "shares" -> shares = rest;
                case "alone" -> alone = true;
                case "beside" -> room = true;
                case "missing" -> missing.add(rest.split(" ")[0]);
                default -> { }
            }
        }
        return new SeenSlot(now, state, record, holder, release, form, shares, alone, room, missing);
    }

    static JsonNode read(String json) throws TaskFailure {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new TaskFailure("the slot's record on its host cannot be read: " + e.getOriginalMessage(),
                    "remove it: it lies below " + SlotScript.STATE_DIR + "/slots");
        }
    }

    /**
     * {@code redeploy from debian12 by rsync (was: debian12, 3 days ago; running, will be shut down)}; of an image with releases
     * {@code redeploy debian12@2026-11-20-0a1b2c3d4e5f → debian12@stable by rsync (3 days ago; running, will be shut down)}.
     *
     * @param why this strategy; empty: the playbook says it
     * @param here whether the image's store is on this host
     */
    String summary(Redeploy redeploy, Image image, String why, boolean here) {
        List<String> notes = new ArrayList<>();
        notes.add(was(image));
        if (!here && !release.isEmpty()) {
            String wanted = wanted(redeploy);
            notes.add("from this host's cache" + (release.equals(wanted) ? "" : " if " + wanted + " is still " + release));
        }
        if (!why.isEmpty()) {
            notes.add(why);
        }
        if (!state.isEmpty()) {
            notes.add(state.equals("shut off") ? state : state + ", will be shut down");
        }
        String identity = new IdentityText(redeploy.identity()).summary();
        if (!identity.isEmpty()) {
            notes.add(identity);
        }
        if (redeploy.verify() == Redeploy.Verify.FULL) {
            notes.add("all of it is read before");
        }
        if (redeploy.tried()) {
            notes.add("booted to see whether it becomes ready, then off again");
        }
        String inserts = inserts(redeploy);
        if (!inserts.isEmpty()) {
            notes.add(inserts);
        }
        if (!holder.isEmpty()) {
            notes.add("locked by " + holder);
        }
        if (!missing.isEmpty()) {
            notes.add("not installed: " + String.join(", ", missing));
        }
        return "redeploy " + becomes(redeploy, image, here) + " by " + Strategies.name(redeploy.by())
                + " (" + String.join("; ", notes) + ")";
    }

    /** What is laid over it, and whether that is not what was; empty: nothing. */
    private String inserts(Redeploy redeploy) {
        Overlays overlays = Overlays.of(redeploy.inserts());
        String before = record.path("inserts").asText();
        if (redeploy.inserts().isEmpty()) {
            return before.isEmpty() ? "" : "nothing is laid over it any more";
        }
        try {
            boolean same = overlays.digest().equals(before);
            return "lays over it " + overlays.names() + (same || !isThere() ? "" : before.isEmpty() ? ", which is new" : ", which has changed");
        } catch (TaskFailure e) {
            return e.getMessage();
        }
    }

    /** Who the system was by its record, and who it will be, where that is not the same. */
    List<Diff> identity(Redeploy redeploy) throws TaskFailure {
        String hostname = record.path("hostname").asText();
        String before = hostname.isEmpty() ? "" : identity(hostname, record.path("identity").asText().lines().toList());
        String after = identity(redeploy.hostname(), new IdentityText(redeploy.identity()).shown());
        return before.equals(after) ? List.of() : List.of(new Diff("identity of " + redeploy.slot().name(), before, after));
    }

    private static String identity(String hostname, List<String> lines) {
        return Stream.concat(Stream.of("host name: " + hostname), lines.stream()).map(line -> line + "\n").collect(Collectors.joining());
    }

    private String becomes(Redeploy redeploy, Image image, boolean here) {
        if (!image.released()) {
            return "from " + redeploy.image();
        }
        ImageName target = new ImageName(image.name(), release.isEmpty() || !here || redeploy.tried() ? wanted(redeploy) : release);
        return isThere() ? on() + " → " + target : "to " + target;
    }

    private static String wanted(Redeploy redeploy) {
        String said = ImageName.of(redeploy.image()).release();
        return said.isEmpty() ? ImageName.STABLE : said;
    }

    /** Whether its guest has to be shut down. */
    boolean runs() {
        return !state.isEmpty() && !state.equals("shut off");
    }

    /** Whether the slot has a whole system. */
    boolean isThere() {
        return record.path("result").asText().equals("deployed");
    }

    /** What the slot has, whole or half. */
    ImageName on() {
        return new ImageName(record.path("image").asText(), record.path("release").asText());
    }

    private String was(Image image) {
        if (on().image().isEmpty()) {
            return "new";
        }
        String age = Ago.told(Duration.ofSeconds(Math.max(0, now - record.path("epoch").asLong())));
        if (!isThere()) {
            return "half copied: " + on() + ", " + age;
        }
        return image.released() ? age : "was: " + on() + ", " + age;
    }
}
