package io.berth.script;

import io.berth.diag.SourceRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call gave to the parameters of its word.
 *
 * @param call the call
 * @param values by part; of a part with an error {@link Unknown}
 * @param known the same and those inside of parts, by path: {@code disk.pool}, {@code nic[0].mac}
 * @param places where each part stands, by path, of a list each element: {@code on[0]}; only of what was said
 */
record Bound(Call call, Map<String, Object> values, Map<String, Object> known, Map<String, SourceRange> places) {

    /** Where a part stands; where it was not said, the part around it, at last the word itself. */
    SourceRange at(String path) {
        SourceRange place = places.get(path);
        if (place != null) {
            return place;
        }
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? call.at() : at(path.substring(0, cut));
    }

    boolean says(String path) {
        return places.containsKey(path);
    }

    /** The value of a part, even if another part has an error. */
    <T> Optional<T> find(String path, Class<T> type) {
        Object value = known.get(path);
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    /** The same of a text, if it was said. */
    Optional<String> text(String path) {
        return find(path, String.class).filter(text -> says(path));
    }

    /** The elements of a part that is a list; none where it has an error. */
    List<?> list(String path) {
        return known.get(path) instanceof List<?> list ? list : List.of();
    }

    /** Absolute paths of the files that a part names, a relative one being from the file that says it. */
    List<String> files(String path) {
        Path source = call.source().path().toAbsolutePath();
        return list(path).stream().map(file -> source.resolveSibling(file.toString()).normalize().toString()).toList();
    }

    /** The entries of a part that has names with values; none where it has an error. */
    Map<?, ?> map(String path) {
        return known.get(path) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The code of a part that is a condition. */
    Optional<LateCode> condition(String path) {
        return known.get(path) instanceof Optional<?> code ? code.map(LateCode.class::cast) : Optional.empty();
    }

    boolean isSound() {
        return !values.containsValue(Unknown.VALUE);
    }

    /** The code for which parts wait. */
    List<LateCode> waits() {
        return Waiting.codes(values.values());
    }

    /** The record of those parts, with stand-ins for what waits. To be asked for only if all is sound. */
    <R extends Record> R as(Class<R> type) {
        return type.cast(Shape.of(type).create(Waiting.standIns(values)));
    }
}
