package io.berth.transport;

import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A connection to one host. Thread-safe: short commands of several threads take turns, streams run beside them.
 * Interrupting the calling thread kills the process group of its command on the host, then throws
 * {@link InterruptedException}. A status other than 0 is an answer, not an exception.
 */
public interface Session extends AutoCloseable {

    /**
     * Runs a short command whose output fits in memory. If it takes longer than about a second, it is held as
     * {@link #stream} holds its commands: it ends when the connection or berth does. Of an output of more than 16 MiB it
     * gives the last 64 KiB then.
     *
     * @throws TimedOut if it took longer than its timeout; its process group has been killed
     * @throws Unreachable if the host was lost meanwhile
     */
    Answer run(Command command) throws IOException, InterruptedException;

    /** Runs commands one after another, in one round trip where the transport can; as many answers as commands. */
    List<Answer> runAll(List<Command> commands) throws IOException, InterruptedException;

    /**
     * The same, up to the first that does not answer with status 0: what stands behind it is not run, and the list ends with its
     * answer.
     */
    default List<Answer> runChain(List<Command> commands) throws IOException, InterruptedException {
        return runChain(commands, Live.nobody());
    }

    /**
     * The same, and hands on each line of what the commands write: as it comes if a command takes longer than about a
     * second, else with its answer; and each answer, so that much is known of a chain that ends by an exception.
     */
    default List<Answer> runChain(List<Command> commands, Live live) throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < commands.size() && (i == 0 || answers.get(i - 1).ok()); i++) {
            int command = i;
            Answer answer = run(commands.get(i));
            answers.add(answer);
            answer.out().lines().forEach(line -> live.line(command, line, false));
            answer.err().lines().forEach(line -> live.line(command, line, true));
            live.answered(command, answer);
        }
        return answers;
    }

    /**
     * Runs a long command on a channel of its own. When the channel ends before the command does, for whatever
     * reason, the command's process group on the host gets TERM, and KILL after the grace period.
     *
     * @param out gets each line of standard output as it comes, without its end
     * @param err likewise for standard error
     * @return the answer, with the last 64 KiB of each output
     */
    Answer stream(Command command, Consumer<String> out, Consumer<String> err) throws IOException, InterruptedException;

    /**
     * The same, and gives the command its standard input while it runs. The command reads the end of that only when all of it has
     * come; when it comes to an end early, here or on the way, the command gets TERM first. One that ends before it has read
     * all of its input is not given the rest.
     *
     * @throws IOException what {@code input} throws, too
     */
    Answer feed(Command command, Feed input, Consumer<String> out, Consumer<String> err) throws IOException, InterruptedException;

    /** The same as {@link #stream}, its standard output going to {@code to} as it is, and not into the answer. */
    Answer pour(Command command, OutputStream to, Consumer<String> err) throws IOException, InterruptedException;

    /**
     * Writes a file beside its place and renames it there.
     *
     * @param mode permission bits, for example 0644 octal
     */
    void put(InputStream content, String path, int mode) throws IOException, InterruptedException;

    /** What comes next carries so many bytes at once. */
    default void expect(long bytes) { }

    /** Copies a file's content out. */
    void get(String path, OutputStream to) throws IOException, InterruptedException;

    /**
     * The known_hosts lines by which the host's key was verified, with the address it was reached at as their name.
     * Empty for a host reached without a network.
     */
    String knownHostLines();

    @Override
    void close();
}
