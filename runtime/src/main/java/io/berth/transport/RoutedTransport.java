package io.berth.transport;

import io.berth.model.Become;
import io.berth.model.Host;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reaches each host the way its inventory says. */
public final class RoutedTransport implements Transport {

    private final Map<Host.Connection, Transport> ways;

    /** @param ways one for each kind of connection that a host may have; all are closed with this */
    public RoutedTransport(Map<Host.Connection, Transport> ways) {
        this.ways = Map.copyOf(ways);
    }

    @Override
    public Session session(Host host, Optional<Become> become) throws IOException, InterruptedException {
        Transport way = ways.get(host.connection());
        if (way == null) {
            throw new Unreachable(host.name(), "no way to reach " + host.name() + " by " + host.connection(), null);
        }
        return way.session(host, become);
    }

    @Override
    public void close() {
        ways.values().forEach(Transport::close);
    }
}
