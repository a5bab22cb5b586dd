package io.berth.report;

import io.berth.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The beginning and the end of a task's output, and how much was left out between: the end says why it ended. */
final class CappedOutput {

    private static final int HEAD = 16 << 10;
    private static final int TAIL = 48 << 10;
    private static final int LONGEST_LINE = 4 << 10;

    /** @param error whether it came from standard error */
    public record Line(String text, boolean error) { }

    private final List<Line> head = new ArrayList<>();
    private final Deque<Line> tail = new ArrayDeque<>();
    private int headLength;
    private int tailLength;
    private long leftOut;

    void add(Event.TaskOutput output) {
        Line line = new Line(shortened(output.line()), output.error());
        if (tail.isEmpty() && headLength + line.text().length() <= HEAD) {
            head.add(line);
            headLength += line.text().length() + 1;
            return;
        }
        tail.add(line);
        tailLength += line.text().length() + 1;
        while (tailLength > TAIL) {
            tailLength -= tail.remove().text().length() + 1;
            leftOut++;
        }
    }

    private static String shortened(String line) {
        int over = line.length() - LONGEST_LINE;
        return over <= 0 ? Text.printable(line)
                : Text.printable(line.substring(0, LONGEST_LINE)) + " … " + over + " characters left out";
    }

    List<Line> head() {
        return head;
    }

    List<Line> tail() {
        return List.copyOf(tail);
    }

    /** Lines between {@link #head} and {@link #tail}. */
    long leftOut() {
        return leftOut;
    }
}
