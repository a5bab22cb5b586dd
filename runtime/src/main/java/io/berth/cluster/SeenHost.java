package io.berth.cluster;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Size;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a host has and what runs on it, as it answered one look.
 *
 * @param memory all it has
 * @param available what can be had of it without swapping, by the kernel's estimate
 * @param cpus that are online
 * @param boot the running kernel's own name, that of all hosts which are containers of one machine
 * @param guests those of libvirt, then those without
 * @param lost why libvirt does not answer, and {@code guests} are those alone whose programs run; empty: it does
 * @param leaving UUIDs of guests that ran and are being moved away: shut down or not, they have what is theirs until the move has ended
 */
public record SeenHost(String name, Size memory, Size available, int cpus, String boot, List<SeenGuest> guests, String lost, Set<String> leaving) {

    private static final String STATE_DIR = "/var/lib/berth";

    /** The look: changes nothing. */
    public static final Command LOOK = Script.of(SeenHost.class, "/io/berth/task/virsh.sh", "/io/berth/task/domains-list.sh", "look.sh").with(STATE_DIR);

    private static final String DOMAINS = "domains\n";

    public SeenHost {
        guests = List.copyOf(guests);
        leaving = Set.copyOf(leaving);
    }

    /** One that no guest leaves. */
    public SeenHost(String name, Size memory, Size available, int cpus, String boot, List<SeenGuest> guests, String lost) {
        this(name, memory, available, cpus, boot, guests, lost, Set.of());
    }

    /** Guests whose disks and addresses nobody else may have: they run, or are about to. */
    List<SeenGuest> taking() {
        return guests.stream().filter(guest -> guest.active() || guest.domain().filter(domain -> leaving.contains(domain.uuid())).isPresent()).toList();
    }

    /** @throws TaskFailure if the answer cannot be read */
    public static SeenHost of(String host, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("host " + host + " cannot be looked at", LOOK, answer, "");
        }
        int listing = ("\n" + answer.out()).indexOf("\n" + DOMAINS);
        String head = listing < 0 ? answer.out() : answer.out().substring(0, listing);
        Map<String, String> amounts = new LinkedHashMap<>();
        List<QemuProcess> processes = new ArrayList<>();
        Set<String> leaving = new HashSet<>();
        for (String line : head.lines().toList()) {
            String[] words = line.split(" ", 5);
            if (words[0].equals("process") && words.length == 5) {
                processes.add(process(words));
            } else if (words[0].equals("leaving")) {
                leaving.add(words[1]);
            } else {
                amounts.put(words[0], line.substring(Math.min(line.length(), words[0].length() + 1)));
            }
        }
        try {
            List<FoundDomain> domains = listing < 0 ? List.of() : Domains.parse(answer.out().substring(listing + DOMAINS.length())).all();
            return new SeenHost(host, kib(amounts.get("memory")), kib(amounts.get("available")), Integer.parseInt(amounts.get("cpus")),
                    amounts.getOrDefault("boot", ""), guests(host, domains, processes), listing < 0 ? amounts.getOrDefault("lost", "it was cut off") : "", leaving);
        } catch (IllegalArgumentException e) {
            throw new TaskFailure("what host " + host + " tells cannot be read: " + e.getMessage(), "run it again");
        }
    }

    private static Size kib(String number) {
        return new Size(Long.parseLong(String.valueOf(number)) << 10);
    }

    /** The kernel ends each word with NUL. */
    private static QemuProcess process(String[] words) {
        String line = new String(Base64.getDecoder().decode(words[4]), StandardCharsets.UTF_8);
        String ended = line.endsWith("\0") ? line.substring(0, line.length() - 1) : line;
        return new QemuProcess(Long.parseLong(words[1]), words[2], kib(words[3]), List.of(ended.split("\0", -1)));
    }

    private static List<SeenGuest> guests(String host, List<FoundDomain> domains, List<QemuProcess> processes) {
        List<SeenGuest> guests = new ArrayList<>();
        List<QemuProcess> left = new ArrayList<>(processes);
        for (FoundDomain domain : domains) {
            Optional<QemuProcess> own = left.stream().filter(process -> process.uuid().equals(domain.uuid())).findFirst();
            own.ifPresent(left::remove);
            guests.add(new SeenGuest(host, domain.name(), Optional.of(domain), own));
        }
        for (QemuProcess process : left) {
            String name = process.name().isEmpty() ? "qemu-" + process.pid() : process.name();
            guests.add(new SeenGuest(host, name, Optional.empty(), Optional.of(process)));
        }
        return guests;
    }

    /** The guest of exactly this name that libvirt knows. */
    public Optional<FoundDomain> domain(String guest) {
        return guests.stream().filter(one -> one.name().equals(guest)).flatMap(one -> one.domain().stream()).findFirst();
    }

    /** Whether libvirt answers. */
    public boolean answers() {
        return lost.isEmpty();
    }
}
