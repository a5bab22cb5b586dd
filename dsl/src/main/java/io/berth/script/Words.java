package io.berth.script;

import java.util.Map;
import java.util.function.Function;

/**
 * What may be said in one place.
 *
 * @param place where, as an error names it: {@code a play}
 * @param meanings what each word does; its result is the value of the call
 */
record Words(String place, Map<String, Function<Call, Object>> meanings) {
}
