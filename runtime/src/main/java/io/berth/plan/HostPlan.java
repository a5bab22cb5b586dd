package io.berth.plan;

import io.berth.api.Change;
import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.model.Answer;
import io.berth.model.Become;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.model.Late;
import io.berth.transport.BecomeRefused;
import io.berth.transport.Transport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks one host: what it is, and for its tasks what there is. One batch for each user that its tasks are done as. */
final class HostPlan {

    private final Host host;
    private final List<TaskNode> tasks;
    private final boolean wantsFacts;
    private final Transport transport;
    private final EventSink events;
    private final Clock clock;
    private final Answers answers;

    /**
     * @param tasks that are done on it
     * @param wantsFacts whether a task asks for its facts
     */
    HostPlan(Host host, List<TaskNode> tasks, boolean wantsFacts, Transport transport, EventSink events, Clock clock, Answers answers) {
        this.host = host;
        this.tasks = tasks;
        this.wantsFacts = wantsFacts;
        this.transport = transport;
        this.events = events;
        this.clock = clock;
        this.answers = answers;
    }

    /** All that can be asked by what this host itself tells; the tasks that need the facts of others are left over. */
    List<TaskNode> ask() throws InterruptedException {
        List<TaskNode> later = new ArrayList<>();
        List<TaskNode> now = new ArrayList<>();
        for (TaskNode task : tasks) {
            (missing(task).isEmpty() ? now : later).add(task);
        }
        try {
            Instant began = clock.instant();
            transport.session(host);
            events.accept(new Event.HostConnected(clock.instant(), host.name(), Duration.between(began, clock.instant())));
            askAll(now, wantsFacts);
            List<TaskNode> knowing = later.stream().filter(task -> missing(task).isEmpty()).toList();
            askAll(knowing, false);
            later.removeAll(knowing);
            return later;
        } catch (IOException e) {
            lose(e);
            return List.of();
        }
    }

    /** The rest, once all hosts have told their facts. A host that could not is lost, and its tasks with it. */
    void askRest(List<TaskNode> rest) throws InterruptedException {
        try {
            askAll(rest.stream().filter(task -> missing(task).isEmpty()).toList(), false);
        } catch (IOException e) {
            lose(e);
        }
    }

    private void lose(IOException e) {
        answers.lost.put(host.name(), e.getMessage());
        events.accept(new Event.HostLost(clock.instant(), host.name(), e.getMessage()));
    }

    /** Hosts whose facts must be known before the task can be asked. */
    private Set<String> missing(TaskNode task) {
        Set<String> hosts = factsFor(task);
        hosts.removeIf(name -> answers.factsOf(name).isPresent());
        return hosts;
    }

    /** Hosts whose facts a task asks for: its code those of its own, its type those of the one it is done on. */
    static Set<String> factsFor(TaskNode task) {
        Set<String> hosts = new LinkedHashSet<>();
        if (task.wantsFacts()) {
            hosts.add(task.runsOn().name());
        }
        if (task.lates().stream().anyMatch(Late::readsFacts)) {
            hosts.add(task.host().name());
        }
        return hosts;
    }

    private void askAll(List<TaskNode> asked, boolean andFacts) throws IOException, InterruptedException {
        Map<Optional<Become>, List<TaskNode>> byUser = new LinkedHashMap<>();
        if (andFacts) {
            byUser.put(Optional.empty(), new ArrayList<>());
        }
        for (TaskNode task : asked) {
            decide(task).ifPresent(ready -> byUser.computeIfAbsent(ready.become(), user -> new ArrayList<>()).add(ready));
        }
        boolean first = andFacts;
        for (Map.Entry<Optional<Become>, List<TaskNode>> user : byUser.entrySet()) {
            try {
                askAs(user.getKey(), user.getValue(), first);
            } catch (BecomeRefused e) {
                user.getValue().forEach(task -> answers.failures.put(task.id(), new Answers.Failed(Failures.of(task, e), false)));
            }
            first = false;
        }
    }

    /** The task with its parameters, if it is to be asked. */
    private Optional<TaskNode> decide(TaskNode task) {
        if (task.stand().contingent() && !task.always()) {
            return Optional.empty();
        }
        try {
            Conditions conditions = Conditions.of(task, new HostFacts(task.host(), answers.factsOf(task.host().name()).orElse(Map.of())), false);
            if (conditions instanceof Conditions.LeftOut left) {
                answers.leftOut.put(task.id(), left.why());
                answers.changes.put(task.id(), Change.none(left.why()));
            } else if (conditions instanceof Conditions.Waiting waiting) {
                String what = task.options().when().contains(waiting.late()) ? "if " + waiting.late().text() : "with what " + waiting.late().text() + " will be";
                answers.changes.put(task.id(), Change.of(Change.Kind.MAYBE, what, hands -> { }));
            }
            return conditions instanceof Conditions.Run run ? Optional.of(run.task().with(answers.factsOf(host.name()).orElse(Map.of()))) : Optional.empty();
        } catch (TaskFailure | RuntimeException e) {
            answers.failures.put(task.id(), new Answers.Failed(Failures.of(task, e), true));
            return Optional.empty();
        }
    }

    /** Asks everything in one batch. */
    private void askAs(Optional<Become> user, List<TaskNode> ready, boolean andFacts) throws IOException, InterruptedException {
        List<Command> questions = new ArrayList<>();
        if (andFacts) {
            questions.add(Facts.gather());
        }
        List<Asked> asked = new ArrayList<>();
        for (TaskNode task : ready) {
            try {
                List<Command> commands = task.observe();
                asked.add(new Asked(task, questions.size(), commands.size()));
                questions.addAll(commands);
            } catch (RuntimeException e) {
                answers.failures.put(task.id(), new Answers.Failed(Failures.of(task, e), true));
            }
        }
        List<Answer> told = questions.isEmpty() ? List.of() : Questions.ask(transport.session(host, user), questions);
        if (andFacts) {
            know(told.get(0));
        }
        for (Asked one : asked) {
            change(one.task(), told.subList(one.from(), one.from() + one.count()));
        }
    }

    private record Asked(TaskNode task, int from, int count) { }

    private void know(Answer told) throws IOException {
        try {
            answers.facts.put(host.name(), Facts.parse(told));
        } catch (TaskFailure e) {
            throw new IOException(e.getMessage() + ": " + told.err().strip(), e);
        }
    }

    private void change(TaskNode task, List<Answer> seen) throws InterruptedException {
        try {
            answers.changes.put(task.id(), task.change(Questions.beside(task, seen, transport)));
        } catch (TaskFailure | RuntimeException | IOException e) {
            answers.failures.put(task.id(), new Answers.Failed(Failures.of(task, e), e instanceof Refusal));
        }
    }
}
