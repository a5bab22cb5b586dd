package io.berth.exec;

import io.berth.api.Change;
import io.berth.api.Joint;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.event.Outcome;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Result;
import io.berth.plan.Questions;
import io.berth.transport.Live;
import io.berth.transport.Session;
import io.berth.transport.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the tasks of a batch together: all look at once, then the commands of all that have something to do run as one chain, or what is
 * done for many in one go is done, then these look again. What a failure leaves undone, or turns out to be more than that, is left to be run again.
 */
final class BatchRun {

    /** The most that is sent of commands at once, in characters. */
    private static final int MOST = 1 << 20;

    private final List<Part> parts = new ArrayList<>();
    private final Map<String, Part> byId = new HashMap<>();
    private final Surroundings around;
    private final Ends ends;

    /** Is told how tasks end. */
    @FunctionalInterface
    interface Ends {
        void end(TaskNode task, Ended how, Duration took);
    }

    /** One of the tasks. */
    private static final class Part {

        final TaskNode task;
        final List<Part> behind = new ArrayList<>();
        final List<Command> looks;
        Change change;
        boolean left;
        boolean alone;
        boolean started;
        boolean told;
        int todo;
        Answer last = new Answer(0, "", "", "", Duration.ZERO);
        Duration took = Duration.ZERO;
        /** Empty until it is known. */
        Optional<Ended> how = Optional.empty();

        Part(TaskNode task) {
            this.task = task;
            this.looks = task.observe().stream().map(this::limited).toList();
        }

        /** Within the time of its task, whatever the command would take. */
        final Command limited(Command command) {
            Duration most = task.options().timeout();
            return command.timeout().compareTo(most) > 0 ? command.within(most) : command;
        }

        boolean acts() {
            return change != null && change.kind() != Change.Kind.NONE;
        }

        boolean isJoint() {
            return change.work() instanceof Joint;
        }

        /** Whether it can be done with another that has something to do. */
        boolean goesWith(Part other) {
            return change.work() instanceof Joint mine && other.change.work() instanceof Joint theirs ? mine.kind().equals(theirs.kind())
                    : isJoint() == other.isJoint();
        }

        /** How it ends where its change was done, or is none. */
        Ended done() {
            Outcome outcome = Ended.outcome(change.kind());
            return Ended.done(outcome, change.summary(), new Result(outcome == Outcome.CHANGED, false, false, last.status(), last.text(),
                    last.err().stripTrailing(), change.data()));
        }
    }

    /** A command of the chain. */
    private record Link(Part part, Command command) { }

    BatchRun(Batch batch, Surroundings around, Ends ends) {
        this.around = around;
        this.ends = ends;
        for (Batch.Member member : batch.members()) {
            Part part = new Part(member.task().with(around.results().facts(member.task().runsOn().name())));
            member.behind().forEach(id -> part.behind.add(byId.get(id)));
            parts.add(part);
            byId.put(member.task().id(), part);
        }
    }

    void run() {
        try {
            Session session = around.transport().session(parts.get(0).task.runsOn(), parts.get(0).task.become());
            decide(look(session, parts));
            verify(session, lead().filter(Part::isJoint).isPresent() ? jointly(session) : chain(session));
        } catch (InterruptedException e) {
            blame(parts.get(0), Ended.well(Outcome.CANCELLED, TaskRun.STOPPED));
        } catch (Unreachable e) {
            blame(parts.get(0), TaskRun.failed(parts.get(0).task, e));
        } catch (IOException e) {
            // One of them is to blame: by themselves it shows which.
            parts.forEach(part -> part.alone = true);
        }
        settle();
    }

    private void blame(Part part, Ended how) {
        if (part.how.isEmpty()) {
            part.how = Optional.of(how);
        }
    }

    /** Tasks that did not come to run; whether each must run by itself. */
    Map<TaskNode, Boolean> left() {
        Map<TaskNode, Boolean> left = new IdentityHashMap<>();
        parts.stream().filter(part -> !part.told).forEach(part -> left.put(part.task, part.alone));
        return left;
    }

    private static List<List<Answer>> look(Session session, List<Part> parts) throws IOException, InterruptedException {
        List<Command> questions = parts.stream().flatMap(part -> part.looks.stream()).toList();
        List<Answer> answers = Questions.ask(session, questions);
        List<List<Answer>> byPart = new ArrayList<>();
        int from = 0;
        for (Part part : parts) {
            byPart.add(answers.subList(from, from + part.looks.size()));
            from += part.looks.size();
        }
        return byPart;
    }

    private void decide(List<List<Answer>> seen) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            part.left = part.behind.stream().anyMatch(before -> before.left || before.how.isPresent());
            if (!part.task.elsewhere().isEmpty()) {
                part.alone = true;
                part.left = true;
            }
            if (part.left) {
                continue;
            }
            try {
                part.change = part.task.change(seen.get(i));
                part.alone = part.acts() && part.change.commands().isEmpty() && !part.isJoint();
                // What is done in one go has no order.
                part.left = part.alone || part.acts() && (lead().filter(lead -> lead != part && !lead.goesWith(part)).isPresent()
                        || part.isJoint() && part.behind.stream().anyMatch(Part::acts));
            } catch (TaskFailure | RuntimeException e) {
                // What one before it is about to do may be what it lacks.
                boolean acting = lead().isPresent();
                part.left = acting;
                part.how = acting ? Optional.empty() : Optional.of(TaskRun.failed(part.task, e));
            }
        }
    }

    /** The first of those that do something now. */
    private Optional<Part> lead() {
        return parts.stream().filter(part -> part.acts() && !part.left).findFirst();
    }

    /** Whether the host can be looked at again. */
    private boolean jointly(Session session) {
        for (Part part : parts) {
            part.left |= part.how.isEmpty() && part.behind.stream().anyMatch(before -> before.left);
        }
        List<Part> all = parts.stream().filter(part -> part.acts() && !part.left && part.how.isEmpty()).toList();
        all.forEach(this::start);
        settle();
        Instant began = around.clock().instant();
        // as long as they may take one after another
        Duration most = all.stream().map(part -> part.task.options().timeout()).reduce(Duration.ZERO, Duration::plus);
        try (Deadline deadline = Deadline.start(most, around.alarms())) {
            try {
                List<Joint.Part> works = all.stream().map(part -> new Joint.Part((Joint) part.change.work(), new HostHands(part.task, session, around))).toList();
                List<Optional<TaskFailure>> failures = works.get(0).work().applyAll(works);
                for (int i = 0; i < all.size(); i++) {
                    Part part = all.get(i);
                    part.how = failures.get(i).map(failure -> TaskRun.failed(part.task, failure))
                            .or(() -> part.change.kind().isEachTime() ? Optional.of(part.done()) : Optional.empty());
                }
                return true;
            } catch (InterruptedException e) {
                all.forEach(part -> blame(part, deadline.passed() ? TaskRun.tooLong(part.task) : Ended.well(Outcome.CANCELLED, TaskRun.STOPPED)));
                return false;
            } catch (TaskFailure | IOException | RuntimeException e) {
                all.forEach(part -> blame(part, TaskRun.failed(part.task, e)));
                return false;
            } finally {
                Duration took = Duration.between(began, around.clock().instant());
                all.forEach(part -> part.took = took);
            }
        }
    }

    private List<Link> links() {
        List<Link> links = new ArrayList<>();
        int size = 0;
        for (Part part : parts) {
            if (part.left || part.how.isPresent() || part.behind.stream().anyMatch(before -> before.left)) {
                part.left = true;
                continue;
            }
            List<Command> commands = part.acts() ? part.change.commands() : List.of();
            size += commands.stream().mapToInt(BatchRun::size).sum();
            if (size > MOST && !links.isEmpty()) {
                part.left = true;
                continue;
            }
            part.todo = commands.size();
            commands.forEach(command -> links.add(new Link(part, HostHands.dressed(part.limited(command), part.task.options()))));
        }
        return links;
    }

    private static int size(Command command) {
        return command.input().size() + command.argv().stream().mapToInt(String::length).sum();
    }

    /** Whether the host can be looked at again. */
    private boolean chain(Session session) {
        List<Link> links = links();
        links.forEach(link -> start(link.part()));
        settle();
        if (links.isEmpty()) {
            return true;
        }
        int[] answered = {0};
        try {
            session.runChain(links.stream().map(Link::command).toList(), new Live() {
                @Override
                public void line(int command, String line, boolean error) {
                    around.say(links.get(command).part().task.id(), line, error);
                }

                @Override
                public void answered(int command, Answer answer) {
                    answered[0]++;
                    heed(links.get(command), answer);
                }
            });
            return true;
        } catch (InterruptedException e) {
            blame(links.get(answered[0]).part(), Ended.well(Outcome.CANCELLED, TaskRun.STOPPED));
            return false;
        } catch (IOException e) {
            Part part = links.get(Math.min(answered[0], links.size() - 1)).part();
            blame(part, TaskRun.failed(part.task, e));
            return !(e instanceof Unreachable);
        }
    }

    private void heed(Link link, Answer answer) {
        Part part = link.part();
        part.last = answer;
        part.took = part.took.plus(answer.took());
        if (!answer.ok()) {
            part.how = Optional.of(TaskRun.failed(part.task, HostHands.failure(link.command(), answer)));
        } else {
            part.todo--;
            if (part.todo == 0 && part.change.kind().isEachTime()) {
                part.how = Optional.of(part.done());
            }
        }
        settle();
    }

    /** Those whose commands have all run look again; where they cannot any more, what the commands answered must do. */
    private void verify(Session session, boolean possible) throws IOException, InterruptedException {
        List<Part> done = parts.stream().filter(part -> part.started && part.how.isEmpty() && part.todo == 0).toList();
        if (!possible) {
            done.forEach(part -> part.how = Optional.of(part.done()));
            return;
        }
        try {
            List<List<Answer>> seen = look(session, done);
            for (int i = 0; i < done.size(); i++) {
                done.get(i).how = Optional.of(verified(done.get(i), seen.get(i)));
            }
        } catch (InterruptedException e) {
            done.forEach(part -> part.how = Optional.of(part.done()));
        } catch (IOException e) {
            done.forEach(part -> part.how = Optional.of(TaskRun.failed(part.task, e)));
        }
    }

    private static Ended verified(Part part, List<Answer> seen) {
        try {
            TaskRun.check(part.task.change(seen));
            return part.done();
        } catch (TaskFailure | RuntimeException e) {
            return TaskRun.failed(part.task, e);
        }
    }

    private void start(Part part) {
        if (!part.started) {
            part.started = true;
            around.events().accept(new Event.TaskStarted(around.clock().instant(), part.task.id(), part.task.host().name(), 1));
        }
    }

    /** Tells how tasks ended, each after those before it, so that nothing starts too early. */
    private void settle() {
        for (Part part : parts) {
            if (part.told || !part.behind.stream().allMatch(before -> before.told)) {
                continue;
            }
            if (part.how.isEmpty() && part.change != null && !part.acts() && !part.left && !part.alone
                    && part.behind.stream().allMatch(before -> before.how.map(how -> Judgement.last(before.task, how).outcome().good()).orElse(false))) {
                part.how = Optional.of(part.done());
            }
            if (part.how.isPresent()) {
                part.told = true;
                start(part);
                ends.end(part.task, Judgement.of(part.task, part.how.get(), around.results()), part.took);
            }
        }
    }
}
