package io.berth.script;

import io.berth.model.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A value that is only had in the middle of a run.
 *
 * @param standIn what stands for it until then
 * @param codes the code that it comes from
 * @param when makes it; throws {@link io.berth.diag.PlaybookException}, located, if that cannot be
 */
record Waiting(Object standIn, List<LateCode> codes, Function<Known, Object> when) {

    static Object standIn(Object value) {
        return value instanceof Waiting waiting ? waiting.standIn() : value;
    }

    static Object now(Object value, Known known) {
        return value instanceof Waiting waiting ? waiting.when().apply(known) : value;
    }

    static List<LateCode> codes(Iterable<?> values) {
        List<LateCode> codes = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof Waiting waiting) {
                codes.addAll(waiting.codes());
            }
        }
        return codes;
    }

    /** The list, waiting if one of its elements does. */
    static Object all(List<?> values) {
        List<LateCode> codes = codes(values);
        return codes.isEmpty() ? List.copyOf(values) : new Waiting(values.stream().map(Waiting::standIn).toList(), codes,
                known -> values.stream().map(value -> now(value, known)).toList());
    }

    /** The map, waiting if one of its values does. */
    static Object all(Map<String, Object> values) {
        List<LateCode> codes = codes(values.values());
        return codes.isEmpty() ? values : new Waiting(standIns(values), codes, known -> now(values, known));
    }

    static Map<String, Object> standIns(Map<String, Object> values) {
        Map<String, Object> standIns = new LinkedHashMap<>();
        values.forEach((name, value) -> standIns.put(name, standIn(value)));
        return standIns;
    }

    static Map<String, Object> now(Map<String, Object> values, Known known) {
        Map<String, Object> now = new LinkedHashMap<>();
        values.forEach((name, value) -> now.put(name, now(value, known)));
        return now;
    }
}
