package io.berth.journal;

import io.berth.event.Event;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The end of a journal, without reading the rest: a list of runs must not take as long as the runs wrote. */
final class JournalTail {

    private static final int BYTES = 64 << 10;

    private JournalTail() {
    }

    /** The run's end if it is among the last 64 KiB, else the last event in them, if there is a whole one. */
    static Optional<Event> endOrLast(Path journal) {
        List<String> lines = lastLines(journal);
        Optional<Event> last = Optional.empty();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (EventReader.decode(lines.get(i)) instanceof EventReader.Decoded.Known known) {
                if (known.event() instanceof Event.RunEnded) {
                    return Optional.of(known.event());
                }
                last = last.or(() -> Optional.of(known.event()));
            }
        }
        return last;
    }

    private static List<String> lastLines(Path journal) {
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES));
            byte[] bytes = new byte[BYTES];
            int length = 0;
            for (int n = file.read(bytes); n > 0; n = file.read(bytes, length, BYTES - length)) {
                length += n;
            }
            return new String(bytes, 0, length, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
