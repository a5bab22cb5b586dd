package io.berth.model;

import io.berth.diag.PlaybookException;

/** Late code that is asked whether something holds. */
public interface Condition extends Late {

    /**
     * What it comes to, by Groovy's truth.
     *
     * @throws PlaybookException located, if it cannot be told
     */
    boolean holds(Known known);
}
