package io.berth.plan;

import io.berth.model.Host;
import io.berth.model.Known;
import io.berth.model.Result;
import java.util.Map;
import java.util.Optional;

/** What is known on a host before anything has run. */
record HostFacts(Host host, Map<String, Object> facts) implements Known {

    @Override
    public Optional<Result> result(int task, String on) {
        return Optional.empty();
    }
}
