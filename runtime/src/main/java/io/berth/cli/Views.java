package io.berth.cli;

import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.report.Console;
import io.berth.report.JsonView;
import io.berth.report.LiveView;
import io.berth.report.PlainView;
import io.berth.report.PlanJsonView;
import io.berth.report.PlanView;
import java.time.Clock;

/** The view that was asked for: results on standard output, progress and messages on standard error. */
final class Views implements EventSink, AutoCloseable {

    private final EventSink view;
    private final Runnable end;

    private Views(EventSink view, Runnable end) {
        this.view = view;
        this.end = end;
    }

    static Views forRun(ViewOptions how, Clock clock) {
        Console console = Console.ofStandardError();
        if (how.output() == ViewOptions.Output.json) {
            return new Views(new JsonView(System.out), () -> { });
        }
        if (how.output() == ViewOptions.Output.human && console.live()) {
            LiveView live = new LiveView(System.err, console, clock, how.verbose()).start();
            // However the program ends, the terminal gets its cursor back.
            Runtime.getRuntime().addShutdownHook(new Thread(live::close));
            return new Views(live, live::close);
        }
        return new Views(new PlainView(System.err, console, how.verbose()), () -> { });
    }

    static Views forPlan(ViewOptions how) {
        EventSink view = how.output() == ViewOptions.Output.json
                ? new PlanJsonView(System.out)
                : new PlanView(System.out, Console.ofStandardOutput(), how.verbose(), true);
        return new Views(view, () -> { });
    }

    @Override
    public void accept(Event event) {
        view.accept(event);
    }

    @Override
    public void close() {
        end.run();
    }
}
