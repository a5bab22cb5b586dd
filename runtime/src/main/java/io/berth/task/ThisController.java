package io.berth.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The machine that berth runs on, and who runs it: what a lock says of its holder. */
final class ThisController {

    /** Fields of {@code /proc/PID/stat} behind the program's name, up to the one that says when it was started. */
    private static final int START = 19;

    private ThisController() {
    }

    /** {@code ada@desk}, as {@link io.berth.api.Holder} begins. */
    static String user() {
        return System.getProperty("user.name") + "@" + name();
    }

    /** From the kernel: Java would ask name servers. */
    static String name() {
        String name = read("/proc/sys/kernel/hostname");
        return name.isEmpty() ? "localhost" : name;
    }

    /** Another one each time that it is started. */
    static String boot() {
        return read("/proc/sys/kernel/random/boot_id");
    }

    /** When a process was started, in ticks since the machine was; empty: there is none. */
    static Optional<String> startOf(long pid) {
        String stat = read("/proc/" + pid + "/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length > START && !fields[0].equals("Z") ? Optional.of(fields[START]) : Optional.empty();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
