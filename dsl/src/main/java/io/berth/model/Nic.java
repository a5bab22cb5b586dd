package io.berth.model;

/**
 * A network interface of a slot.
 *
 * @param network name of the network
 * @param mac {@code 52:54:00:xx:xx:xx}, derived from the slot's name where the playbook gives none; lower case
 * @param address the guest's fixed IPv4 address; empty: DHCP
 */
public record Nic(String network, String mac, String address) {
}
