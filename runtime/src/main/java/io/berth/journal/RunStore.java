package io.berth.journal;

import io.berth.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of all runs of a user: one directory a run, readable by that user only. */
public final class RunStore {

    /** Without letters and digits that are taken for one another, and without vowels, so that no words come out. */
    private static final String ALPHABET = "23456789bcdfghjkmnpqrstvwxz";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** How far the kernel's idea of when a process began may be from ours. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Path root;
    private final Clock clock;
    private final RandomGenerator random;
    private final Machine machine;

    /** @param root need not exist yet */
    public RunStore(Path root, Clock clock, RandomGenerator random) {
        this(root, clock, random, Machine.here());
    }

    RunStore(Path root, Clock clock, RandomGenerator random, Machine machine) {
        this.root = root;
        this.clock = clock;
        this.random = random;
        this.machine = machine;
    }

    /** The name of this machine, as runs name their controller. */
    public String controller() {
        return machine.name();
    }

    /** {@code $XDG_STATE_HOME/berth/runs}; below {@code ~/.local/state} when that is not set or not absolute. */
    public static Path defaultRoot(Map<String, String> environment, Path home) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.startsWith("/") ? Path.of(state) : home.resolve(".local/state");
        return base.resolve("berth/runs");
    }

    /** A new run's directory, named by the time in UTC and four letters of chance: {@code 20261121-101503-k7f2}. */
    public RunDirectory create() throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(root, ownerOnly);
        while (true) {
            try {
                return new RunDirectory(Files.createDirectory(root.resolve(newId()), ownerOnly));
            } catch (FileAlreadyExistsException e) {
                // another run of this second drew the same letters: draw again
            }
        }
    }

    /** A key of this user for digests that journals hold: 32 bytes of chance, the same for all runs. */
    public byte[] key() throws IOException {
        Path file = root.resolve("digest.key");
        if (!Files.isRegularFile(file)) {
            Files.createDirectories(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            Path beside = OwnFile.made(root.resolve("digest.key." + ProcessHandle.current().pid()));
            Files.write(beside, fresh);
            try {
                Files.createLink(file, beside);
            } catch (FileAlreadyExistsException e) {
                // another run has just made it: that one counts
            }
            Files.delete(beside);
        }
        return Files.readAllBytes(file);
    }

    private String newId() {
        return TIME.format(clock.instant()) + "-" + random.ints(4, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1)).collect(Collectors.joining());
    }

    /** All runs that have begun, newest first. */
    public List<Run> list() throws IOException {
        return newestFirst().stream().map(this::read).flatMap(Optional::stream).toList();
    }

    private List<RunDirectory> newestFirst() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(RunDirectory::new).filter(d -> Files.isRegularFile(d.journal()))
                    .sorted(Comparator.comparing(RunDirectory::id).reversed()).toList();
        }
    }

    private Optional<Run> read(RunDirectory directory) {
        try {
            return JournalReader.first(directory.journal())
                    .filter(Event.RunStarted.class::isInstance).map(Event.RunStarted.class::cast)
                    .map(start -> new Run(directory, start, state(directory, start)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run.State state(RunDirectory directory, Event.RunStarted start) {
        Optional<Event> last = JournalTail.endOrLast(directory.journal());
        if (last.isPresent() && last.get() instanceof Event.RunEnded end) {
            return new Run.Ended(end.exit(), end.counts(), end.took());
        }
        Duration untilLastSign = Duration.between(start.at(), last.map(Event::at).orElse(start.at()));
        if (!start.controller().equals(machine.name())) {
            return new Run.Elsewhere(untilLastSign);
        }
        return isController(start)
                ? new Run.Running(Duration.between(start.at(), clock.instant()))
                : new Run.Died(untilLastSign);
    }

    /** A process with its pid that was there before the run began is its controller; a later one got the pid after it. */
    private boolean isController(Event.RunStarted start) {
        Instant latest = start.at().plus(SLACK);
        return machine.startOf().apply(start.pid()).filter(began -> !began.isAfter(latest)).isPresent();
    }

    /**
     * One run.
     *
     * @param name an id, the beginning of just one id, or {@code last}
     * @throws NoSuchRun if it is none of these
     */
    public Run find(String name) throws IOException, NoSuchRun {
        List<RunDirectory> all = newestFirst();
        if (all.isEmpty()) {
            throw new NoSuchRun("there is no run in " + root + " yet");
        }
        List<RunDirectory> found = name.equals("last") ? all.subList(0, 1)
                : all.stream().filter(d -> !name.isEmpty() && d.id().startsWith(name)).toList();
        if (found.isEmpty()) {
            throw new NoSuchRun("no run '" + name + "'; " + newest("the last are", all));
        }
        if (found.size() > 1) {
            throw new NoSuchRun("'" + name + "' begins the name of " + found.size() + " runs; " + newest("the last are", found));
        }
        return read(found.get(0)).orElseThrow(() -> new NoSuchRun(
                "run " + found.get(0).id() + " died before it had begun: its journal is empty or damaged"));
    }

    private static String newest(String words, List<RunDirectory> of) {
        return of.stream().limit(5).map(RunDirectory::id).collect(Collectors.joining(", ", words + " ", ""));
    }

    /**
     * What a resume of {@code run} needs, the runs it went on from taken into account.
     *
     * @throws NoSuchRun if one of those is gone
     */
    public RunRecord record(Run run) throws IOException, NoSuchRun {
        RunRecord record = RunRecord.read(run.journal());
        return record.resumes().isEmpty() ? record : record.after(record(find(record.resumes())));
    }
}
