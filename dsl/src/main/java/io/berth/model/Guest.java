package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A virtual machine that is placed once: on a host that the playbook names, or on the one that fits best.
 *
 * @param name the domain's name too; unique over all hosts
 * @param host name of its host; empty: it is placed when something is run, by {@code placement}
 * @param placement {@link Placement#NONE}: the playbook names its host
 * @param template name of its libvirt XML template
 * @param memory what it has when it starts
 * @param maxMemory what it may be given while it runs; at least {@code memory}
 * @param vcpus virtual processors that it has when it starts
 * @param maxVcpus how many it may be given while it runs; at least {@code vcpus}
 * @param uefi whether it boots by UEFI firmware, whose variables it keeps
 * @param seed {@link GuestSeed#NONE}: nothing is made for cloud-init
 * @param display its screen, on the host's loopback address only
 * @param autostart whether libvirt starts it with the host
 * @param running whether a run starts it; if not, it is left as it is
 * @param vars further variables of the template
 * @param qemuArguments raw arguments of QEMU, which libvirt does not understand
 * @param mayLose what it may lose by a change: targets of disks in whose place another comes, and {@link #NVRAM}
 */
public record Guest(String name, String host, Placement placement, String template, Size memory, Size maxMemory, int vcpus, int maxVcpus,
                    List<GuestDisk> disks, List<GuestNic> nics, boolean uefi, GuestSeed seed, Display display, boolean autostart, boolean running,
                    Map<String, Object> vars, List<String> qemuArguments, Set<String> mayLose, SourceRange at) {

    /** The variables of a guest's firmware, as a thing that it may lose. */
    public static final String NVRAM = "nvram";

    public enum Display { NONE, VNC, SPICE }

    public Guest {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        qemuArguments = List.copyOf(qemuArguments);
        mayLose = Set.copyOf(mayLose);
    }

    /** The same on a host. */
    public Guest on(String name) {
        return on(name, "");
    }

    /** The same where it is placed, and why there. */
    public Guest on(String name, String why) {
        return new Guest(this.name, name, placement.because(why), template, memory, maxMemory, vcpus, maxVcpus, disks, nics, uefi, seed, display, autostart, running,
                vars, qemuArguments, mayLose, at);
    }

    public boolean isPlaced() {
        return !host.isEmpty();
    }

    /** @throws IllegalArgumentException if it has no disk of that target */
    public GuestDisk disk(String target) {
        return disks.stream().filter(disk -> disk.target().equals(target)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no disk '" + target + "' of guest '" + name + "'"));
    }

    /**
     * Where it may be, and beside whom.
     *
     * @param among names of the hosts it may be on; none: it is not placed
     * @param series what guests that are declared together have in common; empty: it is declared alone
     * @param apart those of its series are on different hosts: {@link #HOSTS}; or on hosts that differ in the variable of this name; empty: they need not
     * @param apartFrom names of guests that are on other hosts
     * @param together names of guests that are on the same host
     * @param labels variables that its host has, with these values
     * @param why of one that is placed: half a sentence
     */
    public record Placement(List<String> among, String series, String apart, List<String> apartFrom, List<String> together, Map<String, Object> labels, String why) {

        /** No two of a series are on one host. */
        public static final String HOSTS = "*";

        public static final Placement NONE = new Placement(List.of(), "", "", List.of(), List.of(), Map.of());

        /** One that is not placed yet. */
        public Placement(List<String> among, String series, String apart, List<String> apartFrom, List<String> together, Map<String, Object> labels) {
            this(among, series, apart, apartFrom, together, labels, "");
        }

        Placement because(String reason) {
            return new Placement(among, series, apart, apartFrom, together, labels, reason);
        }

        public Placement {
            among = List.copyOf(among);
            apartFrom = List.copyOf(apartFrom);
            together = List.copyOf(together);
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }
}
