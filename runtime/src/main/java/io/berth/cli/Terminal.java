package io.berth.cli;

import java.io.IOException;
import java.util.List;

/** Programs of this machine that get the terminal for as long as they last. */
final class Terminal {

    private Terminal() {
    }

    /** Whether standard input is one. */
    static boolean isThere() throws IOException, InterruptedException {
        return run(List.of("test", "-t", "0")) == 0;
    }

    /** Runs a program with this one's standard input, output and error. @return its exit status */
    static int run(List<String> argv) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(argv).inheritIO().start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
