package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.FoundPool;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;

/** Looking at a host's libvirt: the commands, the same for every task of a host, and what their answers say. */
final class Virsh {

    static final Command DOMAINS = Script.of(Virsh.class, "virsh.sh", "domains-list.sh", "domains.sh").with();
    static final Command POOLS = script("pools.sh").with();
    static final Command NETWORKS = script("networks.sh").with();

    private static final Script CALL = script("virsh-call.sh");
    private static final Listing<Domains> ALL_DOMAINS = new Listing<>(DOMAINS, Domains::parse);
    private static final Listing<List<FoundPool>> ALL_POOLS = new Listing<>(POOLS, FoundPool::all);
    private static final Listing<List<FoundNetwork>> ALL_NETWORKS = new Listing<>(NETWORKS, FoundNetwork::all);

    private Virsh() {
    }

    static Script script(String file) {
        return Script.of(Virsh.class, "virsh.sh", file);
    }

    /** A call of virsh: its words, of which those that mean a guest are its UUID, for a name could be taken for an id. */
    static Command call(String... words) {
        return CALL.with(words);
    }

    /** The same of one that may last. */
    static Command call(Duration within, String... words) {
        return call(words).with(Map.of("virsh_seconds", Long.toString(within.toSeconds()))).within(within.plus(SlotScript.MARGIN));
    }

    static Domains domains(Answer answer) throws TaskFailure {
        return ALL_DOMAINS.of(answer);
    }

    static List<FoundNetwork> networks(Answer answer) throws TaskFailure {
        return ALL_NETWORKS.of(answer);
    }

    static List<FoundPool> pools(Answer answer) throws TaskFailure {
        return ALL_POOLS.of(answer);
    }

    /** What answers to a command say. Many tasks are given the same answer: it is read once, and kept while one of them has it. */
    private static final class Listing<T> {
        private final Command command;
        private final Function<String, T> reader;
        private final Map<String, T> read = Collections.synchronizedMap(new WeakHashMap<>());

        private Listing(Command command, Function<String, T> reader) {
            this.command = command;
            this.reader = reader;
        }

        private T of(Answer answer) throws TaskFailure {
            if (!answer.ok()) {
                throw new CommandFailure("libvirt does not answer", command, answer, "look whether libvirtd runs there: virsh -c qemu:///system list");
            }
            try {
                return read.computeIfAbsent(answer.out(), reader);
            } catch (IllegalArgumentException e) {
                throw new TaskFailure("libvirt's answer cannot be read: " + e.getMessage(), "run it again");
            }
        }
    }
}
