package io.berth.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The secrets a run knows, and how they are kept out of all it tells: each is replaced by {@code ‹secret NAME›}, in
 * whatever form it surfaces: as it is, line by line, quoted for a shell, escaped for JSON, XML, URLs, Java and Python, in
 * hexadecimal, in base64 also within a longer text, and there also where a line is broken. Thread-safe.
 */
public final class Redaction {

    /** The shortest secret that can be kept out, in characters: a shorter one is in everything. */
    public static final int SHORTEST = Disguises.LEAST;

    private final Map<String, String> names = new LinkedHashMap<>();
    private volatile boolean stale;
    private volatile Known known = new Known(new Finder(), new Wrapped());

    private record Known(Finder finder, Wrapped wrapped) {
    }

    /** Whether the text is long enough to be kept out of outputs. */
    public static boolean canKeep(String text) {
        return text.strip().length() >= SHORTEST;
    }

    /**
     * Makes a secret known. What was told before is not taken back.
     *
     * @throws IllegalArgumentException if it is shorter than {@link #SHORTEST} characters
     */
    public synchronized void add(String name, String text) {
        if (!canKeep(text)) {
            throw new IllegalArgumentException("the secret '" + name + "' is too short to be kept out of outputs");
        }
        if (names.putIfAbsent(text, name) != null) {
            return;
        }
        stale = true;
    }

    /** What to look for; made when it is first needed after a change, for secrets come several at a time. */
    private Known known() {
        if (stale) {
            synchronized (this) {
                Finder finder = new Finder();
                Wrapped wrapped = new Wrapped();
                names.forEach((secret, called) -> {
                    String replacement = "‹secret " + called + "›";
                    Disguises.of(secret).forEach(form -> finder.add(form, replacement));
                    Disguises.wrapped(secret).forEach(form -> wrapped.add(form, replacement));
                });
                known = new Known(finder, wrapped.sorted());
                stale = false;
            }
        }
        return known;
    }

    /** The text without the secrets. */
    public String of(String text) {
        Known now = known();
        if (now.finder().longest() == 0) {
            return text;
        }
        Spans found = new Spans();
        now.finder().find(text, found);
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            now.wrapped().find(text, begin, end, found);
            begin = end + 1;
        }
        now.wrapped().find(text, begin, text.length(), found);
        return found.isEmpty() ? text : found.replaceIn(text);
    }

    /** A copy of an event, or of any record, list or map in one, without the secrets. */
    public <T> T copy(T told) {
        @SuppressWarnings("unchecked") // a copy is of the class of what it is copied from
        T copy = (T) Rewriting.of(told, this::of);
        return copy;
    }

    /** How many characters of a text that is cut at its end must be seen with what follows, not to miss a secret. */
    int reach() {
        return Math.max(0, known().finder().longest() - 1);
    }

    int cutBefore(String text, int limit) {
        return known().finder().cutBefore(text, limit);
    }
}
