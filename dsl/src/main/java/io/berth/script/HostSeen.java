package io.berth.script;

import io.berth.model.Host;
import java.util.List;
import java.util.Map;

/**
 * What playbook code sees of a host.
 *
 * @param groups names of the groups that it is in
 */
record HostSeen(String name, String address, int port, String user, Map<String, Object> vars, List<String> groups) {

    static HostSeen of(Host host, List<String> groups) {
        return new HostSeen(host.name(), host.address(), host.port(), host.user(), host.vars(), groups);
    }
}
