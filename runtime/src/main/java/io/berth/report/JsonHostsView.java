package io.berth.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.event.Failure;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** What one command said on many hosts, as a JSON line a host when it has ended: host, outcome, status, out, err, summary, seconds. */
public final class JsonHostsView implements EventSink {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Said(StringBuilder out, StringBuilder err) {
    }

    private final PrintStream out;
    private final Map<String, Said> said = new HashMap<>();

    public JsonHostsView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.TaskOutput output) {
            Said of = said.computeIfAbsent(output.task(), task -> new Said(new StringBuilder(), new StringBuilder()));
            (output.error() ? of.err() : of.out()).append(output.line()).append('\n');
        } else if (event instanceof Event.TaskEnded ended) {
            Said of = said.getOrDefault(ended.task(), new Said(new StringBuilder(), new StringBuilder()));
            said.remove(ended.task());
            ObjectNode line = JSON.createObjectNode().put("host", ended.host()).put("outcome", Names.outcome(ended.outcome()))
                    .put("status", ended.failure().stream().mapToInt(Failure::status).findFirst().orElse(0))
                    .put("out", of.out().toString()).put("err", of.err().toString())
                    .put("summary", ended.summary()).put("seconds", ended.took().toMillis() / 1000.0);
            try {
                out.println(JSON.writeValueAsString(line));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e); // texts and numbers only
            }
            out.flush();
        }
    }
}
