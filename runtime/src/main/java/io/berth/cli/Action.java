package io.berth.cli;

import java.util.concurrent.Callable;

/** A command; what it returns is the exit status. */
interface Action extends Callable<Integer> {
}
