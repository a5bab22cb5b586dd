package io.berth.task;

import io.berth.model.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The lines of a text, to be changed. What is not changed stays as it is: bytes that are no UTF-8, line ends of DOS, a last line
 * without an end.
 */
final class TextLines {

    private final List<String> lines = new ArrayList<>();
    private final Charset charset;
    private final boolean dos;
    private boolean open;
    private String unended = "";

    private TextLines(Charset charset, boolean dos) {
        this.charset = charset;
        this.dos = dos;
    }

    static TextLines of(Bytes bytes) {
        Charset charset = StandardCharsets.UTF_8;
        String text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(bytes.toArray())).toString();
        } catch (CharacterCodingException e) {
            charset = StandardCharsets.ISO_8859_1;
            text = new String(bytes.toArray(), charset);
        }
        int end = text.indexOf('\n');
        TextLines lines = new TextLines(charset, end > 0 && text.charAt(end - 1) == '\r');
        lines.open = !text.isEmpty() && !text.endsWith("\n");
        for (String line : text.isEmpty() ? new String[0] : (lines.open ? text : text.substring(0, text.length() - 1)).split("\n", -1)) {
            lines.lines.add(line);
        }
        lines.unended = lines.open ? lines.lines.get(lines.lines.size() - 1) : "";
        return lines;
    }

    /** To be changed. */
    List<String> lines() {
        return lines;
    }

    void removeIf(Predicate<String> what) {
        lines.removeIf(what);
    }

    /** The text as a line of this one has it: in the same bytes, and with what DOS has before the line's end. */
    String same(String line) {
        String same = charset.equals(StandardCharsets.UTF_8) ? line : new String(line.getBytes(StandardCharsets.UTF_8), charset);
        return dos ? same + "\r" : same;
    }

    /** Index of the last line in which the expression is found; -1: in none. */
    int last(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (compiled.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        return -1;
    }

    /** Index where a new line goes: behind the last that has {@code after}, before the first that has {@code before}, else at the end. */
    int place(String after, String before) {
        if (!after.isEmpty()) {
            int last = last(after);
            return last < 0 ? lines.size() : last + 1;
        }
        if (before.equals("^")) {
            return 0;
        }
        Pattern compiled = Pattern.compile(before);
        for (int i = 0; i < lines.size() && !before.isEmpty(); i++) {
            if (compiled.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        return lines.size();
    }

    Bytes bytes() {
        // a line that was put behind it ends it
        boolean stillOpen = open && !lines.isEmpty() && lines.get(lines.size() - 1).equals(unended);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append(stillOpen && i == lines.size() - 1 ? "" : "\n");
        }
        return Bytes.of(text.toString().getBytes(charset));
    }

    /** A line as part of a task's name: not longer than fits on a screen, and another for another line. */
    static String brief(String line) {
        String printable = line.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= 60 ? printable
                : printable.substring(0, 50) + "… " + Content.digest(line.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }

    /** What an edit did, in a few words. */
    static String difference(Bytes before, Bytes after) {
        int more = of(after).lines.size() - of(before).lines.size();
        return more == 0 ? "change lines" : (more > 0 ? "add " + more : "remove " + -more) + (Math.abs(more) == 1 ? " line" : " lines");
    }
}
