package io.berth.task;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tree in all its parts, as {@code image/listed.sh} lists it. Names are as bytes, each a character: they need not be of any encoding.
 *
 * @param entries by their paths, without a slash in front; the tree itself is the empty one
 */
record ListedTree(SortedMap<String, Entry> entries) {

    /**
     * One of them. What a type has not is empty.
     *
     * @param type as find's %y: {@code f d l b c p}
     * @param time of the last change of its content, in seconds with their parts
     * @param device {@code major:minor}, in hexadecimal
     * @param sum of its content, SHA-256
     * @param links the first of the paths that are the same file
     * @param attributes extended ones, access lists and capabilities among them, by their names
     */
    record Entry(String type, String mode, String owner, String size, String time, String target, String device, String sum, String links, Map<String, String> attributes) { }

    private static final String END = "\0whole\0";
    private static final int SUM = 64;

    /** @throws IllegalArgumentException if it is not all of a listing */
    static ListedTree parse(byte[] listing) {
        String text = new String(listing, StandardCharsets.ISO_8859_1);
        int devicesAt = section(text, 0, "devices");
        int sumsAt = section(text, devicesAt, "sums");
        int attributesAt = section(text, sumsAt, "attributes");
        if (!text.endsWith(END)) {
            throw new IllegalArgumentException("the listing of the tree ends in the middle");
        }
        Map<String, String> devices = new HashMap<>();
        for (String record : records(text, devicesAt, sumsAt, "sums")) {
            int space = record.indexOf(' ');
            devices.put(plain(record.substring(space + 1)), record.substring(0, space));
        }
        Map<String, String> sums = new HashMap<>();
        for (String record : records(text, sumsAt, attributesAt, "attributes")) {
            sums.put(plain(record.substring(SUM + 2)), record.substring(0, SUM));
        }
        Map<String, Map<String, String>> attributes = attributes(text.substring(attributesAt, text.length() - END.length()));
        List<String> found = records(text, 0, devicesAt, "devices");
        Map<String, String> firsts = firsts(found);
        SortedMap<String, Entry> entries = new TreeMap<>();
        for (int i = 0; i + 1 < found.size(); i += 2) {
            String[] words = found.get(i).split(" ", 9);
            String path = words[8].substring(1);
            boolean directory = words[0].equals("d");
            entries.put(path, new Entry(words[0], words[1], words[2] + ":" + words[3], directory ? "" : words[4], words[5], found.get(i + 1),
                    devices.getOrDefault(path, ""), sums.getOrDefault(path, ""), firsts.getOrDefault(words[6], path), attributes.getOrDefault(path, Map.of())));
        }
        return new ListedTree(entries);
    }

    /** Where the section's records begin. */
    private static int section(String text, int from, String name) {
        String mark = name + "\0";
        int at = from;
        // the mark is a record of its own: no other begins so
        while (at >= 0 && !text.startsWith(mark, at)) {
            at = text.indexOf('\0', at) + 1;
            if (at == 0) {
                throw new IllegalArgumentException("the listing of the tree has no " + name);
            }
        }
        return at + mark.length();
    }

    private static List<String> records(String text, int from, int next, String nextName) {
        List<String> records = new ArrayList<>();
        int end = next - nextName.length() - 1;
        for (int at = from; at < end;) {
            int zero = text.indexOf('\0', at);
            records.add(text.substring(at, zero));
            at = zero + 1;
        }
        return records;
    }

    /** Of each file that has several names, by its inode, the first of them. */
    private static Map<String, String> firsts(List<String> found) {
        Map<String, String> firsts = new HashMap<>();
        for (int i = 0; i + 1 < found.size(); i += 2) {
            String[] words = found.get(i).split(" ", 9);
            if (!words[0].equals("d") && !words[7].equals("1")) {
                firsts.merge(words[6], words[8].substring(1), (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
        return firsts;
    }

    /** What getfattr says: a line with the name, one for each attribute, an empty one. */
    private static Map<String, Map<String, String>> attributes(String text) {
        Map<String, Map<String, String>> all = new HashMap<>();
        Map<String, String> current = new HashMap<>();
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            if (line.startsWith("# file: ")) {
                current = new TreeMap<>();
                all.put(plain(unescaped(line.substring("# file: ".length()))), current);
            } else if (!line.isEmpty()) {
                current.put(equals < 0 ? line : line.substring(0, equals), equals < 0 ? "" : line.substring(equals + 1));
            }
        }
        return all;
    }

    private static String unescaped(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '\\' && i + 3 < name.length() && name.substring(i + 1, i + 4).matches("[0-3][0-7]{2}")) {
                plain.append((char) Integer.parseInt(name.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(name.charAt(i));
            }
        }
        return plain.toString();
    }

    private static String plain(String path) {
        return path.equals(".") ? "" : path.startsWith("./") ? path.substring(2) : path;
    }
}
