package io.berth.task;

import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** What can be told of a path of a host by its text alone. */
final class HostPath {

    private HostPath() {
    }

    /** Says what is wrong with it, if it is not one from the root on. */
    static void check(String word, String path, SourceRange at, Diagnostics into) {
        if (!path.startsWith("/")) {
            into.error(at, "'" + word + "' is a path from the root on, not '" + path + "'");
        } else if (path.indexOf('\0') >= 0) {
            into.error(at, "'" + word + "' has a character that no path can have");
        }
    }

    /** Without doubled slashes, single dots and a slash at the end. */
    static String plain(String path) {
        StringBuilder plain = new StringBuilder();
        for (String part : path.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                plain.append('/').append(part);
            }
        }
        return plain.isEmpty() ? "/" : plain.toString();
    }

    /** The directory it is in. */
    static String parent(String path) {
        String plain = plain(path);
        int slash = plain.lastIndexOf('/');
        return slash <= 0 ? "/" : plain.substring(0, slash);
    }

    /** Its last part. */
    static String name(String path) {
        String plain = plain(path);
        return plain.substring(plain.lastIndexOf('/') + 1);
    }

    /** Something in the directory. */
    static String in(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }

    /** What a task that writes a path touches: it comes after those that write the directories around it. */
    static Footprint footprint(Scope scope, String... written) {
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        Set<Key> writes = new HashSet<>();
        for (String path : written) {
            String plain = plain(path);
            writes.add(new Key("file", plain, scope.host().name()));
            while (!plain.equals("/")) {
                plain = parent(plain);
                reads.add(new Key("file", plain, scope.host().name()));
            }
        }
        return new Footprint(reads, writes);
    }

    /** The first part of a name that no one else uses for something beside that path: the same each time. */
    static String beside(String path) {
        return ".berth-" + Content.digest(plain(path).getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
