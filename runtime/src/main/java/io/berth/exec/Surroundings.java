package io.berth.exec;

import io.berth.api.Holder;
import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.transport.Transport;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every task of a run has around it: the way to hosts, who the run is, who listens, what time it is, what wakes it at its
 * deadline, what is known so far, whom to ask.
 */
record Surroundings(Transport transport, Holder holder, EventSink events, Clock clock, ScheduledExecutorService alarms, Results results,
                    Questions questions) {

    void say(String task, String line, boolean error) {
        events.accept(new Event.TaskOutput(clock.instant(), task, line, error));
    }
}
