package io.berth.cluster;

import io.berth.api.Hands;
import io.berth.api.TaskFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The starts of guests of one run, and the names that it gives to guests. Those that are wanted while the lock is being taken for another go under the same: all are
 * looked at together, judged one after another, and done at once.
 */
public final class Starts {

    /** How long another holder of the lock is waited for: it has it for a look at all hosts, and for what libvirt takes to start guests. */
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final Map<String, Starts> OF_RUNS = new ConcurrentHashMap<>();

    private final String runDir;
    private final Deque<StartTicket> waiting = new ArrayDeque<>();
    /** Takes the lock and judges; null: nobody waits. */
    private Thread worker;
    /** Whether it is at that: who waits for the lock may stop. */
    private boolean locking;

    private Starts(String runDir) {
        this.runDir = runDir;
    }

    /**
     * A start that is wanted.
     *
     * @param host where the guest is to run
     * @param guest its name
     * @param definition of what it takes for itself
     * @param from the host that it moves from, where it runs until then; empty: it must run nowhere
     */
    public record Wanted(String host, String guest, Definition definition, String from, StartCheck.Room room) implements Claim { }

    /**
     * A name that a guest is to get, which it has not had on its host.
     *
     * @param host where the guest is
     * @param guest the name
     */
    public record NewName(String host, String guest) implements Claim { }

    /** What is only done under the lock. */
    sealed interface Claim permits Wanted, NewName {
        String host();

        String guest();
    }

    /** What a guest takes for itself, by what is seen of its host once the lock is held. */
    @FunctionalInterface
    public interface Definition {
        GuestClaims of(SeenHost host) throws TaskFailure;
    }

    /** Starts it. */
    @FunctionalInterface
    public interface Act {
        /**
         * @param admitted what may start
         * @param number which the host must know as its last holder's when it starts the guest: {@link StartLock#number}
         */
        void apply(GuestClaims admitted, String number) throws TaskFailure, IOException, InterruptedException;
    }

    /** Gives a guest its name. */
    @FunctionalInterface
    public interface Naming<T> {
        /** @param number as {@link Act#apply} has it */
        T apply(String number) throws TaskFailure, IOException, InterruptedException;
    }

    /** One of several starts that are wanted together. */
    public record Wish(Hands hands, Wanted wanted) { }

    /** Starts several of one host. */
    @FunctionalInterface
    public interface ActAll {
        /**
         * @param admitted what may start
         * @param number as {@link Act#apply} has it
         * @return those that could not be started, and why
         */
        Map<Wish, TaskFailure> apply(Map<Wish, GuestClaims> admitted, String number) throws TaskFailure, IOException, InterruptedException;
    }

    /**
     * Has a guest started, once the lock is held on all hosts that can be reached and nothing forbids it.
     *
     * @param hands of the task; others of the run may work with them, too
     * @param runDir where hosts have their locks
     * @return false: it ran there already
     * @throws io.berth.api.Refusal if a rule forbids it, or another run holds the lock
     */
    public static boolean run(Hands hands, Wanted wanted, String runDir, Act act) throws TaskFailure, IOException, InterruptedException {
        return under(hands, wanted, runDir, verdict -> {
            if (!verdict.runs()) {
                act.apply(verdict.admitted(), verdict.number());
            }
            return !verdict.runs();
        });
    }

    /**
     * Has a guest get a name, once the lock is held on all hosts that can be reached and no guest of another one has it. Its own host's libvirt sees to its own.
     *
     * @param hands of the task; others of the run may work with them, too
     * @param runDir where hosts have their locks
     * @throws io.berth.api.Refusal if another host has a guest of that name, or another run holds the lock
     */
    public static <T> T name(Hands hands, NewName name, String runDir, Naming<T> act) throws TaskFailure, IOException, InterruptedException {
        return under(hands, name, runDir, verdict -> act.apply(verdict.number()));
    }

    /** Done under the lock, which is held until it ends. */
    @FunctionalInterface
    private interface Judged<T> {
        T apply(StartTicket.Verdict verdict) throws TaskFailure, IOException, InterruptedException;
    }

    private static <T> T under(Hands hands, Claim claim, String runDir, Judged<T> act) throws TaskFailure, IOException, InterruptedException {
        StartTicket ticket = new StartTicket(hands, claim);
        Starts starts = of(hands, runDir);
        starts.add(List.of(ticket));
        try {
            return act.apply(ticket.await());
        } finally {
            starts.remove(List.of(ticket));
        }
    }

    /**
     * The same as {@link #run} for guests of one host, of which those that may are started in one go.
     *
     * @param wishes one or more
     * @return for each of them, in their order: why it was not started; empty: it runs
     * @throws TaskFailure if none was
     */
    public static List<Optional<TaskFailure>> runAll(List<Wish> wishes, String runDir, ActAll act) throws TaskFailure, IOException, InterruptedException {
        List<StartTicket> tickets = wishes.stream().map(wish -> new StartTicket(wish.hands(), wish.wanted())).toList();
        Starts starts = of(wishes.get(0).hands(), runDir);
        starts.add(tickets);
        try {
            Map<Wish, GuestClaims> admitted = new LinkedHashMap<>();
            Map<Wish, TaskFailure> failures = new HashMap<>();
            String number = "";
            for (int i = 0; i < tickets.size(); i++) {
                Wish wish = wishes.get(i);
                try {
                    StartTicket.Verdict verdict = tickets.get(i).await();
                    if (verdict.runs()) {
                        wish.hands().say("it runs by now");
                    } else {
                        admitted.put(wish, verdict.admitted());
                        number = verdict.number();
                    }
                } catch (TaskFailure e) {
                    failures.put(wish, e);
                }
            }
            if (!admitted.isEmpty()) {
                failures.putAll(act.apply(admitted, number));
            }
            return wishes.stream().map(wish -> Optional.ofNullable(failures.get(wish))).toList();
        } finally {
            starts.remove(tickets);
        }
    }

    private static Starts of(Hands hands, String runDir) {
        return OF_RUNS.computeIfAbsent(hands.holder().toString(), run -> new Starts(runDir));
    }

    private synchronized void add(List<StartTicket> tickets) {
        waiting.addAll(tickets);
        if (worker == null) {
            worker = new Thread(this::work, "starts");
            worker.setDaemon(true);
            worker.start();
        }
    }

    /** A task that is cancelled waits no longer; when it was the last, neither does anybody for the lock. */
    private synchronized void remove(List<StartTicket> tickets) {
        if (waiting.removeAll(tickets) && waiting.isEmpty() && locking) {
            worker.interrupt();
        }
        tickets.forEach(StartTicket::done);
    }

    private void work() {
        for (Hands hands = next(); hands != null; hands = next()) {
            round(hands);
        }
    }

    /** Those of a task that waits; null: none does, and the worker ends. */
    private synchronized Hands next() {
        if (waiting.isEmpty()) {
            worker = null;
            return null;
        }
        locking = true;
        return waiting.peek().hands();
    }

    private synchronized List<StartTicket> takeAll() {
        List<StartTicket> all = new ArrayList<>(waiting);
        waiting.clear();
        locking = false;
        return all;
    }

    private void round(Hands hands) {
        List<StartTicket> batch = List.of();
        try (StartLock lock = StartLock.take(hands, hands.scope().playbook().hosts().values(), runDir, WAIT)) {
            batch = takeAll();
            new StartRound(lock, hands).judge(batch);
            for (StartTicket ticket : batch) {
                ticket.awaitDone();
            }
        } catch (InterruptedException e) {
            // whoever was waited for wants nothing any more; who came since has another round
            batch.forEach(ticket -> ticket.fail(e));
        } catch (TaskFailure | IOException | RuntimeException e) {
            (batch.isEmpty() ? takeAll() : batch).forEach(ticket -> ticket.fail(e));
        }
    }
}
