package io.berth.model;

/**
 * Which release of which image: {@code debian12}, {@code debian12@stable}, {@code debian12@2026-11-21-3f2a9c01d4b2}.
 *
 * @param release an alias or the name of a release; empty: {@link #STABLE}, or the tree of an image that has no releases
 */
public record ImageName(String image, String release) {

    /** The alias that is meant where none is said, and that a refresh moves. */
    public static final String STABLE = "stable";
    /** The alias of a release that is booted before another alias means it. */
    public static final String CANDIDATE = "candidate";

    public static ImageName of(String text) {
        int at = text.indexOf('@');
        return at < 0 ? new ImageName(text, "") : new ImageName(text.substring(0, at), text.substring(at + 1));
    }

    @Override
    public String toString() {
        return release.isEmpty() ? image : image + "@" + release;
    }
}
