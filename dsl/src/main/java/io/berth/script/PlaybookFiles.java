package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The files of a playbook: each is read once, however often it is included. */
final class PlaybookFiles {

    private final Diagnostics diagnostics;
    private final Names names;
    private final Interpreter interpreter;
    private final Set<Path> read = new LinkedHashSet<>();
    private final Set<Path> open = new LinkedHashSet<>();

    PlaybookFiles(Diagnostics diagnostics, Names names, Interpreter interpreter) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.interpreter = interpreter;
    }

    /** Reads and evaluates a file that the caller names. */
    void read(Path file, Words words) {
        read(file, words, new SourceRange(shown(file), 0, 0, 0), "the file");
    }

    /** The word {@code include 'site.groovy'}. */
    Object include(Call call) {
        boolean plain = call.positional().size() == 1 && call.named().isEmpty() && call.block().isEmpty();
        Object value = plain ? call.positional().get(0).value() : null;
        if (value instanceof String text) {
            SourceRange at = call.positional().get(0).at();
            read(call.source().path().resolveSibling(text).normalize(), interpreter.here(), at, "the included file");
        } else {
            names.incomplete();
            if (!Unknown.is(value)) {
                diagnostics.error(call.at(), "'include' takes one file", "include 'site.groovy'");
            }
        }
        return null;
    }

    private void read(Path file, Words words, SourceRange asked, String what) {
        String text;
        Path real;
        try {
            real = file.toRealPath();
            if (open.contains(real)) {
                diagnostics.error(asked, "the files include one another: " + String.join(" -> ", open.stream().map(PlaybookFiles::shown).toList())
                        + " -> " + shown(real));
                return;
            }
            if (!read.add(real)) {
                return;
            }
            text = Files.readString(real);
        } catch (IOException e) {
            diagnostics.error(asked, what + " cannot be read: " + why(e));
            names.incomplete();
            return;
        }
        Optional<Source> parsed = Source.parse(shown(file), file, text, diagnostics);
        if (parsed.isEmpty()) {
            names.incomplete();
            return;
        }
        Subset.check(parsed.get(), diagnostics);
        open.add(real);
        interpreter.file(parsed.get(), words);
        open.remove(real);
    }

    /** The file as diagnostics name it: relative to the working directory where that is shorter. */
    static String shown(Path file) {
        String given = file.toString();
        Path here = Path.of("").toAbsolutePath();
        if (!file.isAbsolute() || !file.startsWith(here)) {
            return given;
        }
        return here.relativize(file).toString();
    }

    static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no file " + shown(Path.of(e.getMessage()));
        }
        return e instanceof CharacterCodingException ? "it is not UTF-8" : String.valueOf(e.getMessage());
    }
}
