package io.berth.exec;

import io.berth.api.Holder;
import io.berth.event.EventSink;
import io.berth.transport.Transport;
import java.time.Clock;

/** What every task of a run has around it: the way to hosts, who the run is, who listens, what time it is. */
record Surroundings(Transport transport, Holder holder, EventSink events, Clock clock) {
}
