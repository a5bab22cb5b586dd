package io.berth.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of /etc/fstab, and of what the kernel has mounted, which are alike. */
final class MountTable {

    private MountTable() {
    }

    /** A field as the table has it. */
    static String escaped(String field) {
        return field.replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011").replace("#", "\\043");
    }

    static String plain(String field) {
        return field.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\043", "#").replace("\\134", "\\");
    }

    /** The fields of the entry of a line; empty if it is none. */
    static List<String> fields(String line) {
        String bare = line.strip();
        return bare.isEmpty() || bare.startsWith("#") ? List.of() : List.of(bare.split("[ \t]+"));
    }

    static boolean isOf(String line, String path) {
        List<String> fields = fields(line);
        return fields.size() > 1 && plain(fields.get(1)).equals(path);
    }

    /** The last entry of a path, which is the one on top. */
    static Optional<List<String>> entry(List<String> lines, String path) {
        return lines.stream().filter(line -> isOf(line, path)).reduce((first, second) -> second).map(MountTable::fields);
    }

    /** The table with this line as the only one of its path; where it stood, else at the end. An empty line: with none. */
    static String with(List<String> lines, String path, String line) {
        List<String> after = new ArrayList<>();
        boolean open = !line.isEmpty();
        for (String old : lines) {
            if (!isOf(old, path)) {
                after.add(old);
            } else if (open) {
                after.add(line);
                open = false;
            }
        }
        if (open) {
            after.add(line);
        }
        return after.isEmpty() ? "" : String.join("\n", after) + "\n";
    }
}
