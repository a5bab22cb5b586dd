package io.berth.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a task ended on a host, for code of the playbook that asks.
 *
 * @param changed whether it changed anything
 * @param failed whether it failed, also where that is ignored or rescued
 * @param skipped whether it did not run
 * @param status exit status of its command; 0 where it runs none
 * @param out standard output of its command, without white space at its end
 * @param err standard error, likewise
 * @param data what its task type tells beside
 */
public record Result(boolean changed, boolean failed, boolean skipped, int status, String out, String err,
                     Map<String, Object> data) {

    public static final Result SKIPPED = new Result(false, false, true, 0, "", "", Map.of());

    public Result {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
