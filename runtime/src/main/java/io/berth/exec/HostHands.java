package io.berth.exec;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Holder;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.transport.Session;
import io.berth.transport.Transport;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;

/** A task's hands on its host: each thing done is also an event. */
final class HostHands implements Hands {

    private final TaskNode task;
    private final Transport transport;
    private final Session session;
    private final Holder holder;
    private final EventSink events;
    private final Clock clock;

    HostHands(TaskNode task, Transport transport, Session session, Holder holder, EventSink events, Clock clock) {
        this.task = task;
        this.transport = transport;
        this.session = session;
        this.holder = holder;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Scope scope() {
        return task.scope();
    }

    @Override
    public Holder holder() {
        return holder;
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
        return session.stream(command, out, line -> events.accept(new Event.TaskOutput(clock.instant(), task.id(), line, true)));
    }

    @Override
    public String knownHostLines(String host) throws IOException, InterruptedException {
        return transport.session(task.scope().playbook().host(host)).knownHostLines();
    }

    @Override
    public void phase(String name) {
        events.accept(new Event.TaskPhase(clock.instant(), task.id(), name));
    }

    @Override
    public void progress(long bytes, long total) {
        events.accept(new Event.TaskProgress(clock.instant(), task.id(), bytes, total));
    }

    @Override
    public void say(String line) {
        events.accept(new Event.TaskOutput(clock.instant(), task.id(), line, false));
    }
}
