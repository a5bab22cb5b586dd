package io.berth.foreign;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;

/** JSON as people write it: a comma that is missing between two members or elements is put there, with a warning that names its line. */
final class Commas {

    private Commas() {
    }

    /** @return the text with the commas, its lines as they were */
    static String mended(String file, String text, Diagnostics into) {
        StringBuilder mended = new StringBuilder();
        int line = 1;
        // of the last value: where it ends in what is written, and its line; -1: none before this
        int end = -1;
        int endLine = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                line += c == '\n' ? 1 : 0;
                mended.append(c);
                i++;
                continue;
            }
            if (end >= 0 && ",:]}".indexOf(c) < 0) {
                mended.insert(end, ',');
                into.warning(new SourceRange(file, endLine, 0, 0), "a comma is missing at the end of this line; it is read as if it were there");
            }
            int next = c == '"' ? stringEnd(text, i) : ",:[]{}".indexOf(c) >= 0 ? i + 1 : wordEnd(text, i);
            mended.append(text, i, next);
            end = ",:[{".indexOf(c) >= 0 ? -1 : mended.length();
            endLine = line;
            i = next;
        }
        return mended.toString();
    }

    private static int stringEnd(String text, int begin) {
        int i = begin + 1;
        while (i < text.length() && text.charAt(i) != '"' && text.charAt(i) != '\n') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), text.startsWith("\n", i) ? i : i + 1);
    }

    private static int wordEnd(String text, int begin) {
        int i = begin;
        while (i < text.length() && !Character.isWhitespace(text.charAt(i)) && ",:[]{}\"".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
