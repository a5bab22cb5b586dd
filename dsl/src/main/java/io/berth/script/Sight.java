package io.berth.script;

import io.berth.diag.SourceRange;
import io.berth.model.Known;
import io.berth.model.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What playbook code can see of the run. While a playbook is loaded: nothing. */
interface Sight {

    /** The host whose turn it is, its facts, and in conditions on a task's result that result. */
    Set<String> NAMES = Set.of("facts", "host", "result");

    Sight NOTHING = new Sight() {
        @Override
        public Object named(String name) {
            throw tooEarly(name);
        }

        @Override
        public Result result(Handle handle, String asked) {
            throw tooEarly(asked);
        }
    };

    Object named(String name);

    /**
     * @param asked what is asked for, as the playbook says it
     * @throws Trouble if it is not known
     */
    Result result(Handle handle, String asked);

    static Trouble tooEarly(String asked) {
        return new Trouble("'" + asked + "' is only known when the run gets there: read it in a block { … }",
                "as a condition: when { … }; as the value of a parameter, by its name: debug message: { … }");
    }

    /**
     * In the middle of a run.
     *
     * @param own number of the task whose result is {@code result}
     */
    record InRun(Known known, int own, Map<String, List<String>> groupsOf) implements Sight {
        @Override
        public Object named(String name) {
            return switch (name) {
                case "facts" -> new Facts("facts", known.facts());
                case "host" -> HostSeen.of(known.host(), groupsOf.getOrDefault(known.host().name(), List.of()));
                default -> new Handle(own, "", SourceRange.NONE, Optional.empty());
            };
        }

        @Override
        public Result result(Handle handle, String asked) {
            String host = handle.host().orElse(known.host().name());
            return known.result(handle.number(), host).orElseThrow(() -> new Trouble("'" + asked + "' is not known: the '" + handle.word()
                    + "' at " + handle.at() + " has not run on " + host, "the result of another host is r.on('kvm1')"));
        }
    }
}
