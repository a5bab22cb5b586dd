package io.berth.event;

import java.util.List;

/** Gives each event to every sink, one event at a time, in the order the sinks are listed. */
public final class Events implements EventSink {

    private final List<EventSink> sinks;

    public Events(List<EventSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public synchronized void accept(Event event) {
        for (EventSink sink : sinks) {
            sink.accept(event);
        }
    }
}
