package io.berth.model;

import io.berth.diag.PlaybookException;
import io.berth.diag.SourceRange;
import java.util.Set;

/** Code of the playbook that waits until facts and results are known. Thread-safe. */
public interface Late {

    /** As the playbook says it, on one line. */
    String text();

    SourceRange at();

    boolean readsFacts();

    /** Numbers of the tasks whose results it reads: they come first. */
    Set<Integer> results();

    /**
     * What it comes to on a host: a text, a number, a truth, a list or a map of such.
     *
     * @throws PlaybookException located, if it cannot be had
     */
    Object value(Known known);
}
