package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;

/**
 * A libvirt storage pool of type dir, the same on each of its hosts.
 *
 * @param hosts names of the hosts that have it
 * @param dir absolute path of its directory on the host
 */
public record Pool(String name, List<String> hosts, String dir, boolean autostart, SourceRange at) {
    public Pool {
        hosts = List.copyOf(hosts);
    }
}
