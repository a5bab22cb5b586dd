package io.berth.script;

import io.berth.model.Share;
import io.berth.model.Size;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations written as one text, outside Groovy code: on the command line and as fallbacks of parameters. */
final class Quantities {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15}) ?([A-Za-z]+)");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,6})(%?)");
    private static final Map<String, Duration> DURATIONS = Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1), "min", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    private Quantities() {
    }

    /** {@code 2GiB}, {@code 512 MiB}; empty if it is none. */
    static Optional<Size> size(String text) {
        Matcher amount = AMOUNT.matcher(text);
        return amount.matches() && Operators.SIZE_UNITS.containsKey(amount.group(2))
                ? Optional.of((Size) Operators.withUnit(Long.parseLong(amount.group(1)), amount.group(2)))
                : Optional.empty();
    }

    /** {@code 2}, {@code 30%}; empty if it is none. */
    static Optional<Share> share(String text) {
        Matcher share = SHARE.matcher(text);
        boolean possible = share.matches() && (share.group(2).isEmpty() || Integer.parseInt(share.group(1)) <= 100);
        return possible ? Optional.of(new Share(Integer.parseInt(share.group(1)), !share.group(2).isEmpty())) : Optional.empty();
    }

    /** {@code 30s}, {@code 2min}; empty if it is none. */
    static Optional<Duration> duration(String text) {
        Matcher amount = AMOUNT.matcher(text);
        return amount.matches() && DURATIONS.containsKey(amount.group(2))
                ? Optional.of(DURATIONS.get(amount.group(2)).multipliedBy(Long.parseLong(amount.group(1))))
                : Optional.empty();
    }
}
