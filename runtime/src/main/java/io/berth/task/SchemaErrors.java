package io.berth.task;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What libvirt's schema says against an XML text, with the lines it means. */
final class SchemaErrors {

    private static final Pattern ERROR = Pattern.compile(".*:([0-9]+): element \\S+: Relax-NG validity error : (.*)");

    private SchemaErrors() {
    }

    /**
     * @param output of {@code virt-xml-validate}: {@code FILE:LINE: element NAME: Relax-NG validity error : MESSAGE}
     * @param xml the text it has checked
     */
    static String quoted(String output, String xml) {
        List<String> lines = xml.lines().toList();
        Set<String> errors = new LinkedHashSet<>();
        output.lines().forEach(line -> {
            Matcher error = ERROR.matcher(line);
            if (error.matches()) {
                int number = Integer.parseInt(error.group(1));
                errors.add(error.group(2) + (number <= lines.size() ? "\n" + String.format("%5d | ", number) + lines.get(number - 1) : ""));
            }
        });
        return errors.isEmpty() ? output : String.join("\n", errors);
    }
}
