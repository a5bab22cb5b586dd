package io.berth.script;

import io.berth.diag.SourceRange;
import io.berth.model.Known;
import io.berth.model.Late;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a task of which some wait for the run.
 *
 * @param values by part; those that wait are {@link Waiting}
 * @param codes the code of those, at least one
 * @param at where the task is said
 */
record LateParameters(Shape shape, Map<String, Object> values, List<LateCode> codes, SourceRange at) implements Late {

    @Override
    public String text() {
        return codes.stream().map(LateCode::text).collect(Collectors.joining(", "));
    }

    @Override
    public boolean readsFacts() {
        return codes.stream().anyMatch(LateCode::readsFacts);
    }

    @Override
    public Set<Integer> results() {
        return codes.stream().flatMap(code -> code.results().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Object value(Known known) {
        Map<String, Object> now = Waiting.now(values, known);
        try {
            return shape.create(now);
        } catch (Trouble trouble) {
            throw codes.get(0).wrong(at, trouble.getMessage(), trouble.hints());
        }
    }
}
