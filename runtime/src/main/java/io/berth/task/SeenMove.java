package io.berth.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.api.CommandFailure;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one of the two hosts of a move tells by {@code migrate/look.sh} or {@code migrate/place.sh}.
 *
 * @param out the record of a move from here that was cut off, by its keys
 * @param in the same of one to here
 * @param cpu a digest of what guests see of its processors
 * @param files by path, those that are there
 * @param chains qemu-img's answers, from the disk down to the last file below it
 * @param rooms by directory; of one that is missing there is none
 * @param lacks what it says that it has not: {@code nobridge}, {@code nocpu}, {@code nomachine}, and what is said of it
 * @param checkpoints how many libvirt knows of the guest
 */
record SeenMove(Optional<Map<String, String>> out, Optional<Map<String, String>> in, String cpu, Map<String, File> files, List<List<Layer>> chains,
                Map<String, Room> rooms, Map<String, String> lacks, int checkpoints) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A file or device.
     *
     * @param identity what two hosts tell alike if it is one that both have; {@code -}: that cannot be told
     * @param bytes that it takes; of a device 0
     */
    record File(boolean device, String identity, long bytes) { }

    /**
     * One file of a disk.
     *
     * @param size of the disk in it, bytes
     * @param snapshots how many it has inside
     */
    record Layer(String path, String format, long size, int snapshots) { }

    /** @param filesystem its device */
    record Room(long bytes, String filesystem) { }

    /** @throws TaskFailure if the host could not look */
    static SeenMove of(String host, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("host " + host + " cannot be looked at", Command.of("look.sh"), answer, "look whether libvirtd runs there");
        }
        Optional<Map<String, String>> out = Optional.empty();
        Optional<Map<String, String>> in = Optional.empty();
        String cpu = "";
        int checkpoints = 0;
        Map<String, File> files = new LinkedHashMap<>();
        List<List<Layer>> chains = new ArrayList<>();
        Map<String, Room> rooms = new LinkedHashMap<>();
        Map<String, String> lacks = new LinkedHashMap<>();
        for (String line : answer.out().lines().toList()) {
            String rest = line.substring(line.indexOf(' ') + 1);
            String word = line.split(" ", 2)[0];
            switch (word) {
                case "record" -> {
                    Optional<Map<String, String>> record = Optional.of(record(rest.split(" ", 2)[1]));
                    out = rest.startsWith("out ") ? record : out;
                    in = rest.startsWith("in ") ? record : in;
                }
                case "hostcpu" -> cpu = rest;
                case "checkpoints" -> checkpoints = Integer.parseInt(rest);
                case "file" -> {
                    String[] words = rest.split(" ", 7);
                    files.put(words[6], new File(false, String.join(" ", words[0], words[1], words[4], words[5]), Long.parseLong(words[2]) * Long.parseLong(words[3])));
                }
                case "device" -> files.put(rest.split(" ", 2)[1], new File(true, rest.split(" ", 2)[0], 0));
                case "image" -> chains.add(chain(rest));
                case "room" -> {
                    String[] words = rest.split(" ", 3);
                    rooms.put(words[2], new Room(Long.parseLong(words[0]), words[1]));
                }
                case "nobridge" -> lacks.merge(word, rest, (one, other) -> one + ", " + other);
                case "nocpu", "nomachine" -> lacks.put(word, rest);
                default -> { }
            }
        }
        return new SeenMove(out, in, cpu, files, chains, rooms, lacks, checkpoints);
    }

    /** The lines of a record, by their first words. */
    private static Map<String, String> record(String packed) {
        Map<String, String> record = new LinkedHashMap<>();
        new String(Base64.getDecoder().decode(packed), StandardCharsets.UTF_8).lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            record.put(words[0], words.length < 2 ? "" : words[1]);
        });
        return record;
    }

    private static List<Layer> chain(String packed) throws TaskFailure {
        List<Layer> chain = new ArrayList<>();
        try {
            for (JsonNode layer : JSON.readTree(Base64.getDecoder().decode(packed))) {
                chain.add(new Layer(layer.path("filename").asText(), layer.path("format").asText(), layer.path("virtual-size").asLong(), layer.path("snapshots").size()));
            }
        } catch (IOException e) {
            throw new TaskFailure("what qemu-img tells cannot be read: " + e.getMessage(), "");
        }
        return chain;
    }

    /** The files of a disk, itself first; none: it could not be looked into. */
    List<Layer> layers(String disk) {
        return chains.stream().filter(chain -> !chain.isEmpty() && chain.get(0).path().equals(disk)).findFirst().orElse(List.of());
    }
}
