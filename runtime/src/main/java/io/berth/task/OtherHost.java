package io.berth.task;

import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Host;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The host that a guest gets to from its own. */
final class OtherHost {

    private OtherHost() {
    }

    /** It alone; none: the guest is there, or there is no such host. */
    static List<Host> of(String to, Scope scope) {
        Host host = scope.playbook().hosts().get(to);
        return host == null || host.name().equals(scope.host().name()) ? List.of() : List.of(host);
    }

    static void check(String to, Scope scope, SourceRange at, Diagnostics into) {
        if (!scope.playbook().hosts().containsKey(to)) {
            into.error(at, "there is no host '" + to + "'");
        }
    }

    /** Of a move: all that is on either host counts for it, and it changes the guest on both. */
    static Footprint footprint(String guest, String to, Scope scope) {
        Set<Key> reads = new HashSet<>();
        Set<Key> writes = new HashSet<>();
        Stream.concat(Stream.of(scope.host()), of(to, scope).stream()).forEach(host -> {
            reads.add(Key.wholeOf(host));
            writes.add(new Key("domain", guest, host.name()));
        });
        return new Footprint(reads, writes);
    }

    /**
     * Its TCP ports that the guest's data may come to: {@code low-high}.
     *
     * @param said by the task; empty: what the host's variable {@code migration_ports} says counts
     * @param otherwise where that says nothing, too
     */
    static String ports(String said, Host to, String otherwise) {
        return said.isEmpty() ? Objects.requireNonNullElse(to.vars().get("migration_ports"), otherwise).toString() : said;
    }
}
