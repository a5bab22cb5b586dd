package io.berth.script;

import io.berth.diag.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads texts of playbooks: what one says is had from those that were kept, and else from Groovy's parser, which takes some hundred
 * milliseconds to be ready and one for each task.
 */
public final class Parser {

    /** Parses each time. */
    public static final Parser KEEPING_NOTHING = new Parser(Optional.empty());

    private final Optional<KeptTrees> kept;

    private Parser(Optional<KeptTrees> kept) {
        this.kept = kept;
    }

    /**
     * Keeps what it parsed.
     *
     * @param directory nobody but the user may write there, or it is not made use of; it is made if it is not there
     * @param build tells one build of berth from others: what one of them parsed is not for another
     */
    public static Parser keepingIn(Path directory, String build) {
        return new Parser(Optional.of(new KeptTrees(directory, build)));
    }

    /** Brings in Groovy's parser if one of these files, where it can be read, is not known. Nothing depends on it. */
    public void warmUp(List<Path> files) {
        for (Path file : files) {
            try {
                String text = Files.isRegularFile(file) ? Files.readString(file) : "";
                if (!text.isEmpty() && kept.flatMap(trees -> trees.find(text)).isEmpty()) {
                    GroovyFile.parse("", "", new Diagnostics());
                    return;
                }
            } catch (IOException e) {
                // Whoever needs the file says so.
            }
        }
    }

    /** What the text says, or nothing; what is wrong with it is said. Parts of it that no playbook can have are said, too. */
    Optional<Tree> tree(String name, String text, Diagnostics diagnostics) {
        diagnostics.source(name, text);
        return kept.flatMap(trees -> trees.find(text)).or(() -> parsed(name, text, diagnostics));
    }

    private Optional<Tree> parsed(String name, String text, Diagnostics diagnostics) {
        return GroovyFile.parse(name, text, diagnostics).map(file -> {
            boolean sound = Subset.check(file, diagnostics);
            Tree tree = Translation.of(file);
            if (sound) {
                kept.ifPresent(trees -> trees.keep(text, tree));
            }
            return tree;
        });
    }
}
