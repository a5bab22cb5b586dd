package io.berth.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The lines of /etc/hosts, and of what dnsmasq reads by addn-hosts: an address, its names, a comment. Compared word by word, never by parts of words. */
final class AddressLines {

    private AddressLines() {
    }

    /** The address and names of a line; none: it says nothing. */
    private static List<String> words(String line) {
        String bare = line.contains("#") ? line.substring(0, line.indexOf('#')) : line;
        return bare.isBlank() ? List.of() : Arrays.asList(bare.strip().split("\\s+"));
    }

    private static boolean isOf(String line, String address) {
        List<String> words = words(line);
        return !words.isEmpty() && words.get(0).equalsIgnoreCase(address);
    }

    /** Has an address have these names, and no other address of its kind any of them. Lines that say so already stay as they are. */
    static void put(TextLines text, String address, List<String> names) {
        for (int i = text.lines().size() - 1; i >= 0; i--) {
            List<String> words = words(text.lines().get(i));
            if (!words.isEmpty() && !isOf(text.lines().get(i), address) && words.get(0).contains(":") == address.contains(":")) {
                without(text, i, names);
            }
        }
        List<String> missing = new ArrayList<>(names);
        int place = -1;
        for (int i = text.lines().size() - 1; i >= 0; i--) {
            if (isOf(text.lines().get(i), address)) {
                List<String> has = words(text.lines().get(i));
                missing.removeIf(name -> contains(has.subList(1, has.size()), name));
                place = i;
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        if (place < 0) {
            text.lines().add(text.same(address + "\t" + String.join(" ", missing)));
        } else {
            String line = text.lines().get(place);
            int comment = line.indexOf('#');
            String bare = (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
            String rest = line.substring(bare.length());
            text.lines().set(place, bare + " " + text.same(String.join(" ", missing)).stripTrailing() + rest);
        }
    }

    /** Takes names from an address; no names: all, and with them its lines. */
    static void take(TextLines text, String address, List<String> names) {
        for (int i = text.lines().size() - 1; i >= 0; i--) {
            if (isOf(text.lines().get(i), address)) {
                if (names.isEmpty()) {
                    text.lines().remove(i);
                } else {
                    without(text, i, names);
                }
            }
        }
    }

    /** Takes names from a line; one that has no other goes, too. */
    private static void without(TextLines text, int index, List<String> names) {
        String line = text.lines().get(index);
        List<String> words = words(line);
        if (words.stream().skip(1).noneMatch(word -> contains(names, word))) {
            return;
        }
        List<String> left = words.stream().skip(1).filter(word -> !contains(names, word)).toList();
        if (left.isEmpty()) {
            text.lines().remove(index);
            return;
        }
        String comment = line.contains("#") ? " " + line.substring(line.indexOf('#')) : line.endsWith("\r") ? "\r" : "";
        text.lines().set(index, words.get(0) + "\t" + String.join(" ", left) + comment);
    }

    private static boolean contains(List<String> names, String name) {
        return names.stream().anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    }
}
