package io.berth.task;

import io.berth.task.ListedTree.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What differs between the tree that a slot should have and the one that it has.
 *
 * @param identity what a redeploy gives each system: told, and no drift
 * @param drift all else
 */
record TreeDifferences(List<String> identity, List<String> drift) {

    private static final String TIME = "time";

    /**
     * @param own whether a path is one that the redeploy wrote
     * @param laid by the paths of what was laid over the tree the SHA-256 of its content; empty for what is no file
     * @param exclude paths that are not looked at, with all below them
     */
    static TreeDifferences of(ListedTree wanted, ListedTree found, Predicate<String> own, Map<String, String> laid, List<String> exclude) {
        SortedSet<String> paths = new TreeSet<>(wanted.entries().keySet());
        paths.addAll(found.entries().keySet());
        SortedMap<String, String> differing = new TreeMap<>();
        for (String path : paths) {
            String difference = difference(wanted.entries().get(path), found.entries().get(path));
            if (!difference.isEmpty()) {
                differing.put(path, difference);
            }
        }
        List<String> identity = new ArrayList<>();
        List<String> drift = new ArrayList<>();
        for (String path : paths) {
            if (exclude.stream().anyMatch(left -> path.equals(left) || path.startsWith(left + "/"))) {
                continue;
            }
            Entry before = wanted.entries().get(path);
            Entry after = found.entries().get(path);
            String difference = laid.containsKey(path) && (before == null || !before.type().equals("d")) ? laidDifference(laid.get(path), after) : differing.getOrDefault(path, "");
            // that something came into a directory, changed or went says its time, too
            boolean told = difference.equals(TIME) && after.type().equals("d") && hasChildOf(differing, path);
            if (!difference.isEmpty() && !told) {
                (own.test(path) ? identity : drift).add(shown(path) + ": " + difference);
            }
        }
        return new TreeDifferences(identity, drift);
    }

    private static String laidDifference(String sum, Entry after) {
        if (after == null) {
            return "was laid over it, and is missing";
        }
        return sum.isEmpty() || sum.equals(after.sum()) ? "" : "content differs from what was laid over it";
    }

    private static String difference(Entry before, Entry after) {
        if (before == null) {
            return "is new";
        } else if (after == null) {
            return "is missing";
        } else if (!before.type().equals(after.type())) {
            return "is " + kind(after) + ", not " + kind(before);
        }
        List<String> what = new ArrayList<>();
        if (!before.sum().equals(after.sum()) || !before.size().equals(after.size()) && before.type().equals("f")) {
            what.add("content");
        }
        add(what, "mode", before.mode(), after.mode());
        add(what, "owner", before.owner(), after.owner());
        add(what, "target", before.target(), after.target());
        add(what, "device", before.device(), after.device());
        if (!before.links().equals(after.links())) {
            what.add("hard links");
        }
        Set<String> names = new TreeSet<>(before.attributes().keySet());
        names.addAll(after.attributes().keySet());
        names.stream().filter(name -> !Objects.equals(before.attributes().get(name), after.attributes().get(name))).forEach(name -> what.add("attribute " + name));
        if (what.isEmpty() && !before.time().equals(after.time())) {
            what.add(TIME);
        }
        return String.join(", ", what);
    }

    private static void add(List<String> what, String name, String before, String after) {
        if (!before.equals(after)) {
            what.add(name + " " + after + ", not " + before);
        }
    }

    private static boolean hasChildOf(SortedMap<String, String> differing, String directory) {
        String from = directory.isEmpty() ? "" : directory + "/";
        return differing.tailMap(from).keySet().stream().takeWhile(path -> path.startsWith(from))
                .anyMatch(path -> path.length() > from.length() && path.indexOf('/', from.length()) < 0);
    }

    private static String kind(Entry entry) {
        return switch (entry.type()) {
            case "f" -> "a file";
            case "d" -> "a directory";
            case "l" -> "a symbolic link";
            case "b", "c" -> "a device";
            case "p" -> "a pipe";
            default -> "something else";
        };
    }

    /** From the root on, in UTF-8 where it is that. */
    private static String shown(String path) {
        return "/" + new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
