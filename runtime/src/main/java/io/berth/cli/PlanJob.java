package io.berth.cli;

import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.event.Events;
import io.berth.event.Failure;
import io.berth.event.Redacted;
import io.berth.plan.Plan;
import io.berth.plan.Planner;
import io.berth.report.Console;
import io.berth.report.ErrorBlock;
import io.berth.transport.Transport;
import java.time.Clock;
import java.util.List;

/** Load, compile, plan: what a run would do. */
final class PlanJob {

    private final Clock clock;
    private final Secrecy secrecy;

    PlanJob(Clock clock, Secrecy secrecy) {
        this.clock = clock;
        this.secrecy = secrecy;
    }

    /**
     * @param detailed whether changes have an exit status of their own
     * @return the exit status
     */
    int plan(Event.Request request, ViewOptions how, boolean detailed) throws InterruptedException {
        Site site = Site.load(request, secrecy, GuestPlaces.asked(request.forks(), secrecy));
        try (Views view = Views.forPlan(how); Transport transport = Connections.open(secrecy)) {
            EventSink events = new Redacted(secrecy.redaction(), new Events(List.of(view)));
            events.accept(new Event.GraphMade(clock.instant(), site.nodes(Digest.ofOneRun()), site.edges()));
            Plan plan = new Planner(transport, events, clock, request.forks()).plan(site.graph());
            events.accept(new Event.PlanMade(clock.instant(), plan.planned(site::hostOf)));
            for (Failure failure : plan.failures().values()) {
                System.err.print(ErrorBlock.render(secrecy.redaction().copy(failure), Console.ofStandardError()));
            }
            return exit(plan, detailed);
        }
    }

    private static int exit(Plan plan, boolean detailed) {
        if (!plan.failures().isEmpty()) {
            return Exit.FAILED;
        }
        if (!plan.lost().isEmpty()) {
            return Exit.UNREACHABLE;
        }
        return detailed && plan.changesAnything() ? Exit.CHANGES : Exit.OK;
    }
}
