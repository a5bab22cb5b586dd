package io.berth.exec;

import io.berth.api.Refusal;

/** Asks the user in the middle of a run. */
@FunctionalInterface
public interface Questions {

    Questions TO_NOBODY = question -> {
        throw new Refusal("nobody can be asked: " + question, "say yes beforehand, with --yes");
    };

    /**
     * Asked once for a question, whatever the number of tasks that ask it at the same time.
     *
     * @return whether the answer is yes
     * @throws Refusal if nobody can be asked
     */
    boolean ask(String question) throws Refusal, InterruptedException;
}
