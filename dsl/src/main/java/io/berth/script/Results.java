package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.SourceRange;
import io.berth.model.Result;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What playbook code reads of a task's result. */
final class Results {

    private static final List<String> PARTS = List.of("changed", "failed", "skipped", "status", "out", "err", "lines", "data");

    private Results() {
    }

    /** @throws Trouble if a result has no such part */
    static Object part(Result result, String name, SourceRange at) {
        return switch (name) {
            case "changed" -> result.changed();
            case "failed" -> result.failed();
            case "skipped" -> result.skipped();
            case "status" -> result.status();
            case "out" -> result.out();
            case "err" -> result.err();
            case "lines" -> new ArrayList<Object>(result.out().lines().toList());
            case "data" -> result.data();
            default -> told(result, name, at);
        };
    }

    private static Object told(Result result, String name, SourceRange at) {
        if (!result.data().containsKey(name)) {
            Set<String> known = new LinkedHashSet<>(PARTS);
            known.addAll(result.data().keySet());
            throw new Trouble(at, "the result has no '" + name + "'", DidYouMean.hint(name, known));
        }
        return result.data().get(name);
    }
}
