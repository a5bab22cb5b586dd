package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.TaskFailure;
import io.berth.model.Host;
import java.io.IOException;
import java.util.Optional;

/**
 * How other hosts reach a host: at the address at which this run knows it, and with the host keys by which this run has verified it.
 *
 * @param user empty: ssh's own
 * @param knownHosts lines of known_hosts
 */
record HostWay(String address, String port, String user, String knownHosts) {

    /** Empty: it is reached without a network. */
    static Optional<HostWay> of(Host host, Hands hands) throws IOException, InterruptedException {
        String lines = hands.knownHostLines(host.name());
        return lines.lines().map(HostWay::nameOf).filter(found -> !found.isEmpty()).findFirst().map(name -> named(name, host.user(), lines));
    }

    /** The same for a guest that is to come from the hands' own host. */
    static HostWay toTarget(Host host, Hands hands) throws TaskFailure, IOException, InterruptedException {
        return of(host, hands).orElseThrow(() -> new TaskFailure(host.name() + " is reached without a network: no other host can send it anything", "give it an address"));
    }

    /** The name in a line of known_hosts, its first if there are several; empty if the line has none. */
    private static String nameOf(String line) {
        String[] words = line.strip().split("\\s+");
        String name = words[0].startsWith("@") && words.length > 1 ? words[1] : words[0];
        return name.startsWith("#") ? "" : name.split(",")[0];
    }

    /** {@code [address]:port} where the port is not 22, else {@code address}. */
    private static HostWay named(String name, String user, String lines) {
        int end = name.lastIndexOf("]:");
        return name.startsWith("[") && end > 0
                ? new HostWay(name.substring(1, end), name.substring(end + 2), user, lines)
                : new HostWay(name, "22", user, lines);
    }
}
