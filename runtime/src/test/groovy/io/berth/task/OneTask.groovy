package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.Hands
import io.berth.fixture.BareHands
import io.berth.api.Holder
import io.berth.api.Scope
import io.berth.api.TaskType
import io.berth.model.Answer
import io.berth.model.Command
import java.util.function.Consumer

/** One task on one host, as the executor does it: observe, change, apply, and observe again. */
class OneTask {

    final Closure<Answer> run
    final Scope scope
    final List<String> said = []

    OneTask(Scope scope, Closure<Answer> run) {
        this.scope = scope
        this.run = run
    }

    Change plan(TaskType type, Record parameters) {
        type.change(parameters, scope, type.observe(parameters, scope).collect { run(it) })
    }

    /** Applies what is planned; the plan it applied. */
    Change apply(TaskType type, Record parameters) {
        Change change = plan(type, parameters)
        if (change.kind() != Change.Kind.NONE) {
            change.work().apply(hands())
        }
        if (!change.kind().isEachTime()) {
            Change after = plan(type, parameters)
            assert after.kind() == Change.Kind.NONE: "after $change there is still $after"
        }
        change
    }

    Hands hands() {
        new OneHost()
    }

    private class OneHost extends BareHands {
        Scope scope() { OneTask.this.scope }

        Holder holder() { new Holder('tester', 'controller', 4711, 'test-run') }

        Answer run(Command command) {
            Answer answer = attempt(command)
            if (!answer.ok()) {
                throw new CommandFailure("${command.argv()[0]} ended with status ${answer.status()}", command, answer, '')
            }
            answer
        }

        Answer attempt(Command command) { OneTask.this.run.call(command) }

        Answer stream(Command command, Consumer<String> out) {
            Answer answer = attempt(command)
            answer.out().lines().forEach(out)
            answer
        }

        String knownHostLines(String host) { '' }

        void phase(String name) { }

        void progress(long bytes, long total) { }

        void say(String line) { said << line }
    }
}
