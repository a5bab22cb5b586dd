package io.berth.ssh;

import java.util.List;
import java.util.Locale;

/** Patterns as ssh_config and known_hosts have them (ssh_config(5), PATTERNS). */
final class Patterns {

    private Patterns() {}

    /** Whether one of the patterns matches, and none of those that begin with an exclamation mark does. */
    static boolean match(List<String> patterns, String text) {
        boolean matched = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (matchOne(pattern.substring(1), text)) {
                    return false;
                }
            } else {
                matched |= matchOne(pattern, text);
            }
        }
        return matched;
    }

    /** {@code *} stands for any characters, {@code ?} for one; case does not matter. */
    static boolean matchOne(String pattern, String text) {
        String p = pattern.toLowerCase(Locale.ROOT);
        String t = text.toLowerCase(Locale.ROOT);
        int star = -1;
        int retry = 0;
        int i = 0;
        int k = 0;
        while (k < t.length()) {
            if (i < p.length() && p.charAt(i) == '*') {
                star = i++;
                retry = k;
            } else if (i < p.length() && (p.charAt(i) == '?' || p.charAt(i) == t.charAt(k))) {
                i++;
                k++;
            } else if (star >= 0) {
                i = star + 1;
                k = ++retry;
            } else {
                return false;
            }
        }
        return p.substring(i).chars().allMatch(c -> c == '*');
    }
}
