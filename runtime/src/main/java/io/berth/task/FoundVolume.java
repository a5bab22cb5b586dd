package io.berth.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.api.CommandFailure;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Size;
import java.io.IOException;

/**
 * A volume or an image file of a host, by what it holds.
 *
 * @param format as QEMU detects it
 * @param size that a guest sees
 * @param base path of what it lies over; empty: nothing
 */
record FoundVolume(String path, String format, Size size, String base) {

    private static final Script INSPECT = Script.of(FoundVolume.class, "virsh.sh", "guest/inspect.sh");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param said {@code POOL/VOLUME}, or an absolute path */
    static Command question(String said) {
        int slash = said.indexOf('/');
        if (slash <= 0) {
            return INSPECT.with("", said);
        }
        return INSPECT.with(said.substring(0, slash), said.substring(slash + 1));
    }

    /** What asks for the paths of all that is in a pool, a line each. */
    static Command all(String pool) {
        return INSPECT.with(pool, "");
    }

    /** Says what is wrong with how one is named. */
    static Wrong wrong(Wrong wrong, String word, String said) {
        return wrong.unlessLine(word, said).when(!said.matches("/.+|[^-/][^/]*/[^-].*"), "'" + word + "' is a path from the root on, or POOL/VOLUME, not '" + said + "'");
    }

    static FoundVolume of(String said, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure(said + " cannot be looked at", Command.of("qemu-img", "info", said), answer, "berth virsh tells what is there: pool-list, vol-list POOL");
        }
        int end = answer.out().indexOf('\n');
        try {
            JsonNode told = JSON.readTree(answer.out().substring(end + 1));
            if (!told.path("format").isTextual()) {
                throw new IOException("it tells no format");
            }
            String base = told.path("full-backing-filename").asText(told.path("backing-filename").asText());
            return new FoundVolume(answer.out().substring(0, end), told.path("format").asText(), new Size(told.path("virtual-size").asLong()), base);
        } catch (IOException e) {
            throw new TaskFailure("what QEMU tells of " + said + " cannot be read: " + e.getMessage(), "");
        }
    }

    /**
     * A guest that once had it as raw can have written anything into its head: what such a head names is not followed out of the places for disks.
     *
     * @param places directories of the host's pools
     */
    FoundVolume wholeOrWithin(java.util.Collection<String> places) throws Refusal {
        if (!base.isEmpty() && places.stream().noneMatch(place -> HostPath.plain(base).startsWith(HostPath.in(HostPath.plain(place), "")))) {
            throw new Refusal(path + " says that it lies over " + base + ", which is in no pool of the host", "if that is so, make a pool of its directory; else a guest has written that");
        }
        return this;
    }
}
