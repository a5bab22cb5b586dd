package io.berth.api;

import io.berth.model.Host;

/**
 * A resource that tasks read and write; tasks that share one are ordered.
 *
 * @param kind {@code pool}, {@code network}, {@code domain}, {@code disk}, {@code slot}, {@code host}
 * @param name its name within the kind
 * @param host the host it is on
 */
public record Key(String kind, String name, String host) {

    /**
     * All that is on a host. A task that may change anything there, such as a command of the user's, writes it; all
     * others read it, and so keep their order with it.
     */
    public static Key wholeOf(Host host) {
        return new Key("host", "*", host.name());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && kind.equals(key.kind) && name.equals(key.name) && host.equals(key.host);
    }

    @Override
    public int hashCode() {
        return (kind.hashCode() * 31 + name.hashCode()) * 31 + host.hashCode();
    }

    @Override
    public String toString() {
        if (kind.equals("host")) {
            return "all of " + host;
        }
        return kind + " " + name + " on " + host;
    }
}
