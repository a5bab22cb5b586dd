package io.berth.cli;

import io.berth.api.Refusal;
import io.berth.exec.Questions;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Questions to whoever sits at the terminal; each is put once. */
final class Confirmations implements Questions {

    private final boolean yes;
    private final Supplier<BufferedReader> terminal;
    private final PrintStream out;
    private final Map<String, Boolean> answers = new HashMap<>();

    /**
     * @param yes whether the user has said yes to all beforehand
     * @param terminal opens it; gives null if there is none
     */
    Confirmations(boolean yes, Supplier<BufferedReader> terminal, PrintStream out) {
        this.yes = yes;
        this.terminal = terminal;
        this.out = out;
    }

    /** At the terminal of this process, whatever its standard input is. */
    static Confirmations atTerminal(boolean yes) {
        return new Confirmations(yes, () -> {
            try {
                return new BufferedReader(new FileReader("/dev/tty", Charset.defaultCharset()));
            } catch (IOException e) {
                return null;
            }
        }, System.err);
    }

    @Override
    public synchronized boolean ask(String question) throws Refusal, InterruptedException {
        if (yes) {
            return true;
        }
        Boolean known = answers.get(question);
        if (known == null) {
            known = put(question);
            answers.put(question, known);
        }
        return known;
    }

    /** The same before anything is done. Where nobody can be asked, that is said on standard error, and is a no. */
    boolean agreed(String question) throws InterruptedException {
        try {
            return ask(question);
        } catch (Refusal e) {
            System.err.println("berth: " + e.getMessage() + "; " + e.next());
            return false;
        }
    }

    private boolean put(String question) throws Refusal, InterruptedException {
        BufferedReader reader = terminal.get();
        if (reader == null) {
            throw new Refusal("there is no terminal to ask at: " + question, "say yes beforehand, with --yes");
        }
        out.print(question + " [y/N] ");
        out.flush();
        try {
            // reading cannot be interrupted, waiting can
            while (!reader.ready()) {
                Thread.sleep(50);
            }
            String line = reader.readLine();
            return line != null && line.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (InterruptedException e) {
            out.println();
            throw e;
        } catch (IOException e) {
            throw new Refusal("the terminal does not answer: " + e.getMessage(), "say yes beforehand, with --yes");
        }
    }
}
