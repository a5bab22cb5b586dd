package io.berth.task;

import io.berth.model.Size;
import java.util.HashMap;
import java.util.Map;

/**
 * A guest's disk as {@code guest/disk-look.sh} found it.
 *
 * @param type {@code absent}, {@code file}, {@code block} or {@code other}
 * @param size as the guest sees it; zero where there is none
 * @param qcow2 whether it begins as a qcow2 file does
 */
record SeenGuestDisk(String type, Size size, boolean qcow2) {

    /** @throws IllegalArgumentException if it was cut off */
    static SeenGuestDisk parse(String out) {
        Map<String, String> said = new HashMap<>();
        out.lines().forEach(line -> said.put(line.substring(0, Math.max(0, line.indexOf('='))), line.substring(line.indexOf('=') + 1)));
        String size = said.getOrDefault("size", "0");
        if (!said.containsKey("type") || !size.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("it was cut off");
        }
        return new SeenGuestDisk(said.get("type"), new Size(Long.parseLong(size)), said.getOrDefault("magic", "").equals("qcow2"));
    }

    boolean isThere() {
        return !type.equals("absent");
    }
}
