package io.berth.script;

import io.berth.diag.SourceRange;
import java.util.Map;

/**
 * What a call gave to the parameters of its word.
 *
 * @param call the call
 * @param values by part; of a part with an error {@link Unknown}
 * @param places where each part stands: {@code disk.pool}, {@code on[0]}; only of what was said
 */
record Bound(Call call, Map<String, Object> values, Map<String, SourceRange> places) {

    /** Where a part stands; where it was not said, the part around it, at last the word itself. */
    SourceRange at(String path) {
        SourceRange place = places.get(path);
        if (place != null) {
            return place;
        }
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? call.at() : at(path.substring(0, cut));
    }

    boolean isSound() {
        return !values.containsValue(Unknown.VALUE);
    }

    boolean isKnown(String part) {
        return !Unknown.is(values.get(part));
    }

    /** The record of those parts. To be asked for only if all is sound. */
    <R extends Record> R as(Class<R> type) {
        return type.cast(Shape.of(type).create(values));
    }
}
