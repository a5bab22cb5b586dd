package io.berth.script;

import java.util.Collection;
import java.util.stream.Collectors;

/** Values as playbooks write them, for who makes a playbook of something else. */
public final class GroovyText {

    private GroovyText() {
    }

    /** A text that means exactly this, whatever is in it: in single quotes, of printable ASCII alone. */
    public static String quoted(String value) {
        StringBuilder text = new StringBuilder("'");
        for (char c : value.toCharArray()) {
            switch (c) {
                case '\'', '\\' -> text.append('\\').append(c);
                default -> text.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c));
            }
        }
        return text.append('\'').toString();
    }

    /** A list of such texts. */
    public static String list(Collection<String> values) {
        return values.stream().map(GroovyText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }
}
