package io.berth.graph;

/**
 * {@code from} comes before {@code to}.
 *
 * @param why half a sentence that people can read: {@code writes pool primary, which it reads}
 * @param kind whether {@code to} depends on how {@code from} ended
 */
public record Edge(String from, String to, String why, Kind kind) {

    public enum Kind {
        /** {@code to} runs only if {@code from} ended well. */
        NEEDS,
        /** {@code to} runs after {@code from}, however it ended. */
        AFTER
    }
}
