package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;

/**
 * A named set of hosts.
 *
 * @param hosts names of its hosts, in the order of the inventory, groups within groups resolved
 */
public record Group(String name, List<String> hosts, SourceRange at) {
    public Group {
        hosts = List.copyOf(hosts);
    }
}
