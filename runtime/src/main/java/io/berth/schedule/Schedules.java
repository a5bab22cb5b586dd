package io.berth.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The schedules of a user: of each a directory with what it is, how its last run went, the lock of the one that goes on, and cron's log. */
public final class Schedules {

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Bytes. */
    private static final int LOG_MOST = 1 << 20;

    private final Path root;

    /** @param root need not exist yet */
    public Schedules(Path root) {
        this.root = root;
    }

    /** All, by their names. */
    public List<Schedule> all() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(root)) {
            List<Path> known = directories.filter(directory -> Files.isRegularFile(directory.resolve("schedule.json"))).sorted().toList();
            return known.stream().map(directory -> find(directory.getFileName().toString()).orElseThrow()).toList();
        }
    }

    /**
     * The one of this name.
     *
     * @throws IllegalArgumentException if it can be no name, or what is kept of it is damaged
     */
    public Optional<Schedule> find(String name) {
        Path file = definition(name);
        return Files.isRegularFile(file) ? Optional.of(read(file, Schedule.class)) : Optional.empty();
    }

    /** Where all of it is kept. @throws IllegalArgumentException if it can be no name */
    public Path directory(String name) {
        Schedule.checkName(name);
        return root.resolve(name);
    }

    /** The file that says what it is. */
    public Path definition(String name) {
        return directory(name).resolve("schedule.json");
    }

    /** Where cron writes what it says. */
    public Path log(String name) {
        return directory(name).resolve("log");
    }

    /**
     * Keeps that from growing without end: of a log of more than 1 MiB the last half MiB stays. Cron's shell, which has it open to
     * append, goes on at its end.
     */
    void trimLog(String name) throws IOException {
        Path log = log(name);
        if (!Files.isRegularFile(log) || Files.size(log) <= LOG_MOST) {
            return;
        }
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer end = ByteBuffer.allocate(LOG_MOST / 2);
            int read = file.read(end, file.size() - end.capacity());
            int line = 0;
            while (line < read && end.get(line) != '\n') {
                line++;
            }
            file.truncate(0);
            file.write(end.flip().position(Math.min(line + 1, read)), 0);
        }
    }

    /** What the file says. */
    public String text(Schedule schedule) {
        try {
            return JSON.writeValueAsString(schedule) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts all of them
        }
    }

    /** How it went last; absent: it never ran. */
    public Optional<LastRun> last(String name) {
        Path file = directory(name).resolve("last.json");
        return Files.isRegularFile(file) ? Optional.of(read(file, LastRun.class)) : Optional.empty();
    }

    void last(String name, LastRun last) throws IOException {
        Path fresh = directory(name).resolve("last.json.new");
        Files.writeString(fresh, JSON.writeValueAsString(last) + "\n");
        Files.move(fresh, directory(name).resolve("last.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** When it is known to have been looked after last: when its last run ended or, killed, began; else when it was installed. */
    public Instant since(String name) throws IOException {
        Optional<LastRun> last = last(name);
        return last.isPresent() ? last.get().until() : Files.getLastModifiedTime(definition(name)).toInstant();
    }

    private static <T> T read(Path file, Class<T> shape) {
        try {
            return JSON.readValue(file.toFile(), shape);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " is damaged: " + (e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage()), e);
        }
    }
}
