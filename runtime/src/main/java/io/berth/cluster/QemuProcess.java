package io.berth.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs a guest, whoever started it.
 *
 * @param pid on its host
 * @param argv its command line
 */
public record QemuProcess(long pid, List<String> argv) {

    public QemuProcess {
        argv = List.copyOf(argv);
    }

    /** The guest's name; empty: it has none. */
    public String name() {
        return said("-name").stream().findFirst().map(value -> {
            String first = option(value, "guest");
            return first.isEmpty() ? value.split(",", 2)[0] : first;
        }).orElse("");
    }

    /** In lower case; empty: it has none. */
    public String uuid() {
        return said("-uuid").stream().findFirst().orElse("").toLowerCase(java.util.Locale.ROOT);
    }

    /** What follows an option, each time that it is said; written with one dash or two. */
    public List<String> said(String option) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i < argv.size() - 1; i++) {
            if (argv.get(i).equals(option) || argv.get(i).equals("-" + option)) {
                values.add(argv.get(++i));
            }
        }
        return values;
    }

    /** The value of {@code key=} in an option's list; empty: it says none. In such a list two commas mean one. */
    static String option(String list, String key) {
        for (String part : list.split("(?<!,),(?!,)")) {
            if (part.startsWith(key + "=")) {
                return part.substring(key.length() + 1).replace(",,", ",");
            }
        }
        return "";
    }
}
