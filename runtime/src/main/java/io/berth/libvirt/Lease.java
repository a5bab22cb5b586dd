package io.berth.libvirt;

import java.util.ArrayList;
import java.util.List;

/**
 * An address that libvirt's dnsmasq has given to a guest.
 *
 * @param network UUID of the network
 * @param until when it ends, in the host's time: {@code 2026-11-21 12:00:00}
 * @param address without the prefix length
 * @param name as the guest calls itself; empty: it says none
 */
public record Lease(String network, String until, String mac, String address, String name) {

    /** Fields of a line of {@code net-dhcp-leases}: date, time, MAC, protocol, address, name, client. */
    private static final int FIELDS = 7;

    /**
     * All leases of a host.
     *
     * @param out what {@code networks.sh} printed
     * @throws IllegalArgumentException if it was cut off
     */
    public static List<Lease> all(String out) {
        List<Lease> leases = new ArrayList<>();
        Listing.parse(out).byUuid().forEach((uuid, said) -> said.getOrDefault("leases", "").lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length >= FIELDS && fields[4].contains("/"))
                .map(fields -> new Lease(uuid, fields[0] + " " + fields[1], fields[2], fields[4].substring(0, fields[4].indexOf('/')), fields[5].equals("-") ? "" : fields[5]))
                .forEach(leases::add));
        return leases;
    }
}
