package io.berth.libvirt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An XML document as somebody wrote it: what is not changed of it stays so to the byte, with its comments, white space, quotes and CDATA, and with what others
 * keep in its metadata, whatever that is.
 */
public final class WrittenXml {

    private static final Pattern ENCODING = Pattern.compile("<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
    /** The bytes among which a declaration must stand. */
    private static final int DECLARATION = 200;

    private final String text;
    private final Charset charset;
    private final Element root;
    private final Span whole;
    private final Map<Element, Span> spans = new IdentityHashMap<>();

    /**
     * Where an element stands in the text.
     *
     * @param start of its start tag
     * @param open behind that
     * @param close of its end tag; where there is none, as {@code open}
     * @param end behind it
     */
    private record Span(int start, int open, int close, int end, List<Span> children) { }

    private WrittenXml(String text, Charset charset) throws XmlError {
        this.text = text;
        this.charset = charset;
        this.root = Xml.parse(text.startsWith("\ufeff") ? text.substring(1) : text);
        this.whole = new Tags(text).element();
        keep(root, whole);
    }

    /** @throws XmlError if it is not well-formed, or has a DOCTYPE */
    public static WrittenXml of(String text) throws XmlError {
        return new WrittenXml(text, StandardCharsets.UTF_8);
    }

    /**
     * A file's content: in the encoding that it declares or that its byte order mark tells, else in UTF-8.
     *
     * @throws XmlError if it is not in that, or is no XML as {@link #of} takes it
     */
    public static WrittenXml read(byte[] content) throws XmlError {
        Charset charset = charset(content);
        try {
            return new WrittenXml(charset.newDecoder().decode(ByteBuffer.wrap(content)).toString(), charset);
        } catch (CharacterCodingException e) {
            throw new XmlError("it is not in " + charset.name(), 0, 0);
        }
    }

    private static Charset charset(byte[] content) throws XmlError {
        if (content.length > 1 && (content[0] == (byte) 0xff && content[1] == (byte) 0xfe || content[0] == (byte) 0xfe && content[1] == (byte) 0xff)) {
            // by name it would not give the mark back
            return content[0] == (byte) 0xff ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        Matcher declared = ENCODING.matcher(new String(content, 0, Math.min(content.length, DECLARATION), StandardCharsets.ISO_8859_1));
        try {
            return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new XmlError("nobody knows the encoding " + declared.group(1), 0, 0);
        }
    }

    private void keep(Element element, Span span) {
        spans.put(element, span);
        for (int i = 0; i < span.children().size(); i++) {
            keep(element.children().get(i), span.children().get(i));
        }
    }

    public Element root() {
        return root;
    }

    /** The whole document with this in place of its root. */
    public byte[] with(Element changed) {
        return (text.substring(0, whole.start()) + element(changed) + text.substring(whole.end())).getBytes(charset);
    }

    /** The same without what stands around the root, such as a declaration of its encoding. */
    public String element(Element changed) {
        StringBuilder out = new StringBuilder();
        print(changed, root, out);
        return out.toString();
    }

    private void print(Element now, Element was, StringBuilder out) {
        Span span = spans.get(was);
        if (now == was) {
            out.append(text, span.start(), span.end());
            return;
        }
        boolean sameTag = now.name().equals(was.name()) && now.attributes().equals(was.attributes());
        boolean sameText = now.children().isEmpty() && was.children().isEmpty() && now.text().equals(was.text());
        if (sameTag && sameText) {
            out.append(text, span.start(), span.end());
            return;
        }
        boolean closed = span.open() == span.end();
        if (sameTag && !closed) {
            out.append(text, span.start(), span.open());
        } else {
            out.append(now.startTag()).append('>');
        }
        if (sameText) {
            out.append(text, span.open(), span.close());
        } else if (now.children().isEmpty()) {
            out.append(Element.escaped(now.text()));
        } else {
            children(now, was, out);
        }
        if (sameTag && !closed) {
            out.append(text, span.close(), span.end());
        } else {
            out.append("</").append(now.name()).append('>');
        }
    }

    private void children(Element now, Element was, StringBuilder out) {
        Span span = spans.get(was);
        String indent = indent(span);
        Map<Element, Element> partners = partners(now, was);
        for (Element child : now.children()) {
            Element old = partners.get(child);
            if (old == null) {
                out.append('\n').append(indent).append(child.print().stripTrailing().replace("\n", "\n" + indent));
            } else {
                int at = place(was, old);
                out.append(text, at == 0 ? span.open() : span.children().get(at - 1).end(), span.children().get(at).start());
                print(child, old, out);
            }
        }
        if (span.children().isEmpty()) {
            out.append('\n').append(indent.substring(Math.min(2, indent.length())));
        } else {
            out.append(text, span.children().get(span.children().size() - 1).end(), span.close());
        }
    }

    /** What stands before its first child on that line; of one without children, two spaces more than before itself. */
    private String indent(Span span) {
        int at = span.children().isEmpty() ? span.start() : span.children().get(0).start();
        String line = text.substring(text.lastIndexOf('\n', at - 1) + 1, at);
        return (line.isBlank() ? line : "") + (span.children().isEmpty() ? "  " : "");
    }

    private static int place(Element parent, Element child) {
        for (int i = 0; i < parent.children().size(); i++) {
            if (parent.children().get(i) == child) {
                return i;
            }
        }
        throw new IllegalArgumentException("it is no child of that");
    }

    /** What each child was: itself, or the first of its name that is not there any more. */
    private static Map<Element, Element> partners(Element now, Element was) {
        List<Element> left = new ArrayList<>(was.children());
        Map<Element, Element> partners = new IdentityHashMap<>();
        for (Element child : now.children()) {
            if (left.removeIf(old -> old == child)) {
                partners.put(child, child);
            }
        }
        for (Element child : now.children()) {
            if (!partners.containsKey(child)) {
                left.stream().filter(old -> old.name().equals(child.name())).findFirst().ifPresent(old -> {
                    partners.put(child, old);
                    left.removeIf(one -> one == old);
                });
            }
        }
        return partners;
    }

    /** Finds where elements stand in a text that is well-formed, and has no DOCTYPE. */
    private static final class Tags {

        private final String text;
        private int at;

        Tags(String text) {
            this.text = text;
        }

        /** The next one, from where it stands. */
        Span element() {
            tag();
            int start = at;
            behindTag();
            int open = at;
            if (text.charAt(open - 2) == '/') {
                return new Span(start, open, open, open, List.of());
            }
            List<Span> children = new ArrayList<>();
            for (tag(); text.charAt(at + 1) != '/'; tag()) {
                children.add(element());
            }
            int close = at;
            behindTag();
            return new Span(start, open, close, at, List.copyOf(children));
        }

        /** To the next tag, past what only looks like one. */
        private void tag() {
            for (at = text.indexOf('<', at); text.charAt(at + 1) == '!' || text.charAt(at + 1) == '?'; at = text.indexOf('<', at)) {
                String end = text.startsWith("<!--", at) ? "-->" : text.charAt(at + 1) == '!' ? "]]>" : "?>";
                at = text.indexOf(end, at + (end.equals("-->") ? 4 : 2)) + end.length();
            }
        }

        /** Values may hold what ends a tag. */
        private void behindTag() {
            char quote = 0;
            for (char c = text.charAt(at); quote != 0 || c != '>'; c = text.charAt(++at)) {
                if (quote == 0 && (c == '\'' || c == '"')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                }
            }
            at++;
        }
    }
}
