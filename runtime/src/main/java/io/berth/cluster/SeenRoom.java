package io.berth.cluster;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a host has room for beside memory and processors.
 *
 * @param pools free bytes of the pools that were asked for, by name
 * @param groups free bytes of its LVM volume groups, by name
 * @param networks of libvirt that are active
 * @param bridges all of the host
 * @param there paths that were asked for and are
 */
public record SeenRoom(Map<String, Size> pools, Map<String, Size> groups, Set<String> networks, Set<String> bridges, Set<String> there) {

    public static final SeenRoom NONE = new SeenRoom(Map.of(), Map.of(), Set.of(), Set.of(), Set.of());

    private static final Script LOOK = Script.of(SeenRoom.class, "/io/berth/task/virsh.sh", "room.sh");

    /**
     * The look: changes nothing.
     *
     * @param pools their directories, by name
     * @param paths that may be there
     */
    public static Command look(Map<String, String> pools, Collection<String> paths) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(pools.size())));
        pools.forEach((name, dir) -> arguments.addAll(List.of(name, dir)));
        arguments.addAll(paths);
        return LOOK.with(arguments);
    }

    /** @throws TaskFailure if the host could not tell */
    public static SeenRoom of(String host, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("host " + host + " does not tell what it has room for", Command.of("room.sh"), answer, "");
        }
        Map<String, Size> pools = new LinkedHashMap<>();
        Map<String, Size> groups = new LinkedHashMap<>();
        Set<String> networks = new LinkedHashSet<>();
        Set<String> bridges = new LinkedHashSet<>();
        Set<String> there = new LinkedHashSet<>();
        for (String line : answer.out().lines().toList()) {
            String[] words = line.split(" ", 2);
            String rest = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "pool" -> amount(rest, pools);
                case "group" -> amount(rest, groups);
                case "network" -> networks.add(rest);
                case "bridge" -> bridges.add(rest);
                case "there" -> there.add(rest);
                default -> { }
            }
        }
        return new SeenRoom(pools, groups, networks, bridges, there);
    }

    private static void amount(String text, Map<String, Size> into) {
        String[] words = text.split(" ", 2);
        if (words.length == 2 && words[0].matches("[0-9]{1,18}")) {
            into.put(words[1], new Size(Long.parseLong(words[0])));
        }
    }
}
