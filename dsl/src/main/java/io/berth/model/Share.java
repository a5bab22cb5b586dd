package io.berth.model;

/**
 * So many of something, or such a part of it.
 *
 * @param number how many, or percent
 */
public record Share(int number, boolean percent) {

    /** How many of {@code all} that is, rounded down. */
    public int of(int all) {
        return percent ? (int) ((long) all * number / 100) : number;
    }

    @Override
    public String toString() {
        return number + (percent ? "%" : "");
    }
}
