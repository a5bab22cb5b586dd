package io.berth.cli;

import io.berth.exec.Stepping;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks the user before each task, on the terminal. */
final class Asking implements Stepping {

    private final BufferedReader in;
    private final PrintStream out;

    Asking(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    static Asking onTerminal() {
        return new Asking(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.err);
    }

    /** No answer, because the input has ended, is a no to all that is asked. */
    @Override
    public Say ask(String title, String host) throws InterruptedException {
        try {
            while (true) {
                out.print("run '" + title + "' (on " + host + ", and then its other hosts)? [y]es, [n]o, [c]ontinue without asking: ");
                out.flush();
                waitForLine();
                String line = in.readLine();
                switch (line == null ? "n" : line.strip().toLowerCase(Locale.ROOT)) {
                    case "y", "yes" -> {
                        return Say.YES;
                    }
                    case "n", "no" -> {
                        return Say.NO;
                    }
                    case "c", "continue" -> {
                        return Say.CONTINUE;
                    }
                    default -> out.println("that was none of y, n and c");
                }
            }
        } catch (InterruptedException e) {
            out.println();
            throw e;
        } catch (IOException e) {
            return Say.NO;
        }
    }

    /** Reading a terminal cannot be interrupted, waiting can: an interrupt ends the question. */
    private void waitForLine() throws IOException, InterruptedException {
        while (System.console() != null && !in.ready()) {
            Thread.sleep(50);
        }
    }
}
