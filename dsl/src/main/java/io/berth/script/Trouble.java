package io.berth.script;

import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.List;

/** Something in the playbook's own code cannot be done. Caught where the expression stands, and said there. */
final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SourceRange at;
    private final transient List<String> hints;

    Trouble(String message, String... hints) {
        this(SourceRange.NONE, message, hints);
    }

    /** @param at where exactly; {@link SourceRange#NONE}: the whole expression */
    Trouble(SourceRange at, String message, String... hints) {
        super(message, null, false, false);
        this.at = at;
        this.hints = List.of(hints);
    }

    /** The same with one more thing to do about it. */
    Trouble and(String hint) {
        List<String> more = new ArrayList<>(hints);
        more.add(hint);
        return new Trouble(at, getMessage(), more.toArray(String[]::new));
    }

    SourceRange at() {
        return at;
    }

    String[] hints() {
        return hints.toArray(String[]::new);
    }
}
