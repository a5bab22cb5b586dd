package io.berth.schedule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A playbook and when it is run.
 *
 * @param playbook absolute path
 * @param calendar as systemd or cron takes it, whichever it is
 * @param options of {@code berth run}, each a word, that mean the same from any directory
 * @param launcher absolute path of the program that is started
 * @param environment that it gets
 */
public record Schedule(String name, String playbook, String calendar, By by, List<String> options, String launcher, Map<String, String> environment) {

    /** Whose timer it is: systemd's of the host, systemd's of the user, or cron's. */
    public enum By { SYSTEMD, USER_SYSTEMD, CRON }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    /** @throws IllegalArgumentException if the name can be none */
    public Schedule {
        checkName(name);
        options = List.copyOf(options);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** @throws IllegalArgumentException if it can be no name of a unit, or of a directory */
    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot name a schedule: letters, digits, '_', '-' and '.' can, a letter, a digit or '_' first");
        }
    }

    /** What its units are called. */
    public String unit() {
        return "berth-" + name;
    }
}
