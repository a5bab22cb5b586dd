package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code copy/tree-look.sh} found in a directory: by name, that of the directory itself being a dot. */
final class SeenEntries {

    /** Something that is not there. */
    static final SeenPath NOTHING = new SeenPath(SeenPath.Kind.ABSENT, 0, "", "", "", "", 0, "", "", "", "", "", Optional.empty());

    private final Map<String, SeenPath> byName = new HashMap<>();
    private final List<String> all = new ArrayList<>();

    private SeenEntries() {
    }

    static SeenEntries of(String directory, Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("cannot look into " + directory, Command.of("look into", directory), answer, "");
        }
        if (answer.text().equals("other")) {
            throw new TaskFailure(directory + " is a link or a file, not a directory", "name the directory itself, or move it away");
        }
        SeenEntries seen = new SeenEntries();
        if (!answer.text().equals("absent")) {
            seen.read(answer.out());
        }
        return seen;
    }

    private void read(String text) {
        int end = text.indexOf("\nall\n");
        List<String> lines = text.substring(0, end).lines().toList();
        int sums = lines.lastIndexOf("sums");
        int links = lines.lastIndexOf("links");
        Map<String, String> digests = digests(lines.subList(sums + 1, links));
        Map<String, String> targets = new HashMap<>();
        for (int i = links + 1; i + 1 < lines.size(); i += 2) {
            targets.put(lines.get(i), lines.get(i + 1).substring(0, lines.get(i + 1).length() - 1));
        }
        for (String line : lines.subList(0, sums)) {
            String[] said = line.split(" ", 7);
            byName.put(plain(said[6]), path(said, digests.getOrDefault(said[6], ""), targets.getOrDefault(said[6], "")));
        }
        for (String name : text.substring(end + "\nall\n".length()).split("\0")) {
            if (!name.isEmpty()) {
                all.add(plain(name));
            }
        }
    }

    /** sha256sum doubles backslashes in names, and begins such a line with one. */
    private static Map<String, String> digests(List<String> lines) {
        Map<String, String> digests = new HashMap<>();
        for (String line : lines) {
            boolean escaped = line.startsWith("\\");
            String plain = escaped ? line.substring(1) : line;
            String name = plain.substring(66);
            digests.put(escaped ? name.replace("\\\\", "\\") : name, plain.substring(0, 64));
        }
        return digests;
    }

    private static SeenPath path(String[] said, String digest, String target) {
        int raw = Integer.parseInt(said[0], 16);
        SeenPath.Kind kind = SeenPath.kind(raw);
        return new SeenPath(kind, raw & 07777, said[1], said[2], said[4], said[5], Long.parseLong(said[3]), "", "", digest, target, "", Optional.empty());
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    SeenPath get(String name) {
        return byName.getOrDefault(name, NOTHING);
    }

    /** What is there and not among these, but not what is in a directory that is not. */
    List<String> surplus(Set<String> wanted) {
        Set<String> known = new HashSet<>(all);
        return all.stream().filter(name -> !wanted.contains(name)).filter(name -> {
            String above = name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : ".";
            return above.equals(".") || wanted.contains(above) || !known.contains(above);
        }).sorted().toList();
    }
}
