package io.berth.script;

/** Gives the tasks of a playbook their numbers, in the order of saying. */
final class Numbers {

    private int last;

    int next() {
        return ++last;
    }
}
