package io.berth.exec;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Holder;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Feed;
import io.berth.model.Host;
import io.berth.model.Result;
import io.berth.model.TaskOptions;
import io.berth.transport.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A task's hands on its host: each thing done is also an event, and what its last command answered is kept. */
final class HostHands implements Hands {

    private static final Answer NONE = new Answer(0, "", "", "", Duration.ZERO);
    /** In nanoseconds, between two times that it is told how far a task is: nobody reads faster. */
    private static final long PAUSE = 50_000_000;

    private final TaskNode task;
    private final Session session;
    private final Surroundings around;
    private final Map<String, Object> told = new ConcurrentHashMap<>();
    private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
    private volatile Answer last = NONE;
    /** How far it is, if that was not told yet. */
    private Event.TaskProgress untold;
    private long toldAt = System.nanoTime() - PAUSE;

    HostHands(TaskNode task, Session session, Surroundings around) {
        this.task = task;
        this.session = session;
        this.around = around;
    }

    /** A command with the environment and the directory that the task's options give it, unless it has its own. */
    static Command dressed(Command command, TaskOptions options) {
        Command dressed = command;
        if (!options.environment().isEmpty()) {
            Map<String, String> environment = new HashMap<>(options.environment());
            environment.putAll(command.environment());
            dressed = dressed.with(environment);
        }
        return command.directory().isEmpty() && !options.directory().isEmpty() ? dressed.in(options.directory()) : dressed;
    }

    /** What there is to know of the work once it is done. */
    Result result(boolean changed, boolean failed, Map<String, Object> data) {
        tellProgress();
        Map<String, Object> all = new LinkedHashMap<>(data);
        all.putAll(told);
        return new Result(changed, failed, false, last.status(), last.text(), last.err().stripTrailing(), all);
    }

    @Override
    public Scope scope() {
        return task.scope();
    }

    @Override
    public Holder holder() {
        return around.holder();
    }

    @Override
    public Answer run(Command command) throws TaskFailure, IOException, InterruptedException {
        Answer answer = attempt(command);
        if (!answer.ok()) {
            throw failure(command, answer);
        }
        return answer;
    }

    /** Runs the commands that all of a task's work is, and hands on what they write as it comes. */
    void runAll(List<Command> commands) throws TaskFailure, IOException, InterruptedException {
        List<Command> dressed = commands.stream().map(command -> dressed(command, task.options())).toList();
        List<Answer> answers = session.runChain(dressed, (command, line, error) -> around.say(task.id(), line, error));
        last = answers.get(answers.size() - 1);
        if (!last.ok()) {
            throw failure(commands.get(answers.size() - 1), last);
        }
    }

    static CommandFailure failure(Command command, Answer answer) {
        // A script's own name, not the shell's.
        boolean script = command.argv().size() > 3 && command.argv().get(1).equals("-euc");
        String how = answer.signal().isEmpty() ? "status " + answer.status() : "signal " + answer.signal();
        return new CommandFailure(command.argv().get(script ? 3 : 0) + " ended with " + how, command, answer, "");
    }

    @Override
    public Answer attempt(Command command) throws IOException, InterruptedException {
        last = session.run(dressed(command, task.options()));
        return last;
    }

    @Override
    public Answer stream(Command command, Consumer<String> out) throws IOException, InterruptedException {
        last = session.stream(dressed(command, task.options()), out, line -> around.say(task.id(), line, true));
        return last;
    }

    @Override
    public Answer feed(Command command, Feed input, Consumer<String> out) throws IOException, InterruptedException {
        last = session.feed(dressed(command, task.options()), input, out, line -> around.say(task.id(), line, true));
        return last;
    }

    @Override
    public Answer pour(Command command, OutputStream to, Consumer<String> err) throws IOException, InterruptedException {
        last = session.pour(dressed(command, task.options()), to, err);
        return last;
    }

    @Override
    public void put(InputStream content, String path, int mode) throws IOException, InterruptedException {
        session.put(content, path, mode);
    }

    @Override
    public void expect(long bytes) {
        session.expect(bytes);
    }

    @Override
    public void get(String path, OutputStream to) throws IOException, InterruptedException {
        session.get(path, to);
    }

    @Override
    public Hands on(Host host) throws IOException, InterruptedException {
        return new HostHands(task, around.transport().session(host, host.become()), around);
    }

    @Override
    public void tell(String name, Object value) {
        told.put(name, value);
    }

    @Override
    public boolean ask(String question) throws Refusal, InterruptedException {
        return around.questions().ask(question);
    }

    @Override
    public String knownHostLines(String host) throws IOException, InterruptedException {
        return around.transport().session(task.scope().playbook().host(host)).knownHostLines();
    }

    @Override
    public void phase(String name) {
        tellProgress();
        around.events().accept(new Event.TaskPhase(around.clock().instant(), task.id(), name));
    }

    @Override
    public synchronized void progress(long bytes, long total) {
        untold = new Event.TaskProgress(around.clock().instant(), task.id(), bytes, total);
        if (System.nanoTime() - toldAt >= PAUSE) {
            tellProgress();
        }
    }

    private synchronized void tellProgress() {
        if (untold != null) {
            around.events().accept(untold);
            untold = null;
            toldAt = System.nanoTime();
        }
    }

    @Override
    public void say(String line) {
        around.say(task.id(), line, false);
    }

    @Override
    public void show(String line) {
        say(line);
        shown.add(line);
    }

    List<String> shown() {
        return List.copyOf(shown);
    }
}
