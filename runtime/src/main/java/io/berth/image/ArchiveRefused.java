package io.berth.image;

import java.io.IOException;

/** An archive does what none of a system does. */
public final class ArchiveRefused extends IOException {
    ArchiveRefused(String name, String why) {
        super(shown(name) + ": " + why);
    }

    private static String shown(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
