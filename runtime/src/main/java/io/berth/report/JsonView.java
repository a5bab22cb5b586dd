package io.berth.report;

import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.journal.EventWriter;
import java.io.PrintStream;

/** Every event as a JSON line, as the journal encodes it. */
public final class JsonView implements EventSink {

    private final PrintStream out;

    public JsonView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(Event event) {
        out.print(EventWriter.line(event) + "\n");
        out.flush();
    }
}
