package io.berth.model;

/** One disk of a guest, as something that is made and grown. */
public record GuestVolume(Guest guest, String target) {

    public GuestDisk disk() {
        return guest.disk(target);
    }
}
