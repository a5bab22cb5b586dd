package io.berth.report;

import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.event.Failure;
import io.berth.event.Outcome;
import java.io.Closeable;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one command said on many hosts. Hosts that said the same are told together when all have ended; or each line is told as
 * it comes. Standard output goes to standard output, standard error and how it ended where it did not end well to standard error.
 */
public final class OutputView implements EventSink, Closeable {

    /** How it is told. */
    public enum Mode {
        /** Hosts that said the same together, at the end. */
        FOLDED,
        /** Each line as it comes, behind its host. */
        LIVE,
        /** As it comes and as it is: there is one host. */
        BARE
    }

    /** More than that is not held back: it is told line by line from then on. */
    private static final long MOST_HELD = 64L << 20;
    private static final Duration REPAINT = Duration.ofMillis(200);

    private record Line(String text, boolean error) {
    }

    /** What hosts must have in common to be told together. */
    private record Said(List<Line> lines, String ended) {
    }

    private final PrintStream out;
    private final PrintStream err;
    private final Style style;
    private final Style outStyle;
    private final LivePainter painter;
    private final Console console;
    private final Clock clock;
    private final Names names = new Names();
    private final Map<String, List<Line>> held = new LinkedHashMap<>();
    private final Map<String, String> ended = new TreeMap<>(Names.NATURAL);
    private final Set<String> running = new TreeSet<>(Names.NATURAL);
    private Mode mode;
    private int hosts;
    private long size;
    private Instant painted = Instant.EPOCH;
    private boolean live;

    /** @param console of standard error: on a terminal it shows how far all is; @param ofOut of standard output */
    public OutputView(PrintStream out, Console ofOut, PrintStream err, Console console, Clock clock, Mode mode) {
        this.out = out;
        this.err = err;
        this.style = console.style();
        this.outStyle = ofOut.style();
        this.console = console;
        this.painter = new LivePainter(err);
        this.clock = clock;
        this.mode = mode;
        this.live = console.live() && mode == Mode.FOLDED;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.GraphMade graph) {
            names.learn(graph);
            hosts = graph.nodes().size();
        } else if (event instanceof Event.TaskStarted started) {
            running.add(Names.host(started.host()));
        } else if (event instanceof Event.TaskOutput output) {
            said(names.hostOf(output.task()), new Line(Text.printable(output.line()), output.error()));
        } else if (event instanceof Event.TaskEnded task) {
            ended(task);
        } else if (event instanceof Event.Notice notice) {
            erase();
            err.println(notice.text());
        } else if (event instanceof Event.Interrupted interrupted) {
            erase();
            err.println(style.yellow("interrupted:") + " " + (interrupted.hard() ? "cancelling" : "nothing new starts; once more cancels"));
        } else if (event instanceof Event.RunEnded) {
            close();
        }
        paint();
    }

    private void said(String host, Line line) {
        if (mode != Mode.FOLDED) {
            tell(host, line);
            return;
        }
        held.computeIfAbsent(host, h -> new ArrayList<>()).add(line);
        size += 2L * line.text().length() + 40;
        if (size > MOST_HELD) {
            erase();
            live = false;
            err.println(style.dim("so much is said that it is told line by line from here on"));
            held.forEach((one, lines) -> lines.forEach(each -> tell(one, each)));
            held.clear();
            mode = Mode.LIVE;
        }
    }

    private void tell(String host, Line line) {
        (line.error() ? err : out).println(mode == Mode.BARE ? line.text() : host + ": " + line.text());
    }

    private void ended(Event.TaskEnded task) {
        String host = Names.host(task.host());
        running.remove(host);
        ended.put(host, badly(task));
        if (mode != Mode.FOLDED && !ended.get(host).isEmpty()) {
            err.println(style.red((mode == Mode.BARE ? "" : host + ": ") + ended.get(host)));
        }
    }

    /** How it ended in a word, if not well. */
    private static String badly(Event.TaskEnded task) {
        if (task.outcome().good()) {
            return "";
        }
        int status = task.failure().stream().mapToInt(Failure::status).findFirst().orElse(0);
        return task.outcome() == Outcome.FAILED && status != 0 ? "status " + status : Text.printable(task.summary());
    }

    /** Tells what was held back. */
    @Override
    public synchronized void close() {
        erase();
        live = false;
        Map<Said, List<String>> alike = new LinkedHashMap<>();
        for (String host : mode == Mode.FOLDED ? ended.keySet() : List.<String>of()) {
            Said said = new Said(held.getOrDefault(host, List.of()), ended.get(host));
            alike.computeIfAbsent(said, s -> new ArrayList<>()).add(host);
        }
        alike.forEach((said, who) -> tell(HostNames.folded(who), said));
        held.clear();
        List<String> bad = ended.entrySet().stream().filter(one -> !one.getValue().isEmpty()).map(Map.Entry::getKey).toList();
        if (hosts > 1 && !bad.isEmpty()) {
            err.println(style.red(bad.size() + " of " + RunLines.count(hosts, "host") + " failed: " + HostNames.folded(bad)));
        }
        ended.clear();
        out.flush();
        err.flush();
    }

    private void tell(String who, Said said) {
        tell(who, said.lines().stream().filter(line -> !line.error()).map(Line::text).toList(), out);
        tell(who, said.lines().stream().filter(Line::error).map(Line::text).toList(), err);
        if (!said.ended().isEmpty()) {
            err.println(style.red(who + ": " + said.ended()));
        }
    }

    /** One line stands behind its hosts; several below them. */
    private void tell(String who, List<String> lines, PrintStream to) {
        String head = (to == out ? outStyle : style).bold(who + ":");
        if (lines.size() == 1) {
            to.println(head + " " + lines.get(0));
        } else if (!lines.isEmpty()) {
            to.println(head);
            lines.forEach(line -> to.println("  " + line));
        }
        to.flush();
    }

    private void paint() {
        if (!live || Duration.between(painted, clock.instant()).compareTo(REPAINT) < 0) {
            return;
        }
        painted = clock.instant();
        int columns = console.size().get().columns();
        String whom = running.stream().limit(50).collect(Collectors.collectingAndThen(Collectors.toList(), HostNames::folded));
        painter.paint(List.of(), List.of(style.dim(Text.cut(ended.size() + " of " + hosts + " done" + (whom.isEmpty() ? "" : ", running on " + whom), columns - 1))), columns);
    }

    private void erase() {
        if (live) {
            painter.end(List.of(), console.size().get().columns());
        }
    }
}
