package io.berth.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.journal.JournalReader;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * A run as one HTML page that needs nothing else: no network, no other file. It takes whatever events there are, so
 * that a run that died gets one too. Of a task's output it keeps the beginning and the end, 64 KiB at most.
 */
public final class HtmlReport implements EventSink {

    private final RunStory story = new RunStory();
    private final ZoneId zone;

    /** @param zone in which times of day are told */
    public HtmlReport(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Renders a journal.
     *
     * @param to written beside its place and renamed there
     * @throws IOException if the journal cannot be read or the page not be written
     */
    public static void render(Path journal, Path to, ZoneId zone) throws IOException {
        HtmlReport report = new HtmlReport(zone);
        String note = JournalReader.read(journal, report).note();
        if (!note.isEmpty()) {
            report.story.note(note);
        }
        report.write(to);
    }

    @Override
    public void accept(Event event) {
        story.accept(event);
    }

    /** Writes the page beside its place and renames it there. Only its owner can read it. */
    public void write(Path to) throws IOException {
        WholeFile.write(to, out -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
            write(text);
            text.flush();
        });
    }

    void write(Writer out) throws IOException {
        String script = "/*<![CDATA[*/\n" + resource("report.js") + "/*]]>*/";
        Map<String, Object> model = new Page(story, zone).model();
        model.put("css", resource("report.css"));
        model.put("script", script);
        model.put("scriptHash", "sha256-" + sha256(script));
        try {
            templates().getTemplate("report.html.ftl").process(model, new Harmless(out));
        } catch (TemplateException e) {
            throw new IOException("the report's template failed: " + e.getMessage(), e);
        }
    }

    private static Configuration templates() {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(HtmlReport.class, "");
        templates.setDefaultEncoding("UTF-8");
        templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setLocale(Locale.ROOT);
        templates.setNumberFormat("computer");
        return templates;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Lets browsers run this script and no other, should an escape ever be missing. */
    private static String sha256(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Characters that no HTML page may have become U+FFFD, wherever they come from. */
    private static final class Harmless extends FilterWriter {

        Harmless(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            super.write(harmless((char) c));
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            char[] copy = new char[length];
            for (int i = 0; i < length; i++) {
                copy[i] = harmless(text[from + i]);
            }
            out.write(copy, 0, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            write(text.toCharArray(), from, length);
        }

        private static char harmless(char c) {
            boolean bad = Character.isISOControl(c) && c != '\n' && c != '\t' || c == 0xfffe || c == 0xffff
                    || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
            return bad ? '\ufffd' : c;
        }
    }
}
