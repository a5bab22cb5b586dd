package io.berth.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies behind paths of a host, and what programs on it have open.
 *
 * @param byPath as they were asked for
 * @param opened by process id
 */
record SeenPlaces(Map<String, Place> byPath, Map<Long, List<Opened>> opened) {

    /**
     * A file or device that a program has open.
     *
     * @param writes whether it writes to it, too
     */
    record Opened(Place place, boolean writes) { }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Script PLACES = Script.of(SeenPlaces.class, "/io/berth/task/virsh.sh", "places.sh");
    static final SeenPlaces NONE = new SeenPlaces(Map.of(), Map.of());

    /** The look. Changes nothing. @param pids programs whose open files are asked for */
    static Command look(Collection<Long> pids, Collection<String> paths) {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.join(" ", pids.stream().map(String::valueOf).toList()));
        paths.stream().filter(path -> !Place.isRemote(path)).forEach(arguments::add);
        return PLACES.with(arguments);
    }

    /**
     * @param paths that were asked for
     * @throws TaskFailure if the answer cannot be read
     */
    static SeenPlaces of(String host, String boot, Collection<String> paths, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("host " + host + " does not tell what its guests' disks are", PLACES.with(), answer, "");
        }
        try {
            return new Reading(boot, answer.out()).places(paths);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new TaskFailure("what host " + host + " tells of its guests' disks cannot be read: " + e.getMessage(), "run it again");
        }
    }

    /** Words with NUL behind each: those of a kind, then its fields. */
    private static final class Reading {

        private record Open(long pid, boolean writes) { }

        private final String boot;
        private final Deque<String> words;
        private final List<String> names = new ArrayList<>();
        private final List<Open> open = new ArrayList<>();
        private final Map<String, String[]> files = new HashMap<>();
        private final Map<String, String[]> filesystems = new HashMap<>();
        private final Map<String, String> devices = new HashMap<>();
        private final Map<String, JsonNode> mounts = new HashMap<>();

        Reading(String boot, String out) throws JsonProcessingException {
            this.boot = boot;
            words = new ArrayDeque<>(List.of(out.split("\0", -1)));
            while (words.size() > 1) {
                String kind = words.remove();
                switch (kind) {
                    case "open" -> open.add(new Open(Long.parseLong(words.remove()), (Integer.parseInt(words.remove(), 8) & 3) == 2));
                    case "path" -> names.add(words.remove());
                    case "file" -> files.put(words.remove(), fields(6));
                    case "filesystem" -> filesystems.put(words.remove(), fields(2));
                    case "device" -> devices.put(words.remove(), words.remove());
                    case "mounts" -> JSON.readTree(words.remove()).path("filesystems").forEach(mount -> mounts.put(mount.path("target").asText(), mount));
                    default -> throw new IllegalArgumentException("'" + kind + "' is no word of it");
                }
            }
        }

        private String[] fields(int count) {
            String[] fields = new String[count];
            for (int i = 0; i < count; i++) {
                fields[i] = words.remove();
            }
            return fields;
        }

        SeenPlaces places(Collection<String> asked) {
            Map<String, Place> byPath = new LinkedHashMap<>();
            int next = 0;
            for (String path : asked) {
                byPath.put(path, Place.isRemote(path) ? Place.remote(path) : place(names.get(next++)));
            }
            Map<Long, List<Opened>> opened = new LinkedHashMap<>();
            for (Open one : open) {
                opened.computeIfAbsent(one.pid(), pid -> new ArrayList<>()).add(new Opened(place(names.get(next++)), one.writes()));
            }
            return new SeenPlaces(byPath, opened);
        }

        /** @param name without links */
        private Place place(String name) {
            String[] file = files.get(name);
            String[] filesystem = filesystems.getOrDefault(name, new String[] {"", ""});
            if (file == null) {
                return new Place(name, Place.Kind.NOTHING, boot, "", "", "", "", "", filesystem[1], "");
            }
            if (file[2].equals("block special file")) {
                return new Place(name, Place.Kind.DEVICE, boot, file[3], "", "", "", devices.getOrDefault(name, ""), "", "");
            }
            JsonNode mount = mounts.getOrDefault(file[5], JSON.createObjectNode());
            String born = file[4].startsWith("-") || file[4].equals("0") ? "" : file[4];
            String type = mount.path("fstype").asText("");
            return new Place(name, Place.Kind.FILE, boot, file[0], file[1], born, filesystem[0].matches("0*") ? "" : filesystem[0], mount.path("uuid").asText(""),
                    type.isEmpty() ? filesystem[1] : type, within(mount, file[5], name));
        }

        private static String within(JsonNode mount, String target, String name) {
            String source = mount.path("source").asText("");
            int bracket = source.indexOf('[');
            String device = bracket > 0 ? source.substring(0, bracket) : source;
            return device.isEmpty() || device.startsWith("/dev/") ? "" : device + "/" + name.substring(Math.min(name.length(), target.equals("/") ? 0 : target.length()));
        }
    }
}
