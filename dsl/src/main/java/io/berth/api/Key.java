package io.berth.api;

/**
 * A resource that tasks read and write; tasks that share one are ordered.
 *
 * @param kind {@code pool}, {@code network}, {@code domain}, {@code disk}, {@code slot}, {@code host}
 * @param name its name within the kind
 * @param host the host it is on
 */
public record Key(String kind, String name, String host) {
    @Override
    public String toString() {
        return kind + " " + name + " on " + host;
    }
}
