package io.berth.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of a command line as a playbook says it. */
final class SizeOption {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMGT]?)(?:I?B)?");

    private SizeOption() {
    }

    /** {@code 10.GiB} of {@code 10G}; a number alone is bytes. @throws Usage if it is none */
    static String of(String option, String text) {
        Matcher said = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!said.matches()) {
            throw new Usage(option + " " + text + ": a size such as 10G or 512M");
        }
        return said.group(1) + "." + (said.group(2).isEmpty() ? "B" : said.group(2) + "iB");
    }
}
