package io.berth.task;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An account as a host has it.
 *
 * @param group name of its primary group
 * @param groups names of all groups that list it as a member
 * @param shadow whether what follows could be seen: that takes root
 * @param expires days since 1970; empty: never
 */
record Account(String uid, String group, Set<String> groups, String home, String shell, String comment, boolean shadow, Lock lock,
               boolean passwordIsWanted, String expires) {

    /** Whether its password lets anybody in. */
    enum Lock { OPEN, LOCKED, NO_PASSWORD }

    /** @param text what {@code user/look.sh} writes; nothing: there is none */
    static Optional<Account> parse(String text) {
        Map<String, String> values = new HashMap<>();
        Set<String> groups = new TreeSet<>();
        for (String line : text.lines().toList()) {
            String[] pair = line.split(" ", 2);
            if (pair[0].equals("member")) {
                groups.add(pair[1]);
            } else {
                values.put(pair[0], pair[1]);
            }
        }
        if (!values.containsKey("passwd")) {
            return Optional.empty();
        }
        String[] passwd = values.get("passwd").split(":", -1);
        return Optional.of(new Account(passwd[2], values.get("group"), groups, passwd[5], passwd[6], passwd[4], values.containsKey("lock"),
                Lock.valueOf(values.getOrDefault("lock", "OPEN")), "same".equals(values.get("password")), values.getOrDefault("expires", "")));
    }
}
