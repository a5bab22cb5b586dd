package io.berth.journal;

import io.berth.event.Event;
import io.berth.event.EventSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Gives the events of a journal back, in their order, without holding more than one of them. */
public final class JournalReader {

    private JournalReader() {
    }

    /**
     * What reading met.
     *
     * @param events how many were given to the sink
     * @param torn whether the last line is cut off, as a killed controller or a run still writing leaves it
     * @param unknown lines of types or values that only a newer version knows
     * @param broken lines within the journal that are no JSON, as a full disk leaves them
     */
    public record Reading(long events, boolean torn, long unknown, long broken) {

        /** What a reader of the report should know, or empty when all was read. */
        public String note() {
            StringBuilder note = new StringBuilder();
            if (torn) {
                note.append("the journal's last line is cut off; ");
            }
            if (broken > 0) {
                note.append(broken).append(" damaged lines were left out; ");
            }
            if (unknown > 0) {
                note.append(unknown).append(" lines written by a newer version were left out; ");
            }
            return note.isEmpty() ? "" : note.substring(0, note.length() - 2);
        }
    }

    /** @throws IOException if the file cannot be read; what its lines say is never a reason */
    public static Reading read(Path journal, EventSink to) throws IOException {
        long events = 0;
        long unknown = 0;
        long broken = 0;
        boolean lastBroken = false;
        // An InputStreamReader replaces bytes that are no UTF-8, where Files.newBufferedReader would throw.
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(journal), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (lastBroken) {
                    broken++;
                    lastBroken = false;
                }
                EventReader.Decoded decoded = EventReader.decode(line);
                if (decoded instanceof EventReader.Decoded.Known known) {
                    to.accept(known.event());
                    events++;
                } else if (decoded instanceof EventReader.Decoded.Unknown) {
                    unknown++;
                } else if (!line.isBlank()) {
                    lastBroken = true;
                }
            }
        }
        return new Reading(events, lastBroken, unknown, broken);
    }

    /** The first event of a journal, if it is there and whole. */
    static Optional<Event> first(Path journal) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(journal), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            return line != null && EventReader.decode(line) instanceof EventReader.Decoded.Known known
                    ? Optional.of(known.event())
                    : Optional.empty();
        }
    }
}
