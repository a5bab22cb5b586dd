package io.berth.model;

import java.util.List;

/**
 * What cloud-init does at the first boot of a guest; it finds it on a volume of its own.
 *
 * @param hostname the system's name
 * @param packages names of packages that it installs
 * @param commands lines for a shell, run as root, one after another, at the end of the first boot
 * @param cards how the system reaches its networks; none: by DHCP
 * @param timezone {@code Europe/Berlin}; empty: the image's
 */
public record GuestSeed(Medium medium, String hostname, List<CloudUser> users, List<String> packages, List<String> commands, List<Identity.Card> cards, String timezone) {

    public static final GuestSeed NONE = new GuestSeed(Medium.NONE, "", List.of(), List.of(), List.of(), List.of(), "");

    /** As what the volume is made; {@code NONE}: there is none. */
    public enum Medium { NONE, ISO, VFAT }

    public GuestSeed {
        users = List.copyOf(users);
        packages = List.copyOf(packages);
        commands = List.copyOf(commands);
        cards = List.copyOf(cards);
    }

    public boolean isMade() {
        return medium != Medium.NONE;
    }
}
