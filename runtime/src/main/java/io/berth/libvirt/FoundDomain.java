package io.berth.libvirt;

import java.util.List;

/**
 * A domain as a host has it.
 *
 * @param persistent whether it outlives being shut off
 * @param autostart whether libvirt starts it with its host
 * @param saved whether its memory is kept by libvirt, and goes on where it was when it is started
 * @param snapshots names of those that libvirt knows
 * @param live its definition as it runs; the stored one when it does not
 * @param stored its definition for the next boot
 * @param text the same as libvirt wrote it, with the comments in what others keep in its metadata
 */
public record FoundDomain(String name, String uuid, State state, boolean persistent, boolean autostart, boolean saved, List<String> snapshots,
                          Element live, Element stored, String text) {

    public FoundDomain {
        snapshots = List.copyOf(snapshots);
    }

    /** libvirt's states, in the words of its documentation. */
    public enum State {
        RUNNING, PAUSED, SHUTTING_DOWN, SHUT_OFF, CRASHED, SUSPENDED;

        /** @param word as {@code virsh dominfo} prints it */
        static State of(String word) {
            return switch (word) {
                case "running", "idle" -> RUNNING;
                case "paused" -> PAUSED;
                case "in shutdown" -> SHUTTING_DOWN;
                case "shut off" -> SHUT_OFF;
                case "crashed" -> CRASHED;
                case "pmsuspended" -> SUSPENDED;
                default -> throw new IllegalArgumentException("a domain state that is not known: " + word);
            };
        }
    }

    /**
     * Where the variables of its firmware are; empty: it has none. Of a guest whose definition leaves the firmware to libvirt they are where libvirt puts them, once it has
     * been started: the stored definition does not tell.
     */
    public String nvram() {
        String said = stored.textAt("os", "nvram").isEmpty() ? live.textAt("os", "nvram") : stored.textAt("os", "nvram");
        return said.isEmpty() && stored.attributeOf("os", "firmware").equals("efi") ? "/var/lib/libvirt/qemu/nvram/" + name + "_VARS.fd" : said;
    }

    /** Its definition for the next boot, to be written with little of it changed. */
    public WrittenXml written() {
        try {
            return WrittenXml.of(text);
        } catch (XmlError e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    /** Whether it has a process that holds its disks open. */
    public boolean active() {
        return state != State.SHUT_OFF && state != State.CRASHED;
    }

    /** Absolute paths of the files and devices that it alone writes to after its next boot. */
    public List<String> disks() {
        return List.copyOf(Claims.of(stored).writes());
    }

    /** Likewise, but marked shareable. */
    public List<String> sharedDisks() {
        return List.copyOf(Claims.of(stored).shares());
    }

    /** MACs of its interfaces after its next boot, lower case. */
    public List<String> macs() {
        return List.copyOf(Claims.of(stored).macs());
    }
}
