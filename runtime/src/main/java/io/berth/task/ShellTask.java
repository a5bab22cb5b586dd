package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Bytes;
import io.berth.model.Command;
import java.util.List;
import java.util.Set;

/** Shell text on each host: the only place where what a playbook says is shell. */
final class ShellTask implements TaskType<ShellTask.Shell> {

    /** The longest argument that Linux passes to a program, in bytes. */
    private static final int LONGEST = 128 * 1024 - 1;

    public record Shell(
            @Param(doc = "the text, of one line or many, at most 128 KiB", required = true, positional = true) String text,
            @Param(doc = "program that is given the text after -c", fallback = "/bin/sh") String executable,
            @Param(doc = "path of a file the text makes: it runs only while that is not there") String creates,
            @Param(doc = "path of a file the text removes: it runs only while that is there") String removes,
            @Param(doc = "what it reads on standard input", secret = true) String input) { }

    @Override
    public String word() {
        return "shell";
    }

    @Override
    public String doc() {
        return "Runs a shell text on the host, each time unless creates or removes says otherwise.";
    }

    @Override
    public Class<Shell> parameters() {
        return Shell.class;
    }

    @Override
    public String name(Shell shell) {
        return Program.name(shell.text());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Shell shell, Scope scope) {
        return new Footprint(Set.of(), Set.of(Key.wholeOf(scope.host())));
    }

    private static Wrong wrong(Shell shell) {
        return new Wrong().unlessProgram("executable", shell.executable())
                .when(Bytes.of(shell.text()).size() > LONGEST, "'text' is longer than 128 KiB: put it into a file and run it as 'script'");
    }

    @Override
    public void check(Shell shell, Scope scope, SourceRange at, Diagnostics into) {
        wrong(shell).tell(at, into);
    }

    @Override
    public List<Command> observe(Shell shell, Scope scope) {
        return Program.observe(shell.creates(), shell.removes());
    }

    @Override
    public Change change(Shell shell, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(shell).fail();
        Command command = Command.of(shell.executable(), "-c", shell.text()).reading(shell.input());
        return Program.change(name(shell), command, shell.creates(), shell.removes(), seen);
    }
}
