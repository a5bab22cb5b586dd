package io.berth.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory or storage as a word: {@code 512M}, {@code 2GiB}. */
final class Amount {

    static final String FORM = "512M, 2GiB";

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,9})([KMGT])(?:i?B)?");

    private Amount() {
    }

    /**
     * As a playbook has it: {@code 512.MiB}.
     *
     * @throws Usage if it is none
     */
    static String quoted(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw new Usage("'" + text + "' is no size with its unit: " + FORM);
        }
        return parts.group(1) + "." + parts.group(2) + "iB";
    }
}
