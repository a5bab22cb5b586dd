package io.berth.inventory;

import io.berth.diag.SourceRange;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** How files are named in diagnostics. */
final class Shown {

    private Shown() {
    }

    /** Relative to the working directory where that is shorter. */
    static String of(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.isAbsolute() && file.startsWith(here) ? here.relativize(file).toString() : file.toString();
    }

    static SourceRange whole(String file) {
        return new SourceRange(file, 0, 0, 0);
    }

    static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof CharacterCodingException ? "it is not UTF-8" : String.valueOf(e.getMessage());
    }
}
