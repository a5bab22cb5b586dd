package io.berth.model;

import java.util.List;

/**
 * An account that cloud-init makes, or one of the image's that it opens.
 *
 * @param keys lines as in a {@code .pub} file
 * @param password hash as in {@code /etc/shadow}, a secret; empty: it has none
 * @param groups beside its own
 * @param shell absolute path
 * @param sudo whether it may do all as root, without a password
 */
public record CloudUser(String name, List<String> keys, String password, List<String> groups, String shell, boolean sudo) {
    public CloudUser {
        keys = List.copyOf(keys);
        groups = List.copyOf(groups);
    }

    /** Not the password. */
    @Override
    public String toString() {
        return "user " + name;
    }
}
