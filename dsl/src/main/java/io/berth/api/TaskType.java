package io.berth.api;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import java.util.List;

/**
 * A kind of task: what its parameters are, what it touches, and how it finds out what there is to do. Plan and apply
 * share {@link #change}, so check mode cannot lie.
 *
 * @param <P> the record of its parameters
 */
public interface TaskType<P extends Record> {

    /** Its word in playbooks and in task ids. */
    String word();

    Class<P> parameters();

    /** The one task this is, without word and host: {@code w01}. Unique with both. */
    String name(P parameters);

    /** What it is for, one sentence, as the reference says it. */
    default String doc() {
        return "";
    }

    /**
     * Whether tasks of this kind run on a host in the order in which the playbook says them, and not when one before failed.
     * Resources that are independent by nature, such as slots, are ordered by their footprints alone.
     */
    default boolean ordered() {
        return false;
    }

    /** Whether {@link Scope#facts} is wanted. */
    default boolean wantsFacts(P parameters, Scope scope) {
        return false;
    }

    /** What it reads and writes, its edges in the graph. */
    Footprint footprint(P parameters, Scope scope);

    /** Finds what is wrong before any host is asked, for example in a template. */
    default void check(P parameters, Scope scope, SourceRange at, Diagnostics into) {
    }

    /** Commands that look and change nothing. They are sent together with those of other tasks. */
    List<Command> observe(P parameters, Scope scope);

    /** Other hosts that it looks at, for a task that has to do with more than its own. */
    default List<Host> elsewhere(P parameters, Scope scope) {
        return List.of();
    }

    /**
     * Commands that look at such a host and change nothing.
     *
     * @param seen the answers to {@link #observe}
     * @throws TaskFailure if what was seen makes no sense
     */
    default List<Command> observe(P parameters, Scope scope, Host other, List<Answer> seen) throws TaskFailure {
        return List.of();
    }

    /**
     * What is to be done, given what was seen.
     *
     * @param seen the answers to {@link #observe}, in its order; behind them those of {@link #elsewhere}, host by host
     * @throws TaskFailure if what was seen makes no sense
     */
    Change change(P parameters, Scope scope, List<Answer> seen) throws TaskFailure;
}
