package io.berth.task;

import java.time.Duration;

/** How long ago something was, as one says it. */
public final class Ago {

    private Ago() {
    }

    /** {@code 3 days ago}: in its largest unit, of days, hours, minutes and seconds. */
    public static String told(Duration age) {
        if (age.toDays() > 0) {
            return counted(age.toDays(), "day");
        }
        if (age.toHours() > 0) {
            return counted(age.toHours(), "hour");
        }
        return age.toMinutes() > 0 ? counted(age.toMinutes(), "minute") : counted(age.toSeconds(), "second");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s") + " ago";
    }
}
