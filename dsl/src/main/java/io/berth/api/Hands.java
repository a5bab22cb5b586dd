package io.berth.api;

import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Feed;
import io.berth.model.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * What a task works with while it applies a change: its host. Interrupting the thread kills the running command's
 * process group on the host before {@link InterruptedException} is thrown.
 */
public interface Hands {

    Scope scope();

    /** Who is at work, as a lock names its holder. */
    Holder holder();

    /**
     * Runs a command and fails if it does.
     *
     * @throws CommandFailure if its status is not 0
     * @throws IOException if the host was lost
     */
    Answer run(Command command) throws TaskFailure, IOException, InterruptedException;

    /** Runs a command; whatever it answers is an answer. */
    Answer attempt(Command command) throws IOException, InterruptedException;

    /**
     * Runs a long command on a channel of its own. If the controller, the connection or the run dies, its process
     * group on the host gets TERM at once.
     *
     * @param out gets each line of standard output as it comes, without its end
     */
    Answer stream(Command command, Consumer<String> out) throws IOException, InterruptedException;

    /**
     * The same, and gives the command its standard input while it runs. If that cannot be had to its end, the command is ended and
     * does not take it for the end.
     *
     * @throws IOException if the host was lost; what {@code input} throws, too
     */
    Answer feed(Command command, Feed input, Consumer<String> out) throws IOException, InterruptedException;

    /**
     * The same as {@link #stream}, what the command writes on its standard output going to {@code to} as it is.
     *
     * @param err gets each line of standard error as it comes, without its end
     */
    Answer pour(Command command, OutputStream to, Consumer<String> err) throws IOException, InterruptedException;

    /**
     * Writes a file beside its place and renames it there.
     *
     * @param mode permission bits, for example 0644 octal
     */
    void put(InputStream content, String path, int mode) throws IOException, InterruptedException;

    /** What comes next brings or takes so many bytes at once: what makes that quick is made ready, if they are enough for it. */
    default void expect(long bytes) { }

    /** Copies a file's content out. */
    void get(String path, OutputStream to) throws IOException, InterruptedException;

    /** Hands on another host of the playbook, for a task that has to do with two. */
    Hands on(Host host) throws IOException, InterruptedException;

    /** Adds to what the task's {@link io.berth.model.Result} tells. */
    void tell(String name, Object value);

    /**
     * Asks the user, once in a run for a question, whatever the number of tasks that ask it.
     *
     * @return whether the answer is yes
     * @throws Refusal if nobody can be asked
     */
    default boolean ask(String question) throws Refusal, InterruptedException {
        throw new Refusal("nobody can be asked: " + question, "say yes beforehand, with --yes");
    }

    /** The known_hosts lines by which this run verified {@code host}, so that hosts can verify one another. */
    String knownHostLines(String host) throws IOException, InterruptedException;

    /** Says which part of the task begins: {@code shutdown}, {@code copy}. */
    void phase(String name);

    /** @param total 0 when not known */
    void progress(long bytes, long total);

    /** A line for the task's output. */
    void say(String line);

    /** A line of the task's output that the user is to see, whether or not output is asked for. */
    default void show(String line) {
        say(line);
    }
}
