package io.berth.plan;

import io.berth.api.Change;
import io.berth.event.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What hosts and tasks have answered so far. Hosts are asked by several threads. */
final class Answers {

    final Map<String, Change> changes = new ConcurrentHashMap<>();
    final Map<String, String> leftOut = new ConcurrentHashMap<>();
    final Map<String, Failed> failures = new ConcurrentHashMap<>();
    final Map<String, String> lost = new ConcurrentHashMap<>();
    final Map<String, Map<String, Object>> facts = new ConcurrentHashMap<>();

    /** @param firm whether it is so whatever runs before */
    record Failed(Failure failure, boolean firm) { }

    Optional<Map<String, Object>> factsOf(String host) {
        return Optional.ofNullable(facts.get(host));
    }
}
