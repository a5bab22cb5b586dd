package io.berth.cluster;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.Lease;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;

/**
 * The networks of a host, as it answered one look.
 *
 * @param leases those that libvirt's dnsmasq has given, of all of them
 */
public record SeenNetworks(List<FoundNetwork> networks, List<Lease> leases) {

    /** The look: changes nothing. */
    public static final Command LOOK = Script.of(SeenNetworks.class, "/io/berth/task/virsh.sh", "networks.sh").with();

    public SeenNetworks {
        networks = List.copyOf(networks);
        leases = List.copyOf(leases);
    }

    /** @throws TaskFailure if libvirt does not answer, or the answer cannot be read */
    public static SeenNetworks of(Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("libvirt does not answer", LOOK, answer, "look whether libvirtd runs there: virsh -c qemu:///system list");
        }
        try {
            return new SeenNetworks(FoundNetwork.all(answer.out()), Lease.all(answer.out()));
        } catch (IllegalArgumentException e) {
            throw new TaskFailure("libvirt's answer cannot be read: " + e.getMessage(), "run it again");
        }
    }
}
