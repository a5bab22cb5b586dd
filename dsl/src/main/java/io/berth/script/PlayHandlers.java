package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The handlers of one play, in the order in which they run: its own and those of its roles, then those that are declared for all plays. */
final class PlayHandlers {

    private final Diagnostics diagnostics;
    private final Map<String, HandlerInMaking> all = new LinkedHashMap<>();

    PlayHandlers(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * @param role whose handler it is; empty: the play's
     * @param section its tasks
     * @param scope the play or role whose tasks may notify it
     */
    void add(String name, String role, SourceRange at, Section section, Section scope) {
        HandlerInMaking first = scope.handlers().get(name);
        if (first != null) {
            diagnostics.error(at, "a handler '" + name + "' is declared already", "first at " + first.at());
            return;
        }
        String full = role.isEmpty() ? name : role + ": " + name;
        String free = full;
        for (int n = 2; all.containsKey(free); n++) {
            free = full + " #" + n;
        }
        HandlerInMaking handler = new HandlerInMaking(free, at, section);
        all.put(free, handler);
        scope.add(handler, name);
    }

    List<HandlerInMaking> all() {
        return List.copyOf(all.values());
    }

    /**
     * Notes that the task notifies handlers, on its hosts.
     *
     * @param from the handler that the task is of; empty: of none
     * @return their full names
     */
    List<String> notified(SaidTask task, List<String> hosts, Optional<HandlerInMaking> from) {
        List<String> names = new ArrayList<>();
        List<?> said = task.said().list("notify");
        for (int i = 0; i < said.size(); i++) {
            String name = (String) said.get(i);
            SourceRange at = task.said().at("notify[" + i + "]");
            Optional<HandlerInMaking> handler = task.section().handler(name);
            if (handler.isEmpty()) {
                diagnostics.error(at, "there is no handler '" + name + "'", DidYouMean.hint(name, task.section().handlerNames()));
            } else if (from.isPresent() && all().indexOf(handler.get()) <= all().indexOf(from.get())) {
                diagnostics.error(at, "handlers run in the order in which they are declared: '" + name + "' has run by then", "declare it behind this one");
            } else {
                handler.get().hosts().addAll(hosts);
                names.add(handler.get().name());
            }
        }
        return names;
    }
}
