package io.berth.model;

/**
 * A text as it is and as it would be.
 *
 * @param what what the text is: {@code domain w01}
 * @param before empty when there is none yet
 * @param after empty when there will be none
 */
public record Diff(String what, String before, String after) {
}
