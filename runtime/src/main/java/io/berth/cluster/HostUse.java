package io.berth.cluster;

import io.berth.model.Size;

/**
 * What a host has, and what its guests take of it.
 *
 * @param running what those that run have
 * @param defined what all have that libvirt knows, running or not, and those that run without it
 * @param free memory that another guest can have: what is available, without what running guests were promised and have not touched yet
 */
public record HostUse(String host, Size memory, int cpus, Amount running, Amount defined, Size free) {

    /** Memory and processors of some guests. */
    public record Amount(int guests, Size memory, int vcpus) {

        Amount and(GuestClaims guest) {
            return new Amount(guests + 1, new Size(memory.bytes() + guest.memory().bytes()), vcpus + guest.vcpus());
        }
    }

    private static final Amount NOTHING = new Amount(0, new Size(0), 0);

    public static HostUse of(SeenHost host) {
        Amount running = NOTHING;
        Amount defined = NOTHING;
        long promised = 0;
        for (SeenGuest guest : host.guests()) {
            GuestClaims claims = GuestClaims.of(guest);
            defined = defined.and(claims);
            if (guest.active()) {
                running = running.and(claims);
                promised += Running.of(guest, SeenPlaces.NONE).unused().bytes();
            }
        }
        return new HostUse(host.name(), host.memory(), host.cpus(), running, defined, new Size(Math.max(0, host.available().bytes() - promised)));
    }
}
