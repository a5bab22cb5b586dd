package io.berth.model;

/**
 * A text that nobody must see.
 *
 * @param name what it is called where it may be seen
 * @param text the secret itself
 */
public record Secret(String name, String text) {

    public static final Secret NONE = new Secret("", "");

    public boolean isNone() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return "‹secret " + name + "›";
    }
}
