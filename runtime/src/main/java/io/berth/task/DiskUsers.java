package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
        refuse(Map.of(path, seen), what, hands);
    }

    /**
     * @param volumes of one pool, by their paths
     * @throws Refusal if somebody has one of them, or a host that could see them cannot be asked
     */
    static void refuse(Map<String, SeenVolume> volumes, String what, Hands hands) throws TaskFailure, IOException, InterruptedException {
        if (volumes.isEmpty()) {
            return;
        }
        String name = UUID.randomUUID().toString();
        List<String> paths = List.copyOf(volumes.keySet());
        Host own = hands.scope().host();
        Users users = new Users(new LinkedHashMap<>());
        Map<String, SeenVolume> byNumber = new LinkedHashMap<>();
        try {
            List<String> marks = hands.run(probe("make", name, paths)).out().lines().toList();
            for (int i = 0; i < marks.size(); i++) {
                byNumber.put(marks.get(i).split(" ", 2)[1], volumes.get(paths.get(i)));
            }
            Question question = new Question(name, marks);
            ask(hands, Virsh.domains(hands.attempt(Virsh.DOMAINS)), "", question, users);
            if (marks.stream().anyMatch(mark -> mark.startsWith("inode "))) {
                for (Host host : hands.scope().playbook().hosts().values()) {
                    if (!host.name().equals(own.name())) {
                        askOther(host, volumes.get(paths.get(0)), question, users, hands);
                    }
                }
            }
        } finally {
            hands.attempt(probe("remove", name, paths));
        }
        for (Map.Entry<String, SeenVolume> one : byNumber.entrySet()) {
            one.getValue().refuse(what, List.copyOf(users.of().getOrDefault(one.getKey(), Set.of())));
        }
    }

    private static Command probe(String how, String name, List<String> paths) {
        return PROBE.with(Stream.concat(Stream.of(how, name), paths.stream()).toList());
    }

    /** What each host is asked: marks are what the volumes are known by there, {@code inode 12}. */
    private record Question(String probe, List<String> marks) { }

    /** By the number of the volume that they have. */
    private record Users(Map<String, Set<String>> of) {
        void add(String number, String user) {
            of.computeIfAbsent(number, none -> new LinkedHashSet<>()).add(user);
        }
    }

    private static void askOther(Host host, SeenVolume seen, Question question, Users users, Hands hands) throws TaskFailure, InterruptedException {
        try {
            Hands there = hands.on(host);
            Answer domains = there.attempt(Virsh.DOMAINS);
            if (!domains.ok()) {
                doubt(host, seen, "its libvirt does not answer", hands);
            }
            // what runs there shows without libvirt
            ask(there, domains.ok() ? Virsh.domains(domains) : new Domains(List.of()), " of host " + host.name(), question, users);
        } catch (IOException e) {
            doubt(host, seen, e.getMessage(), hands);
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

    private static void ask(Hands hands, Domains domains, String where, Question question, Users users) throws TaskFailure, IOException, InterruptedException {
        List<Disk> disks = domains.all().stream().flatMap(DiskUsers::disks).toList();
        List<String> arguments = new ArrayList<>(List.of(question.probe(), Integer.toString(question.marks().size())));
        question.marks().forEach(mark -> arguments.addAll(List.of(mark.split(" ", 2))));
        disks.forEach(disk -> arguments.addAll(List.of(disk.format(), disk.file())));
        for (String line : hands.run(USERS.with(arguments)).out().lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("disk")) {
                users.add(words[1], disks.stream().filter(disk -> disk.file().equals(words[2])).map(Disk::domain).distinct().collect(Collectors.joining(", ", "domain ", where)) + " has it");
            } else {
                users.add(words[1], "process " + words[2] + where + " has it open");
            }
        }
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
