package io.berth.model;

import java.time.Duration;

/**
 * What a command answered.
 *
 * @param status exit status, 0 to 255; 128 + number when a signal ended it
 * @param signal name without SIG ({@code KILL}); empty when none ended it
 * @param out standard output, decoded as UTF-8; of a streamed command only its last part
 * @param err standard error, likewise
 */
public record Answer(int status, String signal, String out, String err, Duration took) {

    public boolean ok() {
        return status == 0 && signal.isEmpty();
    }

    /** Standard output without white space at its end. */
    public String text() {
        return out.stripTrailing();
    }
}
