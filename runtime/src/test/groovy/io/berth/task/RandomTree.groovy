package io.berth.task

import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path

/** Trees of all that a system can have, drawn at random, and what there is to know of a tree. Needs root. */
class RandomTree {

    /** How many are made: few each time, 200 where there is time; and where they begin, to make a certain one again. */
    static final int TREES = Integer.getInteger('berth.trees', 1)
    static final int SEED = Integer.getInteger('berth.seed', 101)

    private static final Path SCRIPTS = Files.createTempDirectory('berth-trees')
    static {
        ['tree.pl', 'manifest.pl'].each { Files.write(SCRIPTS.resolve(it), RandomTree.getResourceAsStream("/image/$it").readAllBytes()) }
        Runtime.runtime.addShutdownHook(new Thread({ SCRIPTS.toFile().deleteDir() }))
    }

    static List<Integer> seeds() {
        (0..<TREES).collect { SEED + it }
    }

    /**
     * Makes one.
     *
     * @param of which entries; nosockets: all others; null: all
     * @return how many entries there could be
     */
    static int make(int seed, Object at, String of = null) {
        OnHost.run(*(['perl', SCRIPTS.resolve('tree.pl'), seed, at] + (of == null ? [] : [of]))) as int
    }

    /** All there is to know of a tree, an entry a line: exact, whatever berth itself compares. */
    static List<String> manifest(Object tree) {
        OnHost.run('perl', SCRIPTS.resolve('manifest.pl'), tree).readLines()
    }

    /** A command that prints it, for where only a script gets. */
    static String getManifest() {
        "perl '${SCRIPTS.resolve('manifest.pl')}'"
    }

    /** What is not the same, lines of the one and of the other. */
    static List<String> difference(List<String> expected, List<String> found) {
        (expected - found).collect { '- ' + it } + (found - expected).collect { '+ ' + it }
    }

    /** What a tar holds of them: no sockets, and hard links of files and symbolic links only; every other name becomes one of its own. */
    static List<String> heldByTar(List<String> manifest) {
        def type = { String line -> line.split(' ')[1].padLeft(4, '0')[0] }
        manifest.findAll { type(it) != 'c' }.collect { type(it) in ['8', 'a'] ? it : it.replaceFirst(/ \d+ links \S+/, '') }
    }

    /** The smallest tree that shows it still: entry after entry is left out, as long as it does. */
    static List<Integer> smallest(int entries, Closure<Boolean> shows) {
        List<Integer> left = (0..<entries).toList()
        for (int piece = entries.intdiv(2); piece > 0; piece = piece.intdiv(2)) {
            for (int i = 0; i < left.size(); i += piece) {
                List<Integer> fewer = left.take(i) + left.drop(i + piece)
                if (shows(fewer)) {
                    left = fewer
                    i -= piece
                }
            }
        }
        left
    }
}
