package io.berth.cli;

import io.berth.script.Parser;
import io.berth.script.PlaybookLoader;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** What berth keeps for this user to be quicker the next time: {@code $XDG_CACHE_HOME/berth}. It can be deleted at any time. */
final class Cache {

    /** Knows what playbooks say that were parsed by this build of berth. */
    static final Parser PARSER = parser();

    private Cache() {
    }

    /** Compiled task types of the user's own. */
    static Path tasks() {
        return root().resolve("tasks");
    }

    private static Path root() {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path all = cache.startsWith("/") ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
        return all.resolve("berth");
    }

    /** A jar that is built anew has another time or size. Of classes that are in no jar nobody knows what they were built from. */
    private static Parser parser() {
        try {
            var jar = Path.of(PlaybookLoader.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toFile();
            return jar.isFile()
                    ? Parser.keepingIn(root().resolve("playbooks"), Version.TEXT + " " + jar.length() + " " + jar.lastModified())
                    : Parser.KEEPING_NOTHING;
        } catch (URISyntaxException | RuntimeException e) {
            return Parser.KEEPING_NOTHING;
        }
    }
}
