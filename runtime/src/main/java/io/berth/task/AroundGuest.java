package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Element;
import io.berth.libvirt.Xml;
import io.berth.libvirt.XmlError;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is around a guest beside its definition.
 *
 * @param snapshots by name, parents before their children
 * @param current the snapshot that it is at; empty: none
 * @param saved whether libvirt keeps its memory
 * @param over by the path of a file what lies over it
 * @param left paths that a run which was killed has put on record for the guest
 * @param libvirt version of the daemon: {@code 9.0.0}
 */
public record AroundGuest(Map<String, Element> snapshots, String current, boolean saved, Map<String, String> over, List<String> left, String libvirt) {

    static final Script LOOK = Making.looking("around.sh");

    /** Asks for it. */
    public static Command question(String guest) {
        return LOOK.with(SlotScript.STATE_DIR, guest);
    }

    /** @throws TaskFailure if the answer cannot be read */
    public static AroundGuest of(Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("libvirt does not tell what is around the guest", Command.of("around.sh"), answer, "look whether libvirtd runs there");
        }
        Map<String, Element> snapshots = new LinkedHashMap<>();
        Map<String, String> over = new LinkedHashMap<>();
        String current = "";
        String libvirt = "";
        String last = "";
        boolean saved = false;
        List<String> left = new ArrayList<>();
        for (String line : answer.out().lines().toList()) {
            String value = line.substring(Math.min(line.length(), line.indexOf(' ') + 1));
            switch (line.split(" ", 2)[0]) {
                case "snapshot", "base" -> last = value;
                case "xml" -> snapshots.put(last, xml(value));
                case "of" -> over.put(last, value);
                case "current" -> current = value;
                case "libvirt" -> libvirt = value.strip();
                case "left" -> left.add(value);
                case "saved" -> saved = true;
                default -> { }
            }
        }
        return new AroundGuest(snapshots, current, saved, over, left, libvirt);
    }

    private static Element xml(String base64) throws TaskFailure {
        try {
            return Xml.parse(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (XmlError | IllegalArgumentException e) {
            throw new TaskFailure("a snapshot's definition cannot be read: " + e.getMessage(), "run it again");
        }
    }

    /** Whether a part of a snapshot is a file of its own, beside the disk. */
    static boolean external(Element snapshot) {
        return snapshot.attributeOf("memory", "snapshot").equals("external")
                || snapshot.at("disks", "disk").anyMatch(disk -> disk.attribute("snapshot").equals("external"));
    }

    /** Where it is kept: {@code inside} the disks, or {@code beside} them. */
    public static String kept(Element snapshot) {
        return external(snapshot) ? "beside" : "inside";
    }

    /** What lies over a file. */
    Optional<String> over(String path) {
        return Optional.ofNullable(over.get(path));
    }

    /** Whether libvirt is at least of this version. */
    boolean since(int major, int minor) {
        String[] parts = libvirt.split("\\.");
        try {
            int has = Integer.parseInt(parts[0]);
            return has > major || has == major && parts.length > 1 && Integer.parseInt(parts[1]) >= minor;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
