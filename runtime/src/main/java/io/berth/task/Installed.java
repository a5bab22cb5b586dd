package io.berth.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a host's package manager has installed.
 *
 * @param manager {@code apt}, {@code dnf}, {@code yum}, {@code zypper}, {@code apk}
 * @param listsAge seconds since its lists were fetched
 */
record Installed(String manager, long listsAge, Map<String, Found> packages, Set<String> provided) {

    /**
     * @param there whether it is installed
     * @param configured whether only its configuration is
     * @param held whether the host's administrator holds it at its version
     */
    record Found(String version, boolean there, boolean configured, boolean held) { }

    /** @param text what {@code packages/list.sh} writes */
    static Installed parse(String text) {
        String[] head = text.lines().findFirst().orElse("").split(" ");
        Map<String, Found> packages = new HashMap<>();
        Set<String> provided = new HashSet<>();
        text.lines().skip(1).forEach(line -> {
            String[] fields = line.split("\t", -1);
            char state = fields[3].charAt(1);
            boolean there = state != 'n' && state != 'c';
            Found found = new Found(fields[2], there, state == 'c', fields[3].charAt(0) == 'h');
            packages.merge(fields[0], found, (one, other) -> one.there() ? one : other);
            packages.put(fields[0] + ":" + fields[1], found);
            if (there && !fields[4].isEmpty()) {
                Stream.of(fields[4].split("[, ]+")).forEach(name -> provided.add(name.split("=")[0]));
            }
        });
        return new Installed(head[0], Long.parseLong(head[1]), packages, provided);
    }

    Optional<Found> there(String name) {
        return Optional.ofNullable(packages.get(name)).filter(Found::there);
    }

    /** Whether it, or what stands for it, is installed. */
    boolean has(String name) {
        return there(name).isPresent() || !packages.containsKey(name) && provided.contains(name);
    }

    /** Whether a version that is installed is the one that is said: {@code 1.2}, {@code 1.2-3}, {@code 1.2*}. */
    boolean fits(String version, String said) {
        String pattern = Stream.of(said.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        List<String> names = new ArrayList<>(List.of(version));
        if (!manager.equals("apt")) {
            String plain = version.substring(version.indexOf(':') + 1);
            names.addAll(List.of(plain, plain.replaceFirst("-[^-]*$", "")));
        }
        return names.stream().anyMatch(name -> name.matches(pattern));
    }
}
