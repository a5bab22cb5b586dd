package io.berth.cluster;

import io.berth.model.Size;
import java.util.List;

/**
 * A program that runs a guest, whoever started it.
 *
 * @param pid on its host
 * @param started when, in the kernel's ticks since the host was booted: with the pid it means this program and no later one
 * @param resident memory that it has in use
 * @param argv its command line
 */
public record QemuProcess(long pid, String started, Size resident, List<String> argv) {

    public QemuProcess {
        argv = List.copyOf(argv);
    }

    /** What its command line says. */
    public QemuLine line() {
        return new QemuLine(argv.subList(Math.min(1, argv.size()), argv.size()));
    }

    /** Whether the other is this very program, however much memory it has in use by now. */
    public boolean is(QemuProcess other) {
        return pid == other.pid && started.equals(other.started) && argv.equals(other.argv);
    }

    /** The guest's name; empty: it has none. */
    public String name() {
        return line().name();
    }

    /** In lower case; empty: it has none. */
    public String uuid() {
        return line().uuid();
    }
}
