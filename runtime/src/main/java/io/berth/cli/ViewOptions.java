package io.berth.cli;

/**
 * How what happens is shown.
 *
 * @param verbose also what did not change
 */
record ViewOptions(Output output, boolean verbose) {

    /** Human: live lines on a terminal, plain ones elsewhere. */
    enum Output { human, plain, json }
}
