package io.berth.exec;

import io.berth.api.Holder;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.event.Failure;
import io.berth.event.Outcome;
import io.berth.graph.Graph;
import io.berth.model.Seconds;
import io.berth.plan.Failures;
import io.berth.plan.Plan;
import io.berth.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Walks the graph: a task starts when all before it have ended and its limits have room. A task that fails holds up
 * only those that need it. One use only.
 */
public final class Executor {

    private static final String INTERRUPTED = "the run was interrupted";

    private final Transport transport;
    private final Holder holder;
    private final EventSink events;
    private final Clock clock;
    private final Terms terms;
    private final Optional<Steps> steps;

    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Set<Job> jobs = new LinkedHashSet<>();
    private Walk walk;
    private String halted = "";
    private boolean cancelled;
    private boolean overdue;

    /** A batch with the worker that runs it. */
    private static final class Job {
        final Batch batch;
        final Map<String, TaskNode> left = new LinkedHashMap<>();
        /** Whom to interrupt; empty before it has begun, and for what a cancel must not hit. */
        Optional<Thread> worker = Optional.empty();

        Job(Batch batch) {
            this.batch = batch;
            batch.members().forEach(member -> left.put(member.task().id(), member.task()));
        }
    }

    public Executor(Transport transport, Holder holder, EventSink events, Clock clock, Terms terms) {
        this.transport = transport;
        this.holder = holder;
        this.events = events;
        this.clock = clock;
        this.terms = terms;
        this.steps = terms.step().map(Steps::new);
    }

    /** Runs every task, or says why not; returns when all have ended. */
    public RunResult run(Graph<TaskNode> graph, Plan plan) throws InterruptedException {
        ExecutorService workers = Executors.newCachedThreadPool();
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1);
        alarms.setRemoveOnCancelPolicy(true);
        Results results = new Results(graph.ids().stream().map(graph::node).toList(), plan.facts());
        Surroundings around = new Surroundings(transport, holder, events, clock, alarms, results, terms.questions());
        if (!terms.limit().isZero()) {
            alarms.schedule(this::overdue, terms.limit().toMillis(), TimeUnit.MILLISECONDS);
        }
        try {
            synchronized (this) {
                walk = new Walk(graph, plan, terms, results, (task, how) -> end(task, how, Duration.ZERO));
                walk.halt(halted);
                while (!walk.isDone()) {
                    Optional<Batch> next = jobs.size() < terms.forks() ? walk.next() : Optional.empty();
                    if (next.isPresent()) {
                        start(next.get(), around, workers);
                    } else if (!jobs.isEmpty()) {
                        wait();
                    } else if (!walk.isDone()) {
                        throw new IllegalStateException("tasks of a rolling play wait for hosts whose turn comes after theirs");
                    }
                }
            }
        } finally {
            workers.shutdownNow();
            alarms.shutdownNow();
        }
        return result();
    }

    /** First Ctrl-C: what runs goes on, nothing new starts but {@code always} tasks. */
    public synchronized void drain() {
        halt(INTERRUPTED);
        events.accept(new Event.Interrupted(clock.instant(), false, running()));
    }

    /** Second Ctrl-C: what runs is stopped on its host; {@code always} tasks still run to their end. */
    public synchronized void cancel() {
        halt(INTERRUPTED);
        events.accept(new Event.Interrupted(clock.instant(), true, running()));
        stop();
    }

    private synchronized void overdue() {
        String why = "the run took longer than its limit of " + Seconds.of(terms.limit());
        overdue = true;
        halt(why);
        events.accept(new Event.Notice(clock.instant(), why + ", and is stopped"));
        stop();
    }

    private void halt(String why) {
        halted = why;
        if (walk != null) {
            walk.halt(why);
        }
        notifyAll();
    }

    private void stop() {
        cancelled = true;
        jobs.forEach(job -> job.worker.ifPresent(Thread::interrupt));
    }

    private List<String> running() {
        return jobs.stream().flatMap(job -> job.left.keySet().stream()).toList();
    }

    private void start(Batch batch, Surroundings around, ExecutorService workers) {
        Job job = new Job(batch);
        jobs.add(job);
        workers.execute(() -> {
            try {
                work(job, around);
            } finally {
                finished(job);
            }
        });
    }

    private void work(Job job, Surroundings around) {
        synchronized (this) {
            boolean always = job.batch.first().always();
            if (cancelled && !always) {
                return;
            }
            job.worker = always ? Optional.empty() : Optional.of(Thread.currentThread());
        }
        if (!job.batch.isSingle()) {
            together(job, around);
            return;
        }
        TaskNode task = job.batch.first();
        Instant began = clock.instant();
        Ended how;
        try {
            how = steps.isEmpty() || steps.get().wants(task) ? new TaskRun(task, around).run()
                    : Ended.well(Outcome.LEFT_OUT, "not wanted");
        } catch (InterruptedException e) {
            how = Ended.well(Outcome.CANCELLED, halted);
        } catch (RuntimeException e) {
            how = TaskRun.failed(task, e);
        }
        ended(job, task, how, Duration.between(began, clock.instant()));
    }

    private void together(Job job, Surroundings around) {
        try {
            BatchRun run = new BatchRun(job.batch, around, (task, how, took) -> ended(job, task, how, took));
            run.run();
            run.left().forEach((task, alone) -> putBack(job, task, alone));
        } catch (RuntimeException e) {
            // By themselves it shows which of them it is.
            job.batch.members().stream().map(Batch.Member::task).filter(task -> isLeft(job, task)).forEach(task -> putBack(job, task, true));
        }
    }

    private synchronized boolean isLeft(Job job, TaskNode task) {
        return job.left.containsKey(task.id());
    }

    /** What it did not come to is as if it had not been started. */
    private synchronized void finished(Job job) {
        Thread.interrupted();
        jobs.remove(job);
        List.copyOf(job.left.values()).forEach(task -> walk.putBack(task, false));
        walk.finished(job.batch);
        notifyAll();
    }

    private synchronized void putBack(Job job, TaskNode task, boolean alone) {
        job.left.remove(task.id());
        walk.putBack(task, alone);
    }

    private synchronized void ended(Job job, TaskNode task, Ended how, Duration took) {
        job.left.remove(task.id());
        end(task, how, took);
        if (!how.lost().isEmpty() && walk.lose(how.lost(), how.summary())) {
            events.accept(new Event.HostLost(clock.instant(), how.lost(), how.summary()));
        }
        notifyAll();
    }

    private void end(TaskNode task, Ended attempt, Duration took) {
        Ended stopped = overdue && attempt.outcome() == Outcome.CANCELLED && attempt.summary().equals(TaskRun.STOPPED) ? late(task) : attempt;
        Ended how = walk.end(task, Judgement.last(task, stopped));
        counts.merge(how.outcome(), 1, Integer::sum);
        walk.results().keep(task, how.result(), clock.instant()).ifPresent(events::accept);
        events.accept(new Event.TaskEnded(clock.instant(), task.id(), task.host().name(), how.outcome(), how.summary(), took, how.failure(), how.shown()));
    }

    private Ended late(TaskNode task) {
        Failure failure = Failures.of(task, "stopped: " + halted, "give the run more time, or find out what this waits for");
        return Ended.badly(Outcome.FAILED, failure, TaskRun.FAILED);
    }

    private synchronized RunResult result() {
        boolean interrupted = halted.equals(INTERRUPTED) && counts.containsKey(Outcome.CANCELLED);
        return new RunResult(counts, interrupted);
    }
}
