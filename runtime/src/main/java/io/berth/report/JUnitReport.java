package io.berth.report;

import io.berth.event.Event;
import io.berth.event.Failure;
import io.berth.event.Outcome;
import io.berth.journal.JournalReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run as JUnit XML, for what shows test results: a suite a host, a case a task. What failed is a failure, what could not be
 * reached or was refused an error; what was skipped, left out or cancelled is skipped.
 */
public final class JUnitReport {

    private final RunStory story = new RunStory();

    private JUnitReport() {
    }

    /**
     * Renders a journal.
     *
     * @param to written beside its place and renamed there
     * @throws IOException if the journal cannot be read or the file not be written
     */
    public static void render(Path journal, Path to) throws IOException {
        WholeFile.write(to, out -> render(journal, out));
    }

    /** The same to a stream, which stays open. */
    public static void render(Path journal, OutputStream to) throws IOException {
        JUnitReport report = new JUnitReport();
        JournalReader.read(journal, report.story::accept);
        report.write(to);
        to.flush();
    }

    private void write(OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", clean(story.start().map(start -> start.request().playbook()).orElse("")));
            totals(xml, story.tasks());
            Map<String, List<TaskStory>> byHost = story.tasks().stream()
                    .collect(Collectors.groupingBy(task -> task.node().host(), LinkedHashMap::new, Collectors.toList()));
            for (Map.Entry<String, List<TaskStory>> host : byHost.entrySet()) {
                suite(xml, Names.host(host.getKey()), host.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void suite(XMLStreamWriter xml, String host, List<TaskStory> tasks) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", clean(host));
        xml.writeAttribute("hostname", clean(host));
        xml.writeAttribute("timestamp", story.begin().toString());
        totals(xml, tasks);
        for (TaskStory task : tasks) {
            testcase(xml, host, task);
        }
        xml.writeEndElement();
    }

    private static void totals(XMLStreamWriter xml, List<TaskStory> tasks) throws XMLStreamException {
        Map<String, Long> kinds = tasks.stream().collect(Collectors.groupingBy(JUnitReport::kind, Collectors.counting()));
        xml.writeAttribute("tests", String.valueOf(tasks.size()));
        xml.writeAttribute("failures", String.valueOf(kinds.getOrDefault("failure", 0L)));
        xml.writeAttribute("errors", String.valueOf(kinds.getOrDefault("error", 0L)));
        xml.writeAttribute("skipped", String.valueOf(kinds.getOrDefault("skipped", 0L)));
        xml.writeAttribute("time", seconds(tasks.stream().map(JUnitReport::took).reduce(Duration.ZERO, Duration::plus)));
    }

    private void testcase(XMLStreamWriter xml, String host, TaskStory task) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(host + (task.node().play().isEmpty() ? "" : "." + task.node().play())));
        xml.writeAttribute("name", clean(story.names().task(task.node().task())));
        xml.writeAttribute("time", seconds(took(task)));
        String kind = kind(task);
        if (!kind.isEmpty()) {
            xml.writeStartElement(kind);
            xml.writeAttribute("message", clean(task.ended().map(Event.TaskEnded::summary).orElse("the run ended before it did")));
            String block = task.ended().stream().flatMap(ended -> ended.failure().stream()).map(JUnitReport::block).collect(Collectors.joining("\n"));
            xml.writeCharacters(clean(block));
            xml.writeEndElement();
        }
        if (!task.output().head().isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(clean(said(task.output())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String block(Failure failure) {
        return String.join("\n", ErrorBlock.lines(failure, Style.BARE));
    }

    /** The element that says how it ended; empty: well. */
    private static String kind(TaskStory task) {
        Optional<Outcome> outcome = task.ended().map(Event.TaskEnded::outcome);
        if (outcome.isEmpty()) {
            return task.begin().isPresent() ? "error" : "skipped";
        }
        return switch (outcome.get()) {
            case UNCHANGED, CHANGED, DONE, DONE_BEFORE, IGNORED, RESCUED -> "";
            case FAILED -> "failure";
            case UNREACHABLE, REFUSED -> "error";
            case SKIPPED, CANCELLED, LEFT_OUT -> "skipped";
        };
    }

    private static Duration took(TaskStory task) {
        return task.ended().map(Event.TaskEnded::took).orElse(Duration.ZERO);
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }

    private static String said(CappedOutput output) {
        StringBuilder text = new StringBuilder();
        output.head().forEach(line -> text.append(line.text()).append('\n'));
        if (output.leftOut() > 0) {
            text.append("… ").append(output.leftOut()).append(" lines left out …\n");
        }
        output.tail().forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }

    /** Without what XML 1.0 cannot hold. */
    private static String clean(String text) {
        return text.codePoints().filter(c -> c == '\n' || c == '\t' || c >= ' ' && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
