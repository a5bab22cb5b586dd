package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of a playbook: each is read once, however often it is included. */
final class PlaybookFiles {

    private final Diagnostics diagnostics;
    private final Names names;
    private final Interpreter interpreter;
    private final Parser parser;
    private final Map<Path, Optional<Source>> read = new LinkedHashMap<>();
    private final Set<Path> open = new LinkedHashSet<>();
    private final Set<String> used = new LinkedHashSet<>();
    private boolean using;

    PlaybookFiles(Diagnostics diagnostics, Names names, Interpreter interpreter, Parser parser) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.interpreter = interpreter;
        this.parser = parser;
    }

    /** Reads and evaluates a file that the caller names. */
    void read(Path file, Words words) {
        read(file, words, new SourceRange(shown(file), 0, 0, 0), "the file", Map.of(), false);
    }

    /** The word {@code uses 'site.groovy'}: what the file declares can be named, its plays are not run. */
    Object use(Call call) {
        boolean before = using;
        using = true;
        include(call);
        using = before;
        return null;
    }

    /** The files that are only used, and what these include, as diagnostics name them. */
    Set<String> used() {
        return used;
    }

    /** The word {@code include 'site.groovy'}. */
    Object include(Call call) {
        boolean plain = call.positional().size() == 1 && call.named().isEmpty() && call.block().isEmpty();
        Object value = plain ? call.positional().get(0).value() : null;
        if (value instanceof String text) {
            SourceRange at = call.positional().get(0).at();
            read(call.source().path().resolveSibling(text).normalize(), interpreter.here(), at, "the included file", Map.of(), false);
        } else {
            names.incomplete();
            if (!Unknown.is(value)) {
                diagnostics.error(call.at(), "'" + call.word() + "' takes one file", call.word() + " 'site.groovy'");
            }
        }
        return null;
    }

    /**
     * Includes a file of tasks, each time anew: {@code include 'tasks/web.groovy', port: 80}.
     *
     * @param section gets the names and values that are given to the file
     */
    void includeTasks(Call call, Section section, Words words) {
        Object value = call.positional().size() == 1 ? call.positional().get(0).value() : null;
        Map<String, Object> given = new LinkedHashMap<>();
        call.named().forEach((name, named) -> given.put(name, named.argument().value()));
        if (value instanceof String text && call.block().isEmpty()) {
            Path file = call.source().path().resolveSibling(text).normalize();
            section.based(file.toAbsolutePath().normalize().getParent()).with(plain(given, call));
            read(file, words, call.positional().get(0).at(), "the included file", given, true);
        } else if (!Unknown.is(value)) {
            diagnostics.error(call.at(), "'include' takes one file, and names with values for it", "include 'tasks/web.groovy', port: 80");
        }
    }

    /** What templates may see of the values: those that are plain data. */
    private static Map<String, Object> plain(Map<String, Object> given, Call call) {
        Map<String, Object> plain = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (!Unknown.in(value) && Values.isPlain(value)) {
                plain.put(name, Values.frozen(value));
            }
        });
        return plain;
    }

    /** Whether the file is just being evaluated. */
    boolean isOpen(Path file) {
        return open.stream().anyMatch(other -> other.equals(file.toAbsolutePath().normalize()));
    }

    /** Reads a file that defines something, if it is there. */
    boolean define(Path file, Words words) {
        if (!Files.isReadable(file)) {
            return false;
        }
        read(file, words, new SourceRange(shown(file), 0, 0, 0), "the file", Map.of(), false);
        return true;
    }

    /** The directories of the files that were read, in their order. */
    Set<Path> directories() {
        Set<Path> directories = new LinkedHashSet<>();
        read.keySet().forEach(file -> directories.add(file.getParent()));
        return directories;
    }

    private void read(Path file, Words words, SourceRange asked, String what, Map<String, Object> given, boolean again) {
        Path real;
        Optional<Source> parsed;
        try {
            real = file.toRealPath();
            if (open.contains(real)) {
                diagnostics.error(asked, "the files include one another: " + String.join(" -> ", open.stream().map(PlaybookFiles::shown).toList())
                        + " -> " + shown(real));
                return;
            }
            if (read.containsKey(real) && !again) {
                if (!using) {
                    used.remove(shown(file));
                }
                return;
            }
            parsed = read.containsKey(real) ? read.get(real) : parsed(file, Files.readString(real));
        } catch (IOException e) {
            diagnostics.error(asked, what + " cannot be read: " + why(e));
            names.incomplete();
            return;
        }
        read.put(real, parsed);
        if (parsed.isEmpty()) {
            names.incomplete();
            return;
        }
        open.add(real);
        if (using) {
            used.add(shown(file));
        }
        interpreter.file(parsed.get(), words, given);
        open.remove(real);
    }

    private Optional<Source> parsed(Path file, String text) {
        String name = shown(file);
        return parser.tree(name, text, diagnostics).map(tree -> new Source(name, file, text.lines().toList(), tree));
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
