package io.berth.cluster;

import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.model.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lock on starts of all hosts together: whoever has it alone starts guests, on whichever host. It is held on every host that can be reached, taken in
 * one order by all who take it, and has a number that grows with each holder. What starts a guest compares that with the one its host knows, so that
 * a holder whose lock was lost starts nothing any more.
 */
public final class StartLock implements AutoCloseable {

    private final List<HostLock> locks;
    private final Map<String, String> lost;
    /** Names of hosts by a machine's key, each with the one that it is locked by. */
    private final Map<String, String> names = new HashMap<>();
    private String number = "";

    private StartLock(List<HostLock> locks, Map<String, String> lost) {
        this.locks = locks;
        this.lost = lost;
    }

    /**
     * Takes it.
     *
     * @param runDir where hosts have their locks
     * @param wait how long other holders are waited for
     * @throws Refusal if another has it all that time: with its name
     * @throws TaskFailure if a host that is there cannot give it
     */
    public static StartLock take(Hands hands, Collection<Host> hosts, String runDir, Duration wait) throws TaskFailure, InterruptedException {
        List<HostLock> all = hosts.stream().map(host -> new HostLock(host, hands, runDir)).toList();
        StartLock lock = new StartLock(new ArrayList<>(), new LinkedHashMap<>());
        try {
            lock.begin(all);
            long last = lock.takeAll(System.nanoTime() + wait.toNanos());
            lock.count(last + 1, hands);
            return lock;
        } catch (TaskFailure | InterruptedException | RuntimeException e) {
            all.forEach(HostLock::end);
            all.forEach(HostLock::close);
            throw e;
        }
    }

    private void begin(List<HostLock> all) throws TaskFailure, InterruptedException {
        Map<String, String> machines = new HashMap<>();
        for (HostLock one : all) {
            one.begin();
            if (one.isNone()) {
                continue;
            }
            if (one.machine().isEmpty()) {
                lost(one);
                continue;
            }
            if (machines.putIfAbsent(one.machine(), one.name()) == null) {
                locks.add(one);
            } else {
                one.end();
            }
            names.put(one.name(), machines.get(one.machine()));
        }
        locks.sort(Comparator.comparing(HostLock::machine));
    }

    /** A host that is not there holds up nobody; one that is, and does not do its part, everybody. */
    private void lost(HostLock one) throws TaskFailure {
        if (!one.isUnreachable()) {
            throw new TaskFailure("host " + one.name() + " does not give its lock on starts: " + one.lost(), "");
        }
        lost.put(one.name(), one.lost());
    }

    /**
     * All at once if nobody else has one. Else those are kept that come before the first that is held, and the rest is waited for one after another: who
     * waits has none that comes later, so that two never wait for each other.
     *
     * @return the highest number that a host knows
     */
    private long takeAll(long end) throws TaskFailure, InterruptedException {
        long last = 0;
        locks.forEach(one -> one.tell("try"));
        List<HostLock> free = new ArrayList<>();
        boolean waiting = false;
        for (HostLock one : List.copyOf(locks)) {
            String said = one.answer();
            waiting |= said.startsWith("held ");
            if (said.startsWith("got ")) {
                last = Math.max(last, Long.parseLong(said.substring(4)));
            } else if (said.equals(HostLock.ENDED)) {
                lost(one);
                locks.remove(one);
                continue;
            }
            if (waiting) {
                free.add(one);
                if (said.startsWith("got ")) {
                    one.tell("free");
                    one.answer();
                }
            }
        }
        for (HostLock one : free) {
            last = Math.max(last, await(one, end));
        }
        return last;
    }

    private long await(HostLock one, long end) throws TaskFailure, InterruptedException {
        one.tell("wait " + Math.max(0, (end - System.nanoTime()) / 1_000_000) / 1000.0);
        String said = one.answer();
        if (said.startsWith("held ")) {
            throw new Refusal("start-lock: guests are being started by " + said.substring(5) + " (lock of host " + one.name() + ")",
                    "wait for that run to end, or interrupt it: the lock dies with it");
        }
        if (said.startsWith("got ")) {
            return Long.parseLong(said.substring(4));
        }
        lost(one);
        locks.remove(one);
        return 0;
    }

    private void count(long next, Hands hands) throws TaskFailure, InterruptedException {
        number = next + " " + hands.holder();
        locks.forEach(one -> one.tell("number " + next));
        for (HostLock one : locks) {
            if (!one.answer().equals("set")) {
                throw new TaskFailure("the lock on starts of host " + one.name() + " was lost: " + one.lost(), "run it again");
            }
        }
    }

    /** What a host must know as its last holder's when it starts a guest. */
    public String number() {
        return number;
    }

    /** The hosts that it is held on, by name. */
    public List<String> hosts() {
        return locks.stream().map(HostLock::name).toList();
    }

    /** The name in {@link #hosts} of a host, which may have several; empty: it is not held there. */
    public Optional<String> nameOf(String host) {
        return Optional.ofNullable(names.get(host)).filter(hosts()::contains);
    }

    /** Those that could not be reached, and why. */
    public Map<String, String> lost() {
        return lost;
    }

    /** @throws TaskFailure if it is not held on all of its hosts any more */
    public void check() throws TaskFailure {
        for (HostLock one : locks) {
            if (!one.lost().isEmpty()) {
                throw new TaskFailure("the lock on starts of host " + one.name() + " was lost: " + one.lost(), "nothing was started: run it again");
            }
        }
    }

    @Override
    public void close() {
        locks.forEach(HostLock::end);
        locks.forEach(HostLock::close);
    }
}
