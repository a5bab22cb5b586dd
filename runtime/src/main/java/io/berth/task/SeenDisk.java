package io.berth.task;

import io.berth.model.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code disk.sh} saw of a slot's disk.
 *
 * @param type {@code absent}, {@code file}, {@code block}, or {@code other}
 * @param signatures kinds of what is on it, as wipefs calls them; empty: nothing is
 * @param table kind of its partition table; empty: it has none
 * @param filesystem what the system's partition holds; empty: nothing; not there: there is no such partition
 * @param swap what its swap holds: {@code swap}; {@code absent} of a device that is not there; empty: nothing
 * @param taken who of its host has a device or a part of it; empty: nobody
 * @param volume whether libvirt knows the file
 * @param group of a volume: how much is free in its group; not there: there is no such group
 * @param extent what volumes of the group are a multiple of
 * @param inactive volumes that are there, and not to be used as they are
 * @param aside whether a run that ended early has left the slot's own volume under another name
 */
record SeenDisk(String type, Size size, String signatures, String table, Optional<String> filesystem, String swap, String taken,
                String swapTaken, boolean volume, Optional<Size> group, long extent, List<String> inactive,
                boolean aside) {

    static SeenDisk parse(String lines) {
        Map<String, String> values = new HashMap<>();
        List<String> inactive = new ArrayList<>();
        lines.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (line.startsWith("inactive=")) {
                inactive.add(line.substring(equals + 1));
            } else if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return new SeenDisk(values.getOrDefault("type", ""), new Size(number(values, "size")), values.getOrDefault("signatures", ""),
                values.getOrDefault("table", ""), Optional.ofNullable(values.get("start")).map(start -> values.getOrDefault("filesystem", "")),
                values.getOrDefault("swap", ""), values.getOrDefault("taken", ""), values.getOrDefault("swapTaken", ""),
                values.getOrDefault("volume", "").equals("yes"), Optional.ofNullable(values.get("free")).map(free -> new Size(Long.parseLong(free))),
                number(values, "extent"), inactive, values.containsKey("aside"));
    }

    private static long number(Map<String, String> values, String key) {
        return Long.parseLong(values.getOrDefault(key, "0"));
    }
}
