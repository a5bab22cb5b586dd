package io.berth.cli;

import io.berth.api.Holder;
import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.event.Events;
import io.berth.event.Outcome;
import io.berth.event.Redacted;
import io.berth.exec.Executor;
import io.berth.exec.RunResult;
import io.berth.exec.Terms;
import io.berth.journal.Journal;
import io.berth.journal.RunDirectory;
import io.berth.journal.RunStore;
import io.berth.plan.Plan;
import io.berth.plan.Planner;
import io.berth.transport.Transport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One run, in a straight line: load, compile, plan, execute, report. */
final class RunJob {

    /** A run that is over before has been watched. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final RunStore store;
    private final Clock clock;
    private final Secrecy secrecy;

    RunJob(RunStore store, Clock clock, Secrecy secrecy) {
        this.store = store;
        this.clock = clock;
        this.secrecy = secrecy;
    }

    /** @return the exit status */
    int run(Event.Request request, Earlier earlier, Shown shown, Terms terms) throws IOException, InterruptedException {
        Site site = Site.load(request, secrecy, GuestPlaces.asked(request.forks(), secrecy));
        List<Event.Node> nodes = site.nodes(new Digest(store.key()));
        Instant began = clock.instant();
        RunDirectory directory = store.create();
        shown.began(directory);
        boolean told = false;
        Holder holder = Controller.holder(store, directory.id());
        try (Views views = shown.views(clock);
             Journal journal = new Journal(directory.journal(), views::accept)) {
            EventSink events = new Redacted(secrecy.redaction(), new Events(List.of(journal, views)));
            events.accept(new Event.RunStarted(began, directory.id(), request, holder.user(), holder.host(), holder.pid(),
                    Version.TEXT, earlier.run()));
            events.accept(new Event.GraphMade(clock.instant(), nodes, site.edges()));
            Terms resumed = terms.after(earlier.doneAmong(nodes, secrecy.redaction()), earlier.owedAmong(site.notifiers(), secrecy.redaction()));
            RunResult result = execute(site, asking(resumed, views), holder, events);
            int exit = Exit.of(result);
            Duration took = Duration.between(began, clock.instant());
            told = exit == Exit.OK && (result.counts().keySet().equals(Set.of(Outcome.UNCHANGED)) || took.compareTo(SOON) < 0);
            events.accept(new Event.RunEnded(clock.instant(), exit, result.counts(), took));
            return exit;
        } finally {
            shown.ended(directory, told);
        }
    }

    /** Whoever asks the user has the terminal for it. */
    private static Terms asking(Terms terms, Views views) {
        return new Terms(terms.forks(), terms.limit(), terms.step().map(steps -> (title, host) -> views.aside(() -> steps.ask(title, host))),
                terms.doneBefore(), terms.owed(), question -> views.aside(() -> terms.questions().ask(question)));
    }

    private RunResult execute(Site site, Terms terms, Holder holder, EventSink events) throws InterruptedException {
        try (Transport transport = Connections.open(secrecy)) {
            Executor executor = new Executor(transport, holder, events, clock, terms);
            Interrupts interrupts = Interrupts.of(executor);
            try {
                Plan plan = new Planner(transport, events, clock, terms.forks()).plan(site.graph());
                events.accept(new Event.PlanMade(clock.instant(), plan.planned(site::hostOf)));
                return executor.run(site.graph(), plan);
            } finally {
                interrupts.close();
            }
        }
    }
}
