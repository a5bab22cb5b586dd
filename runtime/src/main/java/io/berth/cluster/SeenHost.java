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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host has and what runs on it, as it answered one look.
 *
 * @param memory all it has
 * @param available what can be had of it without swapping, by the kernel's estimate
 * @param cpus that are online
 * @param guests those of libvirt, then those without
 * @param lost why libvirt does not answer, and {@code guests} are those alone whose programs run; empty: it does
 */
public record SeenHost(String name, Size memory, Size available, int cpus, List<SeenGuest> guests, String lost) {

    /** The look: changes nothing. */
    public static final Command LOOK = Script.of(SeenHost.class, "/io/berth/task/virsh.sh", "look.sh").with();

    private static final String DOMAINS = "domains\n";

    public SeenHost {
        guests = List.copyOf(guests);
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
        for (String line : head.lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("process") && words.length == 3) {
                processes.add(process(words[1], words[2]));
            } else {
                amounts.put(words[0], line.substring(Math.min(line.length(), words[0].length() + 1)));
            }
        }
        try {
            List<FoundDomain> domains = listing < 0 ? List.of() : Domains.parse(answer.out().substring(listing + DOMAINS.length())).all();
            return new SeenHost(host, kib(amounts.get("memory")), kib(amounts.get("available")), Integer.parseInt(amounts.get("cpus")),
                    guests(host, domains, processes), listing < 0 ? amounts.getOrDefault("lost", "it was cut off") : "");
        } catch (IllegalArgumentException e) {
            throw new TaskFailure("what host " + host + " tells cannot be read: " + e.getMessage(), "run it again");
        }
    }

    private static Size kib(String number) {
        return new Size(Long.parseLong(String.valueOf(number)) << 10);
    }

    private static QemuProcess process(String pid, String words) {
        String line = new String(Base64.getDecoder().decode(words), StandardCharsets.UTF_8);
        return new QemuProcess(Long.parseLong(pid), List.of(line.split("\0", -1)));
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

    /** Whether libvirt answers. */
    public boolean answers() {
        return lost.isEmpty();
    }
}
