package io.berth.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A volume by its pool and its name there: {@code primary/web.qcow2}. */
record VolumeName(String pool, String volume) {

    /** Neither an option nor a path, and not a name that berth gives to what it makes. */
    static final Pattern FORM = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,62})/([A-Za-z0-9_][A-Za-z0-9_.+:@,=~-]{0,199})");
    static final String WANTS = "a pool and a volume, such as primary/web.qcow2";

    /** @throws IllegalArgumentException if it is none */
    static VolumeName of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not " + WANTS);
        }
        return new VolumeName(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return pool + "/" + volume;
    }
}
