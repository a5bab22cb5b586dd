package io.berth.compile;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.model.Answer;
import io.berth.model.Become;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.model.Late;
import io.berth.model.Play;
import io.berth.model.TaskOptions;
import io.berth.model.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One task on one host.
 *
 * @param id {@code word:name@host}, unique in the graph
 * @param type the task type of {@code spec.word()}; its parameters are {@code spec.parameters()}
 * @param host whose task it is
 * @param scope where it is done: on its host, or on the one it is delegated to, then with the variables of its own
 * @param stand where in the playbook it stands
 */
public record TaskNode(String id, TaskSpec spec, TaskType<Record> type, Host host, Scope scope, Stand stand) {

    public String name() {
        return type.name(spec.parameters());
    }

    /** {@code redeploy w01}, or what the playbook calls it, for people. */
    public String title() {
        return titleOf(spec, name());
    }

    TaskNode inWave(int wave) {
        return new TaskNode(id, spec, type, host, scope, new Stand(stand.play(), stand.blocks(), stand.handler(), wave));
    }

    static String titleOf(TaskSpec spec, String name) {
        return spec.options().title().isEmpty() ? (spec.word() + " " + name).strip() : spec.options().title();
    }

    public TaskOptions options() {
        return spec.options();
    }

    /** Name of its play; empty for a resource that the playbook declares. */
    public String play() {
        return stand.declared() ? "" : inPlay().name();
    }

    /** @throws IndexOutOfBoundsException for a resource that the playbook declares */
    public Play inPlay() {
        return scope.playbook().plays().get(stand.play());
    }

    /** Whether it runs whatever became of the others. */
    public boolean always() {
        return stand.has(TaskSpec.Role.ALWAYS);
    }

    /** The host it is done on. */
    public Host runsOn() {
        return scope.host();
    }

    /** Who it is done as there; empty: as the one who logs in. */
    public Optional<Become> become() {
        return spec.options().become().or(() -> scope.host().become());
    }

    /** Whether its place among the tasks of its host comes from where it is written. */
    boolean sequenced() {
        return !stand.declared() && (type.ordered() || stand.contingent());
    }

    /** All code of the playbook that waits for facts and results on behalf of this task. */
    public List<Late> lates() {
        TaskOptions options = spec.options();
        List<Late> all = new ArrayList<>(options.when());
        List.of(spec.late(), options.until(), options.failedWhen(), options.changedWhen()).forEach(late -> late.ifPresent(all::add));
        return all;
    }

    /** Whether its type asks for the facts of the host it is done on. */
    public boolean wantsFacts() {
        return type.wantsFacts(spec.parameters(), scope);
    }

    /** The same task with the parameters that its late code has made. */
    public TaskNode with(Record parameters) {
        TaskSpec made = new TaskSpec(spec.number(), spec.word(), parameters, Optional.empty(), spec.hosts(), spec.options(), spec.place(), spec.at());
        return new TaskNode(id, made, type, host, scope, stand);
    }

    /** The same task that knows the facts of the host it is done on. */
    public TaskNode with(Map<String, Object> facts) {
        return new TaskNode(id, spec, type, host, scope.with(facts), stand);
    }

    public Footprint footprint() {
        return type.footprint(spec.parameters(), scope);
    }

    public List<Command> observe() {
        return type.observe(spec.parameters(), scope);
    }

    /** Other hosts that it looks at. */
    public List<Host> elsewhere() {
        return type.elsewhere(spec.parameters(), scope);
    }

    /** What it looks at there, given what its own host has answered. */
    public List<Command> observe(Host other, List<Answer> seen) throws TaskFailure {
        return type.observe(spec.parameters(), scope, other, seen);
    }

    public Change change(List<Answer> seen) throws TaskFailure {
        return type.change(spec.parameters(), scope, seen);
    }

    /** Lets it say what is wrong with its parameters. */
    public void check(Diagnostics into) {
        type.check(spec.parameters(), scope, spec.at(), into);
    }
}
