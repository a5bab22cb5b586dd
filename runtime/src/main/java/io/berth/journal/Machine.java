package io.berth.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What a run store must know of the machine it is on.
 *
 * @param name as runs name their controller
 * @param startOf when the living process of a pid was started; empty when there is none
 */
record Machine(String name, LongFunction<Optional<Instant>> startOf) {

    static Machine here() {
        return new Machine(hostName(), Machine::livingSince);
    }

    /** From the kernel: Java would make ready to ask name servers, and look for who else could, in all jars. */
    private static String hostName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (IOException e) {
            return "localhost";
        }
    }

    private static Optional<Instant> livingSince(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(p -> !zombie(pid))
                .flatMap(p -> p.info().startInstant());
    }

    /** A killed process that nobody has waited for still counts as alive to Java. */
    private static boolean zombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }
}
