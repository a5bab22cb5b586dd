package io.berth.plan;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host is: {@code hostname}, {@code fqdn}, {@code os.id}, {@code os.name}, {@code os.version}, {@code os.codename},
 * {@code os.family} (debian, redhat, suse, alpine or arch), {@code kernel}, {@code arch}, {@code cpus}, {@code memory} in bytes,
 * {@code uptime} in seconds, {@code virtual} (none, kvm, lxc and so on), {@code interface} and {@code address} of the default route,
 * {@code addresses}, {@code mounts} with {@code path}, {@code type} and {@code device}, {@code packages} (apt, dnf, yum, zypper, apk
 * or pacman), {@code services} (systemd, openrc or sysvinit). What a host does not tell is missing.
 */
public final class Facts {

    private static final Command GATHER = Script.of(Facts.class, "facts.sh").with();
    private static final Set<String> NUMBERS = Set.of("cpus", "memory", "uptime");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private Facts() {
    }

    /** Looks, and changes nothing. */
    public static Command gather() {
        return GATHER;
    }

    /**
     * Dots in names become maps in maps.
     *
     * @throws CommandFailure if the host could not tell
     */
    public static Map<String, Object> parse(Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("its facts cannot be gathered", Command.of("facts.sh"), answer, "");
        }
        Map<String, Object> facts = new LinkedHashMap<>(Map.of("addresses", new ArrayList<>(), "mounts", new ArrayList<>()));
        answer.out().lines().filter(line -> line.contains("=")).forEach(line -> {
            int end = line.indexOf('=');
            put(facts, line.substring(0, end), line.substring(end + 1));
        });
        return Collections.unmodifiableMap(facts);
    }

    @SuppressWarnings("unchecked") // what is under a name with a dot was put there as a map, the two lists as such
    private static void put(Map<String, Object> facts, String name, String value) {
        int dot = name.indexOf('.');
        if (dot > 0) {
            put((Map<String, Object>) facts.computeIfAbsent(name.substring(0, dot), k -> new LinkedHashMap<String, Object>()), name.substring(dot + 1), value);
        } else if (name.equals("addresses")) {
            ((List<Object>) facts.get(name)).add(value);
        } else if (name.equals("mounts")) {
            ((List<Object>) facts.get(name)).add(mount(value));
        } else {
            facts.put(name, NUMBERS.contains(name) ? (Object) Long.valueOf(value) : value);
        }
    }

    /** As the kernel writes it, white space as octal numbers. */
    private static Map<String, Object> mount(String line) {
        String[] words = line.split(" ", 3);
        return Map.of("path", plain(words[0]), "type", words[1], "device", plain(words[2]));
    }

    private static String plain(String escaped) {
        return OCTAL.matcher(escaped).replaceAll(found ->
                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
    }
}
