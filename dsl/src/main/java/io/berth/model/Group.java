package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;

/**
 * A named set of hosts.
 *
 * @param hosts names of its hosts, in the order of the inventory, groups within groups resolved
 * @param children names of the groups that stand in it
 * @param own names of the hosts that stand in it themselves, not only in one of its children
 * @param top whether it stands in {@code all} itself: it stands in no other group, or an inventory puts it there as well
 */
public record Group(String name, List<String> hosts, List<String> children, List<String> own, boolean top, SourceRange at) {
    public Group {
        hosts = List.copyOf(hosts);
        children = List.copyOf(children);
        own = List.copyOf(own);
    }
}
