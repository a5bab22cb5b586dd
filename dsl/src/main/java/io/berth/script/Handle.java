package io.berth.script;

import io.berth.diag.SourceRange;
import java.util.Optional;

/**
 * What a task word gives back in a playbook: stands for the result the task will have.
 *
 * @param number the task's
 * @param host the host whose result is meant; empty: the one where it is asked for
 */
record Handle(int number, String word, SourceRange at, Optional<String> host) {

    Handle on(String other) {
        return new Handle(number, word, at, Optional.of(other));
    }
}
