package io.berth.cli;

/** What is known of one thing, a line each. What has no value is left out. */
final class FactLines {

    private final StringBuilder text = new StringBuilder();

    void add(String key, String value) {
        if (!value.isEmpty()) {
            text.append(String.format("%-10s %s%n", key, value));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
