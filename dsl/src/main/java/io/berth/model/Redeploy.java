package io.berth.model;

import java.time.Duration;

/**
 * One redeploy of a slot.
 *
 * @param image name of the image; the slot's own unless the play says another
 * @param shutdownWithin how long the running guest has to shut down by itself
 * @param onTimeout what is done when it has not
 * @param identity who the system is; it has a host name
 * @param start whether the guest is started afterwards
 * @param sshWithin how long the started guest has until its ssh answers with its new host key; zero: not waited for
 */
public record Redeploy(Slot slot, String image, Strategy by, Duration shutdownWithin, OnTimeout onTimeout,
                       Identity identity, boolean start, Duration sshWithin) {

    public enum Strategy { RSYNC, TAR }

    /** A guest about to be overwritten loses nothing by being stopped hard, hence the default. */
    public enum OnTimeout { DESTROY, FAIL }

    /** One that gives the system no more than a name. */
    public Redeploy(Slot slot, String image, Strategy by, Duration shutdownWithin, OnTimeout onTimeout, String hostname, boolean start, Duration sshWithin) {
        this(slot, image, by, shutdownWithin, onTimeout, Identity.named(hostname), start, sshWithin);
    }

    /** The name the system gets. */
    public String hostname() {
        return identity.hostname();
    }
}
