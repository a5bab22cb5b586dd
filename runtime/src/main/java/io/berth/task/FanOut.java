package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.image.Release;
import io.berth.model.Command;
import io.berth.model.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A release on its way into the caches of many hosts: each gets it from the one before it while that one still gets it itself, and
 * from those before that one if it is lost. No byte of it comes here.
 */
final class FanOut {

    private static final Script FETCH = ImageScript.of("/io/berth/task/ssh-config.sh", "fetch.sh");
    private static final Script GIVE = Script.of(Release.class, "unpack.sh", "give.sh");
    /** How many releases of an image a cache has beside those in use, if the image does not say. */
    private static final int KEPT = 2;

    /**
     * How it goes.
     *
     * @param star whether all get it from the store
     * @param rate bytes a second over each link; 0: all that goes
     * @param stall how long nothing may come from a host
     */
    record Terms(boolean star, long rate, Duration stall) { }

    private final StoredImage stored;
    private final Release release;
    private final Terms terms;
    private final List<CacheMember> members = new ArrayList<>();
    private boolean changed;

    FanOut(StoredImage stored, Release release, Terms terms) {
        this.stored = stored;
        this.release = release;
        this.terms = terms;
    }

    static Script fetch() {
        return FETCH;
    }

    static Script give() {
        return GIVE;
    }

    /** @param hosts in the order in which they get it from one another */
    void run(List<Host> hosts, Hands hands) throws TaskFailure, IOException, InterruptedException {
        HostWay store = HostWay.of(hands.scope().host(), hands).orElseThrow(() -> new TaskFailure("the store " + hands.scope().host().name()
                + " is reached without a network: other hosts cannot copy from it", "give the store an address"));
        CacheMember.Source origin = new CacheMember.Source(hands.scope().host().name(), store, stored.image().dir());
        hosts.forEach(host -> members.add(new CacheMember(host, this::changed)));
        Command command = command(hands.holder().run());
        ExecutorService threads = Executors.newFixedThreadPool(members.size(), task -> {
            Thread thread = new Thread(task, "push");
            thread.setDaemon(true);
            return thread;
        });
        try {
            members.forEach(member -> threads.execute(() -> member.run(hands, command)));
            await(member -> member.state() == CacheMember.State.ASKED, hands);
            members.forEach(member -> member.go(sources(member, origin)));
            await(member -> member.state() == CacheMember.State.READY, hands);
            members.forEach(CacheMember::release);
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } finally {
            end(threads);
        }
        tell(hands);
    }

    /** What is at work on hosts is ended there, too, before this is. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Command command(String run) {
        List<String> arguments = new ArrayList<>(List.of(StoreReleases.CACHE, stored.name().image(), run, release.name(), release.digest(),
                release.told().getOrDefault("packed", ""), Long.toString(release.bytes()), files(), alias(),
                Integer.toString(stored.image().keep() > 0 ? stored.image().keep() : KEPT)));
        arguments.addAll(List.of(Long.toString(terms.rate()), Long.toString(Math.max(1, terms.stall().toSeconds())), GIVE.text()));
        return ImageScript.command(FETCH, arguments);
    }

    private String files() {
        String files = release.told().getOrDefault("files", "");
        return files.matches("[0-9]{1,12}") ? files : "0";
    }

    /** By which the release is meant, and will be meant by who asks the cache; empty: by its own name. */
    private String alias() {
        return stored.release().equals(release.name()) ? "" : stored.release();
    }

    /** Those before it that can give it, the nearest first; the store last. */
    private List<CacheMember.Source> sources(CacheMember member, CacheMember.Source origin) {
        List<CacheMember.Source> before = new ArrayList<>();
        if (!terms.star()) {
            members.subList(0, members.indexOf(member)).forEach(other -> other.source().ifPresent(before::add));
            Collections.reverse(before);
        }
        before.add(origin);
        return before;
    }

    private synchronized void changed() {
        changed = true;
        notifyAll();
    }

    /** Waits until of no member the state is this any more. */
    private void await(Predicate<CacheMember> still, Hands hands) throws InterruptedException {
        while (members.stream().anyMatch(still)) {
            synchronized (this) {
                while (!changed) {
                    wait();
                }
                changed = false;
            }
            List<CacheMember> getting = members.stream().filter(member -> member.state() != CacheMember.State.HAS && member.state() != CacheMember.State.FAILED).toList();
            long total = release.bytes() * getting.size();
            hands.progress(Math.min(total, getting.stream().mapToLong(member -> member.state() == CacheMember.State.WHOLE ? release.bytes() : member.bytes()).sum()), total);
        }
    }

    private void tell(Hands hands) throws TaskFailure {
        for (CacheMember member : members) {
            switch (member.state()) {
                case HAS -> hands.say(member.name() + " has it already");
                case WHOLE -> hands.say(member.name() + " has it after " + member.took().toSeconds() + "." + member.took().toMillisPart() / 100 + " s");
                default -> hands.say(member.name() + " has not got it: " + member.failure());
            }
        }
        hands.tell("release", release.name());
        hands.tell("hosts", names(member -> member.state() != CacheMember.State.FAILED));
        List<CacheMember> failed = members.stream().filter(member -> member.state() == CacheMember.State.FAILED).toList();
        if (!failed.isEmpty()) {
            throw new TaskFailure(release.told().get("image") + "@" + release.name() + " is not on " + failed.size() + " of " + members.size() + " hosts: "
                    + failed.stream().map(member -> member.name() + ": " + member.failure()).collect(Collectors.joining("; ")),
                    failed.stream().map(CacheMember::next).filter(next -> !next.isEmpty()).findFirst().orElse("push again once the cause is gone: those that have it are left alone"));
        }
    }

    private List<String> names(Predicate<CacheMember> which) {
        return members.stream().filter(which).map(CacheMember::name).toList();
    }
}
