package io.berth.model;

import java.time.Duration;
import java.util.List;

/**
 * One redeploy of a slot.
 *
 * @param image name of the image; the slot's own unless the play says another
 * @param shutdownWithin how long the running guest has to shut down by itself
 * @param onTimeout what is done when it has not
 * @param identity who the system is; it has a host name
 * @param start whether the guest is started afterwards
 * @param sshWithin how long the started guest has until its ssh answers with its new host key; zero: not waited for
 * @param checks what else must hold for it to be ready
 * @param onFailure what becomes of a system that does not become ready
 * @param inserts absolute paths of directories and archives of the controller that are laid over the tree, one after another
 * @param verify how it is made sure, before anything of the slot's is changed, that the release is what it was when it was made
 * @param tried whether the started guest is only to show whether it becomes ready: it is shut down again, whatever comes of it
 */
public record Redeploy(Slot slot, String image, Strategy by, Duration shutdownWithin, OnTimeout onTimeout,
                       Identity identity, boolean start, Duration sshWithin, Checks checks, OnFailure onFailure, List<String> inserts, Verify verify, boolean tried) {

    public Redeploy {
        inserts = List.copyOf(inserts);
    }

    /** How the new system gets onto the slot's disk; {@code AUTO}: in the way that takes least of the guest's time, as the slot's storage allows it. */
    public enum Strategy { RSYNC, TAR, STAGED, SNAPSHOT, OVERLAY, BLOCK, AUTO }

    /** A guest about to be overwritten loses nothing by being stopped hard, hence the default. */
    public enum OnTimeout { DESTROY, FAIL }

    /** {@code LISTED}: by names and metadata of what it has, as far as its record has them; {@code FULL}: by its digest, all of it is read. */
    public enum Verify { LISTED, FULL }

    /** {@code ROLLBACK}: what was there before is put back and started. */
    public enum OnFailure { LEAVE, ROLLBACK }

    /**
     * What must hold of a started guest beside that its ssh answers.
     *
     * @param agent how long its agent has until it answers; zero: not waited for
     * @param port at which something must answer within {@code portWithin}; 0: none
     * @param command of a shell on the slot's host, with the guest's {@code $ADDRESS}, that must end well within {@code commandWithin}; empty: none
     */
    public record Checks(Duration agent, int port, Duration portWithin, String command, Duration commandWithin) {

        public static final Checks NONE = new Checks(Duration.ZERO, 0, Duration.ZERO, "", Duration.ZERO);

        /** Whether nothing is waited for. */
        public boolean none() {
            return agent.isZero() && port == 0 && command.isEmpty();
        }
    }

    /** One whose guest runs afterwards, where it is started. */
    public Redeploy(Slot slot, String image, Strategy by, Duration shutdownWithin, OnTimeout onTimeout, Identity identity, boolean start, Duration sshWithin,
                    Checks checks, OnFailure onFailure, List<String> inserts) {
        this(slot, image, by, shutdownWithin, onTimeout, identity, start, sshWithin, checks, onFailure, inserts, Verify.LISTED, false);
    }

    /** One that lays nothing over the tree. */
    public Redeploy(Slot slot, String image, Strategy by, Duration shutdownWithin, OnTimeout onTimeout, Identity identity, boolean start, Duration sshWithin,
                    Checks checks, OnFailure onFailure) {
        this(slot, image, by, shutdownWithin, onTimeout, identity, start, sshWithin, checks, onFailure, List.of());
    }

    /** One that gives the system no more than a name, and whose ssh alone tells that it is ready. */
    public Redeploy(Slot slot, String image, Strategy by, Duration shutdownWithin, OnTimeout onTimeout, String hostname, boolean start, Duration sshWithin) {
        this(slot, image, by, shutdownWithin, onTimeout, Identity.named(hostname), start, sshWithin, Checks.NONE, OnFailure.LEAVE);
    }

    /** The same in another way. */
    public Redeploy by(Strategy other) {
        return new Redeploy(slot, image, other, shutdownWithin, onTimeout, identity, start, sshWithin, checks, onFailure, inserts, verify, tried);
    }

    /** The same with another image. */
    public Redeploy of(String other) {
        return new Redeploy(slot, other, by, shutdownWithin, onTimeout, identity, start, sshWithin, checks, onFailure, inserts, verify, tried);
    }

    /** The name the system gets. */
    public String hostname() {
        return identity.hostname();
    }
}
