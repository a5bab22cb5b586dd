package io.berth.report;

import io.berth.event.Event;
import io.berth.event.EventSink;
import java.io.PrintStream;

/** A line for each thing worth saying, for logs and pipes: host, outcome, failures as their block, and the recap. */
public final class PlainView implements EventSink {

    private final PrintStream out;
    private final RunLines lines;

    /**
     * @param verbose whether unchanged tasks, phases and output are said too
     * @param diff whether the texts before and after of what changes are said
     */
    public PlainView(PrintStream out, Console console, boolean verbose, boolean diff) {
        this.out = out;
        this.lines = new RunLines(console.style(), verbose, diff);
    }

    @Override
    public void accept(Event event) {
        for (String line : lines.of(event)) {
            out.print(line + "\n");
        }
        out.flush();
    }
}
