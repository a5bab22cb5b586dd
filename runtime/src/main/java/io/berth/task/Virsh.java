package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.FoundPool;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.function.Function;

/** Looking at a host's libvirt: the commands, the same for every task of a host, and what their answers say. */
final class Virsh {

    static final Command DOMAINS = script("domains.sh").with();
    static final Command POOLS = script("pools.sh").with();
    static final Command NETWORKS = script("networks.sh").with();

    private Virsh() {
    }

    static Script script(String file) {
        return Script.of(Virsh.class, "virsh.sh", file);
    }

    static Domains domains(Answer answer) throws TaskFailure {
        return read(DOMAINS, answer, Domains::parse);
    }

    static List<FoundNetwork> networks(Answer answer) throws TaskFailure {
        return read(NETWORKS, answer, FoundNetwork::all);
    }

    static List<FoundPool> pools(Answer answer) throws TaskFailure {
        return read(POOLS, answer, FoundPool::all);
    }

    private static <T> T read(Command command, Answer answer, Function<String, T> reader) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("libvirt does not answer", command, answer, "look whether libvirtd runs there: virsh -c qemu:///system list");
        }
        try {
            return reader.apply(answer.out());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure("libvirt's answer cannot be read: " + e.getMessage(), "run it again");
        }
    }
}
