package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.PlaybookException;
import io.berth.diag.SourceRange;
import io.berth.model.Condition;
import io.berth.model.Known;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A block of the playbook, to be evaluated in the middle of a run. Each evaluation has an interpreter of its own, and shares with others
 * only what nobody can change.
 *
 * @param seen which names of {@link Sight} it reads
 * @param secrets names of the secrets that it reads
 * @param own number of the task whose result it may read as {@code result}; 0: none
 */
record LateCode(Code code, Source source, SourceRange at, Set<String> seen, Set<Integer> results, Set<String> secrets, Variables variables,
                Map<String, List<String>> groupsOf, int own) implements Condition {

    /** A condition is short; what it is asked about may be long. */
    private static final int MOST_STEPS = 1_000_000;

    LateCode about(int task) {
        return new LateCode(code, source, at, seen, results, secrets, variables, groupsOf, task);
    }

    boolean readsOwn() {
        return seen.contains("result");
    }

    @Override
    public boolean readsFacts() {
        return seen.contains("facts");
    }

    @Override
    public String text() {
        return source.text(code.at()).lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }

    @Override
    public Object value(Known known) {
        Object value = evaluated(known);
        if (value == null) {
            throw wrong(at, "this comes to nothing (null) on " + known.host().name());
        }
        try {
            return Values.frozen(value);
        } catch (Trouble trouble) {
            throw wrong(at, "this " + trouble.getMessage(), trouble.hints());
        }
    }

    @Override
    public boolean holds(Known known) {
        Object value = evaluated(known);
        try {
            return Values.truth(value);
        } catch (Trouble trouble) {
            throw wrong(at, trouble.getMessage(), trouble.hints());
        }
    }

    private Object evaluated(Known known) {
        Diagnostics said = new Diagnostics();
        try {
            Object value = Interpreter.inRun(said, variables, new Sight.InRun(known, own, groupsOf), MOST_STEPS).call(code);
            if (!said.hasErrors()) {
                return value;
            }
        } catch (Trouble trouble) {
            said.error(trouble.at().equals(SourceRange.NONE) ? at : trouble.at(), trouble.getMessage(), trouble.hints());
        } catch (StackOverflowError e) {
            said.error(at, "is nested too deeply to be evaluated");
        } catch (Interpreter.GivenUp e) {
            // Why is among what was said.
        }
        throw located(said);
    }

    PlaybookException wrong(SourceRange where, String message, String... hints) {
        Diagnostics said = new Diagnostics();
        said.error(where, message, hints);
        return located(said);
    }

    /** With the lines of the playbook, which are only needed now. */
    private PlaybookException located(Diagnostics said) {
        Diagnostics quoting = new Diagnostics();
        quoting.source(source.name(), String.join("\n", source.lines()));
        said.all().forEach(wrong -> quoting.error(wrong.at(), wrong.message(), wrong.hints().toArray(String[]::new)));
        return new PlaybookException(quoting.all());
    }
}
