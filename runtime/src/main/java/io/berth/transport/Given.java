package io.berth.transport;

import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command that the shell that stays was given, and what becomes of it. */
final class Given {

    private final Command command;
    private final long number;
    private final boolean listened;
    private final String mark = Mark.make();
    private final Heard out;
    private final Heard err;
    private final CompletableFuture<End> end = new CompletableFuture<>();

    /** How it ended: its status and the signal's name or nothing; a dash is the status of what was left out. */
    private record End(String status, String signal) {}

    /**
     * @param number names the files of its outputs
     * @param place in the list that is run
     */
    Given(Command command, long number, int place, Live live) {
        this.command = command;
        this.number = number;
        this.listened = live != Live.nobody();
        Object turn = new Object();
        this.out = new Heard(turn, Shell.MOST, listened, line -> live.line(place, line, false));
        this.err = new Heard(turn, Shell.MOST, listened, line -> live.line(place, line, true));
    }

    Command command() {
        return command;
    }

    long number() {
        return number;
    }

    /** Whether somebody wants what it writes while it runs. */
    boolean listened() {
        return listened;
    }

    Heard out() {
        return out;
    }

    Heard err() {
        return err;
    }

    /**
     * What the shell reads, see {@code shell.sh}. In braces: it reads them to their end before it begins, so a command that was
     * cut short does not run.
     *
     * @param chain whether it is left out once one has failed
     * @param first whether it is the first of those that are run together
     * @param tidy whether the files of earlier commands go first
     */
    byte[] text(boolean chain, boolean first, boolean tidy) {
        boolean reads = !command.input().isEmpty();
        ShellText text = new ShellText().add(tidy ? "{ tidy; " : "{ ");
        if (chain) {
            text.add(first ? "failed=; " : "if proceed " + mark + "; then ");
        }
        text.add("before " + number + "; ");
        if (reads) {
            text.add("printf %b ").addPrinted(command.input()).add(" >\"$in\"; ");
        }
        text.add("(" + ShellText.surroundings(command) + "exec \"$1\" " + Quote.words(command.argv()) + ") <"
            + (reads ? "\"$in\"" : "/dev/null") + " >&7 2>&8 7>&- 8>&-; answer " + mark + " " + (listened ? Long.MAX_VALUE : Shell.MOST + 1));
        return text.add(chain && !first ? "; fi; }\n" : "; }\n").toBytes();
    }

    /** Reads the shell's answer to it. */
    void read(MarkedInput in) {
        byte[] between = Mark.bytes("\n" + mark);
        try {
            in.copyUntil(between, out.answer());
            in.copyUntil(between, err.answer());
            String[] words = in.line().strip().split(" ");
            out.end();
            err.end();
            end.complete(new End(words[0], words[1].equals("-") ? "" : words[1]));
        } catch (IOException e) {
            end.completeExceptionally(ended(e));
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    /** Of the same kind, in words for the user where there was nothing more to read. */
    static IOException ended(IOException e) {
        return e instanceof EOFException ? new EOFException("its shell ended") : e;
    }

    /**
     * Waits until it has ended or was left out.
     *
     * @return false if that takes longer than the limit
     * @throws IOException if the shell was lost
     */
    boolean await(Duration limit) throws IOException, InterruptedException {
        try {
            end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException lost ? lost : new IOException(e.getCause());
        }
    }

    /** The answer, once it has ended. */
    Answer answer(String host, Duration took) throws TooMuchOutput {
        out.check();
        err.check();
        if (out.tooMuch() || err.tooMuch()) {
            throw new TooMuchOutput(host, command, Shell.MOST);
        }
        End known = end.join();
        return new Answer(Integer.parseInt(known.status()), known.signal(), out.text(), err.text(), took);
    }
}
