package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who has a volume, anywhere: domains of all hosts of the playbook that see the same file, whatever its path is there, what they stand
 * on included, and programs that run guests without libvirt. A host that sees the file is known by another one beside it, made for this.
 */
final class DiskUsers {

    static final Script PROBE = Script.of(DiskUsers.class, "volume/probe.sh");
    static final Script USERS = Script.of(DiskUsers.class, "volume/users.sh");
    private static final Set<String> SHARED = Set.of("netfs", "gluster", "rbd", "iscsi", "iscsi-direct", "mpath", "scsi");

    private DiskUsers() {
    }

    /** A disk of a domain. */
    private record Disk(String domain, String file, String format) { }

    /** @throws Refusal if somebody has it, or a host that could see it cannot be asked */
    static void refuse(SeenVolume seen, String path, String what, Hands hands) throws TaskFailure, IOException, InterruptedException {
        String name = UUID.randomUUID().toString();
        Host own = hands.scope().host();
        List<String> users = new ArrayList<>();
        try {
            String[] mark = hands.run(PROBE.with("make", path, name)).text().split(" ", 2);
            users.addAll(ask(hands, Virsh.domains(hands.attempt(Virsh.DOMAINS)), "", mark, name));
            List<Host> others = mark[0].equals("inode") ? hands.scope().playbook().hosts().values().stream().filter(host -> !host.name().equals(own.name())).toList() : List.of();
            for (Host host : others) {
                users.addAll(asked(host, seen, mark, name, hands));
            }
        } finally {
            hands.attempt(PROBE.with("remove", path, name));
        }
        seen.refuse(what, users);
    }

    private static List<String> asked(Host host, SeenVolume seen, String[] mark, String name, Hands hands) throws TaskFailure, InterruptedException {
        try {
            Hands there = hands.on(host);
            Answer domains = there.attempt(Virsh.DOMAINS);
            if (!domains.ok()) {
                doubt(host, seen, "its libvirt does not answer", hands);
            }
            // what runs there shows without libvirt
            return ask(there, domains.ok() ? Virsh.domains(domains) : new Domains(List.of()), " of host " + host.name(), mark, name);
        } catch (IOException e) {
            doubt(host, seen, e.getMessage(), hands);
            return List.of();
        }
    }

    /** @throws Refusal if the pool is shared by what it is */
    private static void doubt(Host host, SeenVolume seen, String why, Hands hands) throws Refusal {
        if (SHARED.contains(seen.pool().type())) {
            throw new Refusal("refused by rule in use: pool " + seen.pool().name() + " is shared, and host " + host.name() + " cannot be asked who has volume "
                    + seen.name() + ": " + why, "run it again when it answers");
        }
        hands.say("host " + host.name() + " cannot be asked whether it has it: " + why);
    }

    private static List<String> ask(Hands hands, Domains domains, String where, String[] mark, String name) throws TaskFailure, IOException, InterruptedException {
        List<Disk> disks = domains.all().stream().flatMap(DiskUsers::disks).toList();
        List<String> arguments = new ArrayList<>(List.of(mark[0], mark[1], name));
        disks.forEach(disk -> arguments.addAll(List.of(disk.format(), disk.file())));
        Set<String> users = new LinkedHashSet<>();
        for (String line : hands.run(USERS.with(arguments)).out().lines().toList()) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("disk")) {
                users.add(disks.stream().filter(disk -> disk.file().equals(words[1])).map(Disk::domain).distinct().collect(Collectors.joining(", ", "domain ", where)) + " has it");
            } else {
                users.add("process " + words[1] + where + " has it open");
            }
        }
        return List.copyOf(users);
    }

    private static Stream<Disk> disks(FoundDomain domain) {
        return Stream.of(domain.live(), domain.stored()).flatMap(xml -> xml.at("devices", "disk")).flatMap(disk -> of(domain, disk)).distinct();
    }

    private static Stream<Disk> of(FoundDomain domain, Element disk) {
        String format = disk.attributeOf("driver", "type");
        return disk.all("source").flatMap(source -> Stream.of(source.attribute("file"), source.attribute("dev"))).filter(file -> file.startsWith("/"))
                .map(file -> new Disk(domain.name(), file, format.isEmpty() ? "raw" : format));
    }
}
