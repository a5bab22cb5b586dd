package io.berth.image;

import java.util.HashSet;
import java.util.Set;

/**
 * Judges the names of an archive's entries, one after another, as {@code unpack.sh} does on the host: none leads out, goes through a
 * link of the archive, or is a device outside of {@code dev/} that is no whiteout.
 */
final class EntryCheck {

    private final boolean devices;
    private final Set<String> links = new HashSet<>();

    /** @param devices whether these may be anywhere */
    EntryCheck(boolean devices) {
        this.devices = devices;
    }

    void name(String name, boolean isLink, boolean isDirectory) throws ArchiveRefused {
        check(name, name, "");
        if (isLink) {
            links.add(plain(name));
        } else if (!isDirectory) {
            links.remove(plain(name));
        }
    }

    void hardLink(String name, String target) throws ArchiveRefused {
        check(name, target, "a hard link to " + target + ": ");
    }

    void device(String name, boolean whiteout) throws ArchiveRefused {
        if (!devices && !whiteout && !plain(name).startsWith("dev/")) {
            throw new ArchiveRefused(name, "a device outside of dev/");
        }
    }

    private void check(String name, String path, String what) throws ArchiveRefused {
        if (path.startsWith("/")) {
            throw new ArchiveRefused(name, what + "it begins at the root");
        }
        StringBuilder above = new StringBuilder();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                throw new ArchiveRefused(name, what + "it leads out of the tree");
            }
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            // what is no UTF-8 looks like something else here; the host tells it apart
            if (!above.isEmpty() && above.indexOf("\uFFFD") < 0 && links.contains(above.toString())) {
                throw new ArchiveRefused(name, what + "it goes through the link " + above);
            }
            above.append(above.isEmpty() ? "" : "/").append(part);
        }
    }

    /** Without parts that say nothing. */
    private static String plain(String path) {
        StringBuilder plain = new StringBuilder();
        for (String part : path.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                plain.append(plain.isEmpty() ? "" : "/").append(part);
            }
        }
        return plain.toString();
    }
}
