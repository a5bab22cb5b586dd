package io.berth.plan;

import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.diag.Diagnostics;
import io.berth.model.Known;
import io.berth.model.Condition;
import io.berth.model.Late;
import java.util.Optional;

/** What a task's conditions come to, and the parameters that had to wait, given what is known. */
public sealed interface Conditions {

    /** It runs. @param task with all its parameters */
    record Run(TaskNode task) implements Conditions { }

    /** A condition does not hold. @param why {@code left out: facts.os.family == 'debian'} */
    record LeftOut(String why) implements Conditions { }

    /** Code of it asks for results that there are not yet. @param late that code */
    record Waiting(Late late) implements Conditions { }

    /**
     * @param ended whether all that it waits for has ended; else code that asks for results is left for later
     * @throws TaskFailure if its parameters are not right
     * @throws io.berth.diag.PlaybookException if code of it cannot be evaluated
     */
    static Conditions of(TaskNode task, Known known, boolean ended) throws TaskFailure {
        Optional<Late> waiting = Optional.empty();
        for (Condition condition : task.options().when()) {
            if (!ended && !condition.results().isEmpty()) {
                waiting = waiting.or(() -> Optional.of(condition));
            } else if (!condition.holds(known)) {
                return new LeftOut("left out: " + condition.text());
            }
        }
        if (waiting.isPresent()) {
            return new Waiting(waiting.get());
        }
        if (task.spec().late().isEmpty()) {
            return new Run(task);
        }
        Late late = task.spec().late().get();
        return !ended && !late.results().isEmpty() ? new Waiting(late) : new Run(made(task, late.value(known)));
    }

    private static TaskNode made(TaskNode task, Object parameters) throws TaskFailure {
        TaskNode made = task.with(task.type().parameters().cast(parameters));
        Diagnostics diagnostics = new Diagnostics();
        made.check(diagnostics);
        if (diagnostics.hasErrors()) {
            throw new TaskFailure(diagnostics.all().get(0).message(), String.join("; ", diagnostics.all().get(0).hints()));
        }
        return made;
    }
}
