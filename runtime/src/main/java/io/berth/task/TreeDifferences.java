package io.berth.task;

import io.berth.task.ListedTree.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What differs between the tree that a slot should have and the one that it has.
 *
 * @param identity what a redeploy gives each system: told, and no drift
 * @param drift all else
 */
record TreeDifferences(List<String> identity, List<String> drift) {

    /**
     * @param own whether a path is one that the redeploy wrote
     * @param laid by the paths of what was laid over the tree the SHA-256 of its content; empty for what is no file
     * @param exclude paths that are not looked at, with all below them
     */
    static TreeDifferences of(ListedTree wanted, ListedTree found, Predicate<String> own, Map<String, String> laid, List<String> exclude) {
        SortedSet<String> paths = new TreeSet<>(wanted.entries().keySet());
        paths.addAll(found.entries().keySet());
        List<String> identity = new ArrayList<>();
        List<String> drift = new ArrayList<>();
        for (String path : paths) {
            if (exclude.stream().anyMatch(left -> path.equals(left) || path.startsWith(left + "/"))) {
                continue;
            }
            Entry before = wanted.entries().get(path);
            Entry after = found.entries().get(path);
            String difference = laid.containsKey(path) ? laidDifference(laid.get(path), after) : difference(before, after, childrenDiffer(path, wanted, found));
            if (!difference.isEmpty()) {
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

    private static String difference(Entry before, Entry after, boolean childrenDiffer) {
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
        // that something came into a directory or went says its time, too
        if (what.isEmpty() && !before.time().equals(after.time()) && !childrenDiffer) {
            what.add("time");
        }
        return String.join(", ", what);
    }

    private static void add(List<String> what, String name, String before, String after) {
        if (!before.equals(after)) {
            what.add(name + " " + after + ", not " + before);
        }
    }

    private static boolean childrenDiffer(String directory, ListedTree wanted, ListedTree found) {
        return !children(directory, wanted).equals(children(directory, found));
    }

    private static List<String> children(String directory, ListedTree tree) {
        String from = directory.isEmpty() ? "" : directory + "/";
        Entry entry = tree.entries().get(directory);
        if (entry == null || !entry.type().equals("d")) {
            return List.of();
        }
        return tree.entries().tailMap(from).keySet().stream().takeWhile(path -> path.startsWith(from)).filter(path -> !path.isEmpty() && path.indexOf('/', from.length()) < 0).toList();
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
