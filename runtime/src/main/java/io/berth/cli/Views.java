package io.berth.cli;

import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.report.Console;
import io.berth.report.JsonHostsView;
import io.berth.report.JsonView;
import io.berth.report.LiveView;
import io.berth.report.OutputView;
import io.berth.report.PlainView;
import io.berth.report.PlanJsonView;
import io.berth.report.PlanView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.concurrent.locks.ReentrantLock;

/** The views that were asked for: results on standard output, progress and messages on standard error, the rest in files. */
final class Views implements EventSink, AutoCloseable {

    private final List<EventSink> sinks = new ArrayList<>();
    private final List<AutoCloseable> ends = new ArrayList<>();

    private final List<LiveView> live = new ArrayList<>();
    private final ReentrantLock terminal = new ReentrantLock();

    private Views() {
    }

    /** A question and its answer. */
    interface Talk<T, E extends Exception> {
        T talk() throws E, InterruptedException;
    }

    /** Has somebody talk with the user at the terminal, one at a time, with nothing painted over it. */
    <T, E extends Exception> T aside(Talk<T, E> with) throws E, InterruptedException {
        terminal.lockInterruptibly();
        live.forEach(LiveView::stepAside);
        try {
            return with.talk();
        } finally {
            live.forEach(LiveView::goOn);
            terminal.unlock();
        }
    }

    /** @throws Usage if a file cannot be written */
    static Views forRun(ViewOptions how, Clock clock) {
        Views views = new Views();
        for (ViewOptions.Output output : how.outputs()) {
            output.file().ifPresent(file -> views.toFile(output.form(), file, how));
        }
        Console console = Console.ofStandardError();
        switch (how.onTerminal()) {
            case json -> views.sinks.add(new JsonView(System.out));
            case human, plain, junit, html -> views.told(how, console, clock);
        }
        return views;
    }

    /** What people read, with a word on who waits for what when that is asked for or nothing was said for long. */
    private void told(ViewOptions how, Console console, Clock clock) {
        EventSink view;
        if (how.onTerminal() == ViewOptions.Form.human && console.live()) {
            LiveView painted = new LiveView(System.err, console, clock, how.verbose(), how.diff()).start();
            // However the program ends, the terminal gets its cursor back.
            Runtime.getRuntime().addShutdownHook(new Thread(painted::close));
            ends.add(painted);
            live.add(painted);
            view = painted;
        } else {
            view = new PlainView(System.err, console, how.verbose(), how.diff());
        }
        Silence silence = new Silence(view, clock).start();
        ends.add(0, silence);
        sinks.add(silence);
    }

    private void toFile(ViewOptions.Form form, Path file, ViewOptions how) {
        if (form != ViewOptions.Form.json && form != ViewOptions.Form.plain && form != ViewOptions.Form.human) {
            return; // written at the end, from the journal
        }
        try {
            PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8);
            ends.add(out);
            sinks.add(form == ViewOptions.Form.json ? new JsonView(out) : new PlainView(out, Console.ofFile(), how.verbose(), how.diff()));
        } catch (IOException e) {
            throw new Usage("--output: " + e.getMessage());
        }
    }

    static Views forPlan(ViewOptions how) {
        Views views = new Views();
        views.sinks.add(how.onTerminal() == ViewOptions.Form.json
                ? new PlanJsonView(System.out)
                : new PlanView(System.out, Console.ofStandardOutput(), how.verbose(), true));
        return views;
    }

    /** What many hosts say to one command. */
    static Views ofOutput(Console out, Console err, Clock clock, OutputView.Mode mode) {
        return ofOutput(out, err, clock, mode, event -> event);
    }

    /** @param as what the view takes an event for, if it is to tell of others than hosts */
    static Views ofOutput(Console out, Console err, Clock clock, OutputView.Mode mode, UnaryOperator<Event> as) {
        Views views = new Views();
        OutputView view = new OutputView(System.out, out, System.err, err, clock, mode);
        Runtime.getRuntime().addShutdownHook(new Thread(view::close));
        views.ends.add(view);
        views.sinks.add(event -> view.accept(as.apply(event)));
        return views;
    }

    /** The same as JSON. */
    static Views ofHosts() {
        Views views = new Views();
        views.sinks.add(new JsonHostsView(System.out));
        return views;
    }

    @Override
    public void accept(Event event) {
        sinks.forEach(sink -> sink.accept(event));
    }

    @Override
    public void close() {
        for (AutoCloseable end : ends) {
            try {
                end.close();
            } catch (Exception e) {
                System.err.println("berth: " + e.getMessage());
            }
        }
    }
}
