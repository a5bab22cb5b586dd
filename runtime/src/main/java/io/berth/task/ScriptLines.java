package io.berth.task;

import io.berth.api.Hands;
import io.berth.model.Answer;
import java.util.Set;
import java.util.function.Consumer;

/** What scripts say on their standard output by {@code slot/say.sh}, line by line: the kind of line, then the rest. */
final class ScriptLines {

    /** The exit status of a script that refuses. */
    private static final int REFUSED = 75;

    private static final Set<String> KINDS = Set.of("failed", "refused", "next", "phase", "progress", "say", "fact");

    private String phase = "";
    private String failure = "";
    private String next = "";

    /** The part of its work that it was at; empty: it had not begun. */
    String phase() {
        return phase;
    }

    /** What it said why it failed or refused; empty: nothing. */
    String failure() {
        return failure;
    }

    /** What is to be done about that. */
    String next() {
        return next;
    }

    /** Whether it refused, and said by which rule. */
    boolean refused(Answer answer) {
        return answer.status() == REFUSED && !failure.isEmpty();
    }

    /** Its answer without what it said on its standard output, which has been told already. */
    static Answer untold(Answer answer) {
        return new Answer(answer.status(), answer.signal(), "", answer.err(), answer.took());
    }

    /** Whether a line is of a kind that is known. */
    static boolean isOne(String line) {
        return KINDS.contains(line.split(" ", 2)[0]);
    }

    /** Keeps a line that says why it failed. @return whether it was one */
    boolean isOfFailure(String line) {
        String rest = line.substring(line.indexOf(' ') + 1);
        switch (line.split(" ", 2)[0]) {
            case "failed", "refused" -> failure = rest;
            case "next" -> next = rest;
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells a line as it comes. Those of no known kind are shown as they are.
     *
     * @param fact gets what is behind the word: key and value
     */
    void tell(String line, Hands hands, Consumer<String> fact) {
        if (isOfFailure(line)) {
            return;
        }
        int space = line.indexOf(' ');
        String rest = space < 0 ? "" : line.substring(space + 1);
        switch (space < 0 ? line : line.substring(0, space)) {
            case "phase" -> {
                phase = rest;
                hands.phase(rest);
            }
            case "progress" -> progress(rest, hands);
            case "say" -> hands.say(rest);
            case "fact" -> fact.accept(rest);
            default -> hands.say(line);
        }
    }

    private static void progress(String numbers, Hands hands) {
        String[] bytesAndTotal = numbers.split(" ");
        try {
            hands.progress(Long.parseLong(bytesAndTotal[0]), Long.parseLong(bytesAndTotal[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            hands.say("progress " + numbers);
        }
    }
}
