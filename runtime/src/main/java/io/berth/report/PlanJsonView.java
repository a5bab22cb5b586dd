package io.berth.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.berth.event.Event;
import io.berth.event.EventSink;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A plan as one JSON document, printed when the plan is made: {@code tasks}, each with {@code task}, {@code host},
 * {@code kind}, {@code summary} and {@code diffs} of {@code what}, {@code before} and {@code after}; {@code lost}, the
 * hosts that could not be asked, each with {@code host} and {@code cause}; {@code totals}, a count for each kind.
 */
public final class PlanJsonView implements EventSink {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintStream out;
    private final List<Event.HostLost> lost = new ArrayList<>();

    public PlanJsonView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.HostLost host) {
            lost.add(host);
        } else if (event instanceof Event.PlanMade plan) {
            out.print(document(plan) + "\n");
            out.flush();
        }
    }

    private String document(Event.PlanMade plan) {
        ObjectNode document = MAPPER.createObjectNode();
        ArrayNode tasks = document.putArray("tasks");
        plan.tasks().forEach(tasks::addPOJO);
        ArrayNode hosts = document.putArray("lost");
        lost.forEach(host -> hosts.addObject().put("host", host.host()).put("cause", host.cause()));
        ObjectNode totals = document.putObject("totals");
        PlanTotals.of(plan.tasks()).counts().forEach((kind, n) -> totals.put(kind.name().toLowerCase(Locale.ROOT), n));
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers have a JSON form", e);
        }
    }
}
