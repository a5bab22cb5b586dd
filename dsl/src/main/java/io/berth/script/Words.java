package io.berth.script;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What may be said in one place.
 *
 * @param place where, as an error names it: {@code in a play}
 * @param meanings what each word does; its result is the value of the call
 * @param unknown is told of words that are none, once that is said: what they may have meant is not missing
 */
record Words(String place, Map<String, Function<Call, Object>> meanings, Consumer<Call> unknown) {

    Words(String place, Map<String, Function<Call, Object>> meanings) {
        this(place, meanings, call -> { });
    }
}
