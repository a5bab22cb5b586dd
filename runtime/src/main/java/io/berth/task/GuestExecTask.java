package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A program is run in a guest, by its agent: it needs no network. */
final class GuestExecTask extends GuestTask<GuestExecTask.Exec> {

    public record Exec(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "program and arguments; no shell sees them", required = true) List<String> command,
            @Param(doc = "how long it may take, in whole seconds", fallback = "10min") Duration within) {
        public Exec {
            command = List.copyOf(command);
        }
    }

    GuestExecTask() {
        super("guestExec", Exec.class, "Runs a program in a guest by its agent; its output and exit status are the task's.");
    }

    @Override
    String guest(Exec said) {
        return said.guest();
    }

    @Override
    public String name(Exec said) {
        return said.guest() + " " + Program.name(String.join(" ", said.command()));
    }

    @Override
    Wrong wrong(Exec said) {
        return GuestScript.unlessSeconds(said.within()).when(said.command().isEmpty() || said.command().get(0).isEmpty(), "'command' wants a program");
    }

    @Override
    Change change(Exec said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (guest.state() != FoundDomain.State.RUNNING) {
            throw new Refusal("guest " + guest.name() + " does not run", "start it, or resume it");
        }
        return Change.of(Change.Kind.ACT, "run " + Program.name(said.command().get(0)), hands -> run(said, guest, hands));
    }

    private static void run(Exec said, FoundDomain guest, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Answer answer = Agent.run(hands, guest.uuid(), guest.name(), said.command(), said.within(), hands::say);
        hands.tell("status", answer.status());
        hands.tell("out", answer.out());
        hands.tell("err", answer.err());
        if (!answer.ok()) {
            throw new CommandFailure(said.command().get(0) + " ended with status " + answer.status() + " in guest " + guest.name(), Command.of(said.command()),
                    ScriptLines.untold(answer), "");
        }
    }
}
