package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskType;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Set;

/** A command on each host, as an argument list: no shell sees it. */
final class ExecTask implements TaskType<ExecTask.Exec> {

    /**
     * @param argv program and arguments
     * @param creates absolute path; empty: the command runs each time
     * @param input empty: it reads nothing
     * @param removes absolute path, likewise
     */
    public record Exec(
            @Param(doc = "program and arguments, at least the program", required = true, positional = true) List<String> argv,
            @Param(doc = "path of a file the command makes: it runs only while that is not there") String creates,
            @Param(doc = "what it reads on standard input", secret = true) String input,
            @Param(doc = "path of a file the command removes: it runs only while that is there") String removes) {
        public Exec {
            argv = List.copyOf(argv);
        }
    }

    @Override
    public String word() {
        return "exec";
    }

    @Override
    public String doc() {
        return "Runs a program with its arguments on the host, each time unless creates or removes says otherwise.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Class<Exec> parameters() {
        return Exec.class;
    }

    @Override
    public String name(Exec exec) {
        return String.join(" ", exec.argv());
    }

    @Override
    public Footprint footprint(Exec exec, Scope scope) {
        return new Footprint(Set.of(), Set.of(Key.wholeOf(scope.host())));
    }

    @Override
    public List<Command> observe(Exec exec, Scope scope) {
        return Program.observe(exec.creates(), exec.removes());
    }

    @Override
    public Change change(Exec exec, Scope scope, List<Answer> seen) {
        return Program.change(Program.name(name(exec)), Command.of(exec.argv()).reading(exec.input()), exec.creates(), exec.removes(), seen);
    }
}
