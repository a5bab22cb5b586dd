package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.GuestClaims;
import io.berth.cluster.QemuLine;
import io.berth.cluster.QemuProcess;
import io.berth.cluster.SeenHost;
import io.berth.cluster.StartCheck;
import io.berth.cluster.Starts;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a guest without libvirt gets to another host: a program that waits is started there, by the same words and the same rules as any start; its memory goes there by its
 * own monitor; the old program ends once the new one has it. Until then the new one is halted, from then on the old one is: which of both is right they say themselves,
 * so that a move which was cut off at any point can be ended.
 *
 * @param there hands on the other host
 * @param way how the guest's host reaches it
 */
record RawMove(Hands hands, Hands there, HostWay way, RawMigrateTask.Migrate said) {

    static final Script INCOMING = SlotScript.of("migrate/port.sh", "raw/incoming.sh");
    /** libvirt's, which hosts that move guests have open. */
    private static final String PORTS = "49152-49215";
    private static final Duration ARRIVING = Duration.ofSeconds(10);

    static RawMove of(Hands hands, RawMigrateTask.Migrate said) throws TaskFailure, IOException, InterruptedException {
        Host to = hands.scope().playbook().host(said.to());
        return new RawMove(hands, hands.on(to), HostWay.toTarget(to, hands), said);
    }

    /** @throws Refusal if it cannot be moved at all */
    static void refuse(String guest, QemuLine line) throws Refusal {
        if (line.monitor().isEmpty() && line.qmp().isEmpty()) {
            throw new Refusal("guest " + guest + " has no monitor on a socket: nobody can tell it to move", "start it with -monitor unix:FILE,server=on,wait=off");
        }
        if (line.name().isEmpty()) {
            throw new Refusal("guest " + guest + " has no name by which it would be known elsewhere", "start it with -name");
        }
        List<String> relative = line.claims().all().stream().filter(path -> !path.startsWith("/") && !isRemote(path)).toList();
        if (!relative.isEmpty()) {
            throw new Refusal("guest " + guest + " has disks in a directory that its line does not name: " + String.join(", ", relative), "start it with whole paths");
        }
    }

    private static boolean isRemote(String path) {
        return path.matches("[a-z0-9+.-]+:.*");
    }

    /** From its host to the other one. */
    void run(QemuProcess program) throws TaskFailure, IOException, InterruptedException {
        hands.phase("check");
        QemuLine line = program.line();
        shared(line);
        hands.phase("start");
        String[] ports = OtherHost.ports(said.ports(), hands.scope().playbook().host(said.to()), PORTS).split("-");
        List<String> words = new ArrayList<>(List.of(SlotScript.RUN_DIR, ports[0], ports[1], program.argv().get(0)));
        words.addAll(line.arriving().words());
        GuestStart.run(there, new Starts.Wanted(said.to(), said.guest(), host -> GuestClaims.of(line), hands.scope().host().name(), new StartCheck.Room(said.reserve(), false)),
                INCOMING.with(words));
        QemuProcess waiting = RawProgram.seen(said.guest(), said.to(), there.attempt(SeenHost.LOOK))
                .orElseThrow(() -> new TaskFailure("guest " + said.guest() + " was started on " + said.to() + " to wait, and has ended", "run it again"));
        hands.phase("memory");
        try {
            new RawProgram(hands, said.guest(), program).send(way.address(), port(waiting), said.rate().toMib());
        } catch (TaskFailure e) {
            end(there, waiting);
            throw e;
        }
        hands.phase("switch");
        settle(program, waiting);
    }

    /**
     * One of both goes on, the other ends.
     *
     * @return whether it is on the other host
     * @throws TaskFailure if both run
     */
    boolean settle(QemuProcess here, QemuProcess waiting) throws TaskFailure, IOException, InterruptedException {
        String state = new RawProgram(hands, said.guest(), here).act("status", Duration.ZERO, "fail").getOrDefault("state", "");
        boolean sent = state.contains("postmigrate");
        Map<String, String> arrived = new RawProgram(there, said.guest(), waiting).act(sent ? "arrived" : "status", ARRIVING, "fail");
        boolean waits = arrived.getOrDefault("state", "").contains("inmigrate");
        if (!sent && !waits) {
            throw new TaskFailure("guest " + said.guest() + " runs on " + hands.scope().host().name() + " and on " + said.to(), "stop one of both by hand, at once: berth guest stop --limit HOST");
        }
        if (waits) {
            end(there, waiting);
            if (sent) {
                new RawProgram(hands, said.guest(), here).act("resume", Duration.ZERO, "fail");
            }
            return false;
        }
        end(hands, here);
        return true;
    }

    private void end(Hands on, QemuProcess program) throws TaskFailure, IOException, InterruptedException {
        // what waits for a guest that does not come may have ended by itself
        if (RawProgram.seen(said.guest(), on == there ? said.to() : hands.scope().host().name(), on.attempt(SeenHost.LOOK)).filter(program::is).isPresent()) {
            new RawProgram(on, said.guest(), program).act("stop", Duration.ofSeconds(10), "stop");
        }
    }

    /** Where the one that waits does. */
    private static String port(QemuProcess waiting) {
        String uri = waiting.line().incoming();
        return uri.substring(uri.lastIndexOf(':') + 1);
    }

    /** @throws Refusal unless both hosts have its disks, and each a monitor of its own */
    private void shared(QemuLine line) throws TaskFailure, IOException, InterruptedException {
        List<String> asked = new ArrayList<>();
        Set<String> disks = new LinkedHashSet<>(line.claims().all());
        disks.removeIf(RawMove::isRemote);
        Stream<String> sockets = Stream.of(line.monitor(), line.qmp()).filter(path -> !path.isEmpty());
        Stream.concat(disks.stream(), sockets).forEach(path -> asked.addAll(List.of("path", path)));
        SeenMove here = SeenMove.of(hands.scope().host().name(), hands.attempt(MoveScript.place(said.guest(), asked)));
        SeenMove other = SeenMove.of(said.to(), there.attempt(MoveScript.place(said.guest(), asked)));
        for (String disk : disks) {
            if (!same(disk, here, other)) {
                throw new Refusal("guest " + said.guest() + " cannot go to " + said.to() + ": " + disk + " is not the same file there", "only guests of libvirt take disks along");
            }
            if (!here.files().get(disk).device()) {
                tryShared(disk);
            }
        }
        for (String socket : List.of(line.monitor(), line.qmp())) {
            if (!socket.isEmpty() && same(socket, here, other)) {
                throw new Refusal("guest " + said.guest() + " cannot go to " + said.to() + ": its monitor " + socket + " is one file of both hosts", "start it with one that is its host's own");
            }
        }
    }

    private static boolean same(String path, SeenMove here, SeenMove there) {
        SeenMove.File one = here.files().get(path);
        return one != null && one.equals(there.files().get(path)) && !one.identity().equals("-");
    }

    /** Copies of a host have files that look alike: a new one beside it is on both or it is not. */
    private void tryShared(String disk) throws TaskFailure, IOException, InterruptedException {
        String token = hands.run(Command.of("mktemp", disk.substring(0, disk.lastIndexOf('/') + 1) + ".berth-XXXXXXXXXX")).text();
        Answer seen;
        try {
            seen = there.attempt(Command.of("test", "-e", token));
        } finally {
            hands.attempt(Command.of("rm", "-f", "--", token));
        }
        if (!seen.ok()) {
            throw new Refusal("guest " + said.guest() + " cannot go to " + said.to() + ": " + disk + " is not the same file there, though it looks so", "");
        }
    }
}
