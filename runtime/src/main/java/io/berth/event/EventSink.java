package io.berth.event;

/** Wants to know what happens. Called from one thread at a time. */
@FunctionalInterface
public interface EventSink {
    void accept(Event event);
}
