package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Bytes;
import io.berth.model.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A script of the controller, run on each host. It goes there on standard input and is gone when it has ended. */
final class ScriptTask implements TaskType<ScriptTask.ScriptFile> {

    static final Script RUN = Script.of(ScriptTask.class, "script/run.sh");

    public record ScriptFile(
            @Param(doc = "the script, a file of the controller beside the playbook", required = true, positional = true) String file,
            @Param(doc = "its arguments") List<String> arguments,
            @Param(doc = "program that runs it; not said: what its first line names after #!") String interpreter,
            @Param(doc = "path of a file it makes: it runs only while that is not there") String creates,
            @Param(doc = "path of a file it removes: it runs only while that is there") String removes) {
        public ScriptFile {
            arguments = List.copyOf(arguments);
        }
    }

    @Override
    public String word() {
        return "script";
    }

    @Override
    public String doc() {
        return "Runs a script of the controller on the host, each time unless creates or removes says otherwise.";
    }

    @Override
    public Class<ScriptFile> parameters() {
        return ScriptFile.class;
    }

    @Override
    public String name(ScriptFile script) {
        return Program.name(script.file() + " " + String.join(" ", script.arguments()));
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(ScriptFile script, Scope scope) {
        return new Footprint(Set.of(), Set.of(Key.wholeOf(scope.host())));
    }

    private static Wrong wrong(ScriptFile script) {
        return new Wrong().unlessProgram("interpreter", script.interpreter());
    }

    @Override
    public void check(ScriptFile script, Scope scope, SourceRange at, Diagnostics into) {
        wrong(script).tell(at, into);
        try {
            content(script, scope);
        } catch (TaskFailure e) {
            into.error(at, e.getMessage());
        }
    }

    @Override
    public List<Command> observe(ScriptFile script, Scope scope) {
        return Program.observe(script.creates(), script.removes());
    }

    @Override
    public Change change(ScriptFile script, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(script).fail();
        List<String> arguments = new ArrayList<>(List.of(script.interpreter()));
        arguments.addAll(script.arguments());
        return Program.change(name(script), RUN.with(arguments).reading(content(script, scope)), script.creates(), script.removes(), seen);
    }

    private static Bytes content(ScriptFile script, Scope scope) throws TaskFailure {
        try {
            return Bytes.of(Files.readAllBytes(scope.file(script.file())));
        } catch (IOException | InvalidPathException e) {
            throw new TaskFailure("the script '" + Program.name(script.file()) + "' cannot be read", "a relative path is from the playbook's directory");
        }
    }
}
