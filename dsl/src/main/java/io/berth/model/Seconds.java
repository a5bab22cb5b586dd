package io.berth.model;

import java.math.BigDecimal;
import java.time.Duration;

/** Times that somebody chose, as they are told. */
public final class Seconds {

    private Seconds() {
    }

    /** {@code 300 s}, {@code 0.5 s}; to the millisecond. */
    public static String of(Duration time) {
        return BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano() / 1_000_000, 3)).stripTrailingZeros().toPlainString() + " s";
    }
}
