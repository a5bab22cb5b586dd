package io.berth.model;

/**
 * An amount of memory or storage.
 *
 * @param bytes not negative
 */
public record Size(long bytes) implements Comparable<Size> {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    public Size {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    public static Size mib(long mib) {
        return new Size(Math.multiplyExact(mib, 1L << 20));
    }

    public long toKib() {
        return bytes >> 10;
    }

    public long toMib() {
        return bytes >> 20;
    }

    @Override
    public int compareTo(Size other) {
        return Long.compare(bytes, other.bytes);
    }

    /** As people write it, exact where a whole number of a unit fits: {@code 2 GiB}, else one decimal. */
    @Override
    public String toString() {
        int unit = 0;
        double value = bytes;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return value == Math.rint(value)
                ? (long) value + " " + UNITS[unit]
                : String.format(java.util.Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
