package io.berth.schedule;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;

/** The right to run a schedule: one process has it at a time, and it ends with that process however that ends. */
public final class Turn implements AutoCloseable {

    private final Schedules schedules;
    private final String name;
    private final Clock clock;
    private final FileChannel lock;

    private Turn(Schedules schedules, String name, Clock clock, FileChannel lock) {
        this.schedules = schedules;
        this.name = name;
        this.clock = clock;
        this.lock = lock;
    }

    /**
     * Takes it; empty: another process has it.
     *
     * @throws IOException if there is no such schedule, or its directory cannot be written
     */
    public static Optional<Turn> take(Schedules schedules, String name, Clock clock) throws IOException {
        Path file = schedules.directory(name).resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        if (!Files.isRegularFile(schedules.definition(name))) {
            channel.close();
            throw new IOException("schedule '" + name + "' has just been removed");
        }
        return Optional.of(new Turn(schedules, name, clock, channel));
    }

    /** Notes that it begins. */
    public void begin() throws IOException {
        schedules.trimLog(name);
        schedules.last(name, LastRun.begun(clock.instant()));
    }

    /** Notes what run it is. */
    public void is(String run) throws IOException {
        schedules.last(name, schedules.last(name).orElseThrow().as(run));
    }

    /** Notes how it ended. */
    public void end(int exit) throws IOException {
        schedules.last(name, schedules.last(name).orElseThrow().ended(clock.instant(), exit));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
