package io.berth.libvirt;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Reads XML. A DOCTYPE is an error, so that no entity reaches out for a file or a network. */
public final class Xml {

    /** One for each thread, since to make it costs more than to read a domain. */
    private static final ThreadLocal<XMLReader> READER = new ThreadLocal<>();

    private Xml() {
    }

    /** @throws XmlError if it is not well-formed, or has a DOCTYPE */
    public static Element parse(String text) throws XmlError {
        Builder builder = new Builder();
        try {
            XMLReader reader = READER.get();
            if (reader == null) {
                reader = reader();
                READER.set(reader);
            }
            reader.setContentHandler(builder);
            reader.setErrorHandler(builder);
            reader.parse(new InputSource(new StringReader(text)));
        } catch (SAXParseException e) {
            throw new XmlError(said(e), Math.max(0, e.getLineNumber()), Math.max(0, e.getColumnNumber()));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new XmlError(said(e), 0, 0);
        }
        return builder.root;
    }

    private static XMLReader reader() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setXIncludeAware(false);
        XMLReader reader = factory.newSAXParser().getXMLReader();
        reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        reader.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
        return reader;
    }

    private static String said(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("DOCTYPE is disallowed") ? "a DOCTYPE is not allowed"
                : message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static final class Builder extends DefaultHandler {

        private final Deque<Open> open = new ArrayDeque<>();
        private Locator locator;
        private Element root;

        private record Open(String name, String namespace, Map<String, String> attributes, List<Element> children,
                            StringBuilder text, int line) { }

        @Override
        public void setDocumentLocator(Locator given) {
            locator = given;
        }

        @Override
        public void startElement(String uri, String local, String name, Attributes given) {
            Map<String, String> attributes = new LinkedHashMap<>();
            for (int i = 0; i < given.getLength(); i++) {
                attributes.put(given.getQName(i), given.getValue(i));
            }
            open.push(new Open(name, uri, attributes, new ArrayList<>(), new StringBuilder(), locator.getLineNumber()));
        }

        @Override
        public void characters(char[] chars, int start, int length) {
            open.element().text.append(chars, start, length);
        }

        @Override
        public void endElement(String uri, String local, String name) {
            Open done = open.pop();
            String text = done.children.isEmpty() && !done.text.toString().isBlank() ? done.text.toString() : "";
            Element element = new Element(done.name, done.namespace, done.attributes, done.children, text, done.line);
            if (open.isEmpty()) {
                root = element;
            } else {
                open.element().children.add(element);
            }
        }

        @Override
        public void error(SAXParseException e) throws SAXParseException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXParseException {
            throw e;
        }
    }
}
