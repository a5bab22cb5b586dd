package io.berth.journal;

import java.nio.file.Path;

/** Where all of a run lies: {@code <id>/journal.jsonl} and {@code <id>/report.html}. */
public record RunDirectory(Path path) {

    public String id() {
        return path.getFileName().toString();
    }

    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    public Path report() {
        return path.resolve("report.html");
    }
}
