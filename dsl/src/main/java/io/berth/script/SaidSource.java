package io.berth.script;

import io.berth.model.GuestDisk.Source;
import java.util.Optional;

/** What a guest's disk is made from, as a playbook says it. */
record SaidSource(Source source) {

    static final SaidSource NOTHING = new SaidSource(Source.NOTHING);

    /** A text is a volume's name or an absolute path. Empty if it can be neither. */
    static Optional<SaidSource> of(Object value) {
        if (value instanceof SaidSource said) {
            return Optional.of(said);
        }
        return value instanceof String text && text.matches("/.*[^/]|[A-Za-z0-9_][A-Za-z0-9._+@-]*") ? Optional.of(new SaidSource(new Source(Source.Kind.VOLUME, text)))
                : Optional.empty();
    }
}
