package io.berth.cluster;

import io.berth.libvirt.FoundDomain;
import java.util.Optional;

/**
 * A guest as a host has it: libvirt's, or a program that somebody runs without libvirt. At least one of the two is there.
 *
 * @param host name of its host
 * @param name of a program without a name {@code qemu-} and its process id
 * @param domain empty: libvirt does not know it
 * @param process empty: it does not run
 */
public record SeenGuest(String host, String name, Optional<FoundDomain> domain, Optional<QemuProcess> process) {

    /** Whether it was started without libvirt. */
    public boolean raw() {
        return domain.isEmpty();
    }

    /** Whether a program of it holds its disks open, or might: what libvirt takes for active counts, too. */
    public boolean active() {
        return process.isPresent() || domain.map(FoundDomain::active).orElse(false);
    }

    /** In libvirt's words; of one without libvirt {@code running}. */
    public String state() {
        return domain.map(found -> switch (found.state()) {
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case SHUTTING_DOWN -> "in shutdown";
            case SHUT_OFF -> "shut off";
            case CRASHED -> "crashed";
            case SUSPENDED -> "pmsuspended";
        }).orElse("running");
    }
}
