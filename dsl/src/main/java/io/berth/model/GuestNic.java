package io.berth.model;

/**
 * A network card of a guest.
 *
 * @param network name of its network; empty: it is on a bridge
 * @param bridge name of a bridge of the host; empty: it is in a network
 * @param mac {@code 52:54:00:xx:xx:xx}; lower case
 * @param derived whether the address is made from the name, and a card that is there already keeps its own
 * @param model as QEMU calls it: {@code virtio}, {@code e1000e}
 * @param address fixed IPv4 address, with or without a prefix; empty: DHCP
 */
public record GuestNic(String network, String bridge, String mac, boolean derived, String model, String address) {
}
