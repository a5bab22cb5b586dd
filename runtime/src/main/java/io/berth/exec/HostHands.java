package io.berth.exec;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Holder;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.transport.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A task's hands on its host: each thing done is also an event. */
final class HostHands implements Hands {

    private final TaskNode task;
    private final Session session;
    private final Surroundings around;
    private final Map<String, Object> told = new LinkedHashMap<>();

    HostHands(TaskNode task, Session session, Surroundings around) {
        this.task = task;
        this.session = session;
        this.around = around;
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
            String how = answer.signal().isEmpty() ? "status " + answer.status() : "signal " + answer.signal();
            throw new CommandFailure("a command ended with " + how, command, answer, "");
        }
        return answer;
    }

    @Override
    public Answer attempt(Command command) throws IOException, InterruptedException {
        return session.run(command);
    }

    @Override
    public Answer stream(Command command, Consumer<String> out) throws IOException, InterruptedException {
        return session.stream(command, out, line -> around.events().accept(new Event.TaskOutput(around.clock().instant(), task.id(), line, true)));
    }

    @Override
    public void put(InputStream content, String path, int mode) throws IOException, InterruptedException {
        session.put(content, path, mode);
    }

    @Override
    public void get(String path, OutputStream to) throws IOException, InterruptedException {
        session.get(path, to);
    }

    @Override
    public Hands on(Host host) throws IOException, InterruptedException {
        return new HostHands(task, around.transport().session(host), around);
    }

    @Override
    public void tell(String name, Object value) {
        told.put(name, value);
    }

    @Override
    public String knownHostLines(String host) throws IOException, InterruptedException {
        return around.transport().session(task.scope().playbook().host(host)).knownHostLines();
    }

    @Override
    public void phase(String name) {
        around.events().accept(new Event.TaskPhase(around.clock().instant(), task.id(), name));
    }

    @Override
    public void progress(long bytes, long total) {
        around.events().accept(new Event.TaskProgress(around.clock().instant(), task.id(), bytes, total));
    }

    @Override
    public void say(String line) {
        around.events().accept(new Event.TaskOutput(around.clock().instant(), task.id(), line, false));
    }
}
