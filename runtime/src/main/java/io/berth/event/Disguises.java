package io.berth.event;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The forms in which programs write a text: as it is, quoted, escaped, encoded. */
final class Disguises {

    /** A text shorter than this is in everything, and cannot be kept out of it. */
    static final int LEAST = 4;

    private Disguises() {
    }

    /** All forms of the text, of its lines where it has several, and of both without blanks around; none shorter than {@link #LEAST}. */
    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        for (String text : texts(secret)) {
            forms.add(text);
            forms.addAll(quoted(text));
            forms.addAll(escaped(text));
            forms.addAll(inMarkup(text));
            forms.addAll(inAddresses(text));
            forms.addAll(encoded(text));
        }
        forms.removeIf(form -> form.length() < LEAST);
        return forms;
    }

    /** Those forms that programs break into lines of some width, as {@code base64} does. */
    static Set<String> wrapped(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        texts(secret).forEach(text -> forms.addAll(encoded(text)));
        return forms;
    }

    private static Set<String> texts(String secret) {
        Set<String> texts = new LinkedHashSet<>();
        texts.add(secret);
        texts.add(secret.strip());
        List<String> lines = secret.lines().toList();
        if (lines.size() > 1) {
            texts.add(String.join("\n", lines));
            texts.add(String.join("\r\n", lines));
            lines.forEach(line -> texts.add(line.strip()));
        }
        texts.removeIf(text -> text.length() < LEAST);
        return texts;
    }

    /** For shells: as berth quotes arguments and the standard input of commands, and as bash and dash print what they run. */
    private static List<String> quoted(String text) {
        String doubled = text.replace("\\", "\\\\");
        return List.of(
                text.replace("'", "'\\''"),
                text.replace("'", "'\"'\"'"),
                doubled,
                doubled.replace("'", "'\\''"),
                text.replaceAll("([^\\p{L}\\p{M}\\p{N}\\p{So}_@%+=:,./-])", "\\\\$1"),
                text.replaceAll("([ \\t'\"\\\\|&;()<>!{}*\\[\\]?^$`,]|^[#~])", "\\\\$1"),
                text.replaceAll("([\"$`\\\\])", "\\\\$1"));
    }

    private static List<String> escaped(String text) {
        String json = escaped(text, "\"", Escape.KEPT);
        return List.of(
                json,
                json.replace("/", "\\/"),
                escaped(text, "\"", Escape.UNICODE),
                escaped(text, "\"", Escape.UNICODE).replace("/", "\\/"),
                escaped(text, "'", Escape.KEPT),
                escaped(text, "'", Escape.UNICODE),
                escaped(text, "'", Escape.PYTHON),
                escaped(text, "", Escape.PYTHON),
                escaped(text, "'", Escape.BYTES),
                escaped(text, "'", Escape.OCTAL),
                escaped(text, "", Escape.KEPT),
                escaped(text, "", Escape.BYTES),
                escaped(text, "", Escape.OCTAL));
    }

    /** What becomes of characters outside ASCII, and of control characters without a letter of their own. */
    private enum Escape { KEPT, UNICODE, PYTHON, BYTES, OCTAL }

    private static String escaped(String text, String quote, Escape others) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String character = Character.toString(c);
            int letter = "\n\r\t\b\f".indexOf(c);
            if (c == '\\' || character.equals(quote)) {
                out.append('\\').append(character);
            } else if (letter >= 0) {
                out.append('\\').append("nrtbf".charAt(letter));
            } else if (c >= 0x20 && c < 0x7f || c >= 0xa0 && others == Escape.KEPT) {
                out.append(character);
            } else if (others == Escape.KEPT || others == Escape.UNICODE) {
                character.chars().forEach(unit -> out.append(String.format("\\u%04x", unit)));
            } else if (others == Escape.PYTHON) {
                out.append(String.format(c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
            } else {
                for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format(others == Escape.BYTES ? "\\x%02x" : "\\%03o", b & 0xff));
                }
            }
        });
        return out.toString();
    }

    /** In XML and HTML: what must be escaped in text, and in attributes with either quote. */
    private static List<String> inMarkup(String text) {
        String plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        String quotes = plain.replace("\"", "&quot;");
        return List.of(text.replace("&", "&amp;").replace("<", "&lt;"), plain, quotes, quotes.replace("'", "&apos;"),
                quotes.replace("'", "&#39;"), quotes.replace("'", "&#x27;"), plain.replace("\"", "&#34;").replace("'", "&#39;"),
                quotes.replace("\n", "&#10;").replace("\t", "&#9;"));
    }

    /** In URLs and forms: strictly, with {@code +} for blanks, with slashes kept, and as browsers do. */
    private static List<String> inAddresses(String text) {
        String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
        String strict = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
        String browser = strict.replace("%21", "!").replace("%27", "'").replace("%28", "(").replace("%29", ")").replace("%2A", "*");
        return List.of(form, form.replace("*", "%2A").replace("%7E", "~"), strict, strict.replace("%2F", "/"), browser,
                lowerDigits(form), lowerDigits(strict), lowerDigits(strict.replace("%2F", "/")));
    }

    private static String lowerDigits(String encoded) {
        StringBuilder out = new StringBuilder(encoded);
        for (int i = out.indexOf("%"); i >= 0 && i + 3 <= out.length(); i = out.indexOf("%", i + 1)) {
            out.replace(i, i + 3, out.substring(i, i + 3).toLowerCase(Locale.ROOT));
        }
        return out.toString();
    }

    private static Set<String> encoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Set<String> forms = new LinkedHashSet<>();
        for (HexFormat hex : List.of(HexFormat.of(), HexFormat.ofDelimiter(" "), HexFormat.ofDelimiter(":"))) {
            forms.add(hex.formatHex(bytes));
            forms.add(hex.withUpperCase().formatHex(bytes));
        }
        for (byte[] whole : List.of(bytes, (text + "\n").getBytes(StandardCharsets.UTF_8), (text + "\r\n").getBytes(StandardCharsets.UTF_8))) {
            forms.addAll(bothAlphabets(Base64.getEncoder().encodeToString(whole)));
            forms.addAll(bothAlphabets(Base64.getEncoder().withoutPadding().encodeToString(whole)));
        }
        for (int before = 0; before < 3; before++) {
            forms.addAll(bothAlphabets(withinBase64(bytes, before)));
        }
        return forms;
    }

    private static List<String> bothAlphabets(String base64) {
        return List.of(base64, base64.replace('+', '-').replace('/', '_'));
    }

    /**
     * The digits that the bytes alone make in a longer base64 text, where they begin {@code before} bytes after a group of
     * three. A digit that they share with a neighbour is none of them.
     */
    private static String withinBase64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return digits.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
    }
}
