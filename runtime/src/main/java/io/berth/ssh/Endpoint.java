package io.berth.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where and how a host is reached, all questions answered.
 *
 * @param name the host's name in berth, or a jump host's in the ssh configuration
 * @param address name or number to connect to
 * @param identities private keys in the order to try them; one that does not exist is passed over
 * @param onlyThese whether the agent's other keys are not to be tried
 * @param agent the agent's socket; empty: no agent
 * @param knownHosts files in the order to look; new keys go to the first
 * @param addUnknown whether the key of a host that has none in these files is added and taken
 * @param alias the name to look for in these files; empty: the address
 * @param via the jump host, or nothing
 */
record Endpoint(String name, String address, int port, String user, List<Path> identities, boolean onlyThese,
                String agent, List<Path> knownHosts, boolean addUnknown, String alias, List<Endpoint> via,
                Duration connectTimeout, Duration aliveInterval, int aliveCount) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint endpoint && parts().equals(endpoint.parts());
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + address.hashCode();
    }

    private List<Object> parts() {
        return List.of(name, address, port, user, identities, onlyThese, agent, knownHosts, addUnknown, alias, via, connectTimeout, aliveInterval, aliveCount);
    }

    /** For messages: {@code kvm1 (root@10.77.0.11:22)}. */
    @Override
    public String toString() {
        return name + " (" + user + "@" + place(address, port) + (via.isEmpty() ? "" : " via " + via.get(0).name()) + ")";
    }

    private static String place(String address, int port) {
        return address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
    }
}
