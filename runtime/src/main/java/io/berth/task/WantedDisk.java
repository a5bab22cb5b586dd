package io.berth.task;

import io.berth.model.Size;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A disk as it is said in a word: {@code POOL:SIZE[:FORMAT]}, such as {@code primary:20G} or {@code fast:512MiB:raw}.
 *
 * @param format empty: that of the pool's kind
 */
record WantedDisk(String pool, Size size, String format) {

    private static final Pattern SAID = Pattern.compile("([^:/\\p{Cntrl}-][^:/\\p{Cntrl}]*):([0-9]{1,9})([KMGT])(?:i?B)?(?::(raw|qcow2))?");

    static final String FORM = "POOL:SIZE[:raw|:qcow2], such as primary:20G";

    /** Empty: it means nothing. */
    static Optional<WantedDisk> of(String said) {
        Matcher matcher = SAID.matcher(said);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift = 10 * ("KMGT".indexOf(matcher.group(3)) + 1);
        long bytes = Long.parseLong(matcher.group(2));
        return bytes == 0 || bytes > Long.MAX_VALUE >> shift ? Optional.empty()
                : Optional.of(new WantedDisk(matcher.group(1), new Size(bytes << shift), matcher.group(4) == null ? "" : matcher.group(4)));
    }
}
