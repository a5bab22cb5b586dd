package io.berth.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.berth.event.Event;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Events as JSON, one object on one line: a {@code type} ({@code taskEnded}) and the record's components. Times and
 * durations are ISO 8601 strings. Every run writes, so this does without what {@link EventReader} takes, which is slow to get going.
 */
public final class EventWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private static final ClassValue<List<Method>> PARTS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            List<Method> parts = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
            parts.forEach(part -> part.setAccessible(true));
            return parts;
        }
    };

    private final JsonGenerator out;

    private EventWriter(JsonGenerator out) {
        this.out = out;
    }

    /**
     * One line, without its end.
     *
     * @throws IllegalArgumentException if a playbook variable in it has no JSON form
     */
    public static String line(Event event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("type", typeName(event.getClass()));
            new EventWriter(out).parts((Record) event); // each is one
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON form: " + e.getMessage(), e);
        }
        return text.toString();
    }

    static String typeName(Class<?> type) {
        String name = type.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private void parts(Record said) throws IOException {
        for (Method part : PARTS.get(said.getClass())) {
            out.writeFieldName(part.getName());
            try {
                value(part.invoke(said));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void value(Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String || value instanceof Instant || value instanceof Duration) {
            out.writeString(value.toString());
        } else if (value instanceof Enum<?> choice) {
            out.writeString(choice.name());
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Record said) {
            out.writeStartObject();
            parts(said);
            out.writeEndObject();
        } else if (value instanceof Iterable<?> many) {
            out.writeStartArray();
            for (Object one : many) {
                value(one);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                value(entry.getValue());
            }
            out.writeEndObject();
        } else {
            throw new IllegalArgumentException("no JSON form: " + value.getClass().getName());
        }
    }

    private void number(Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long) {
            out.writeNumber(number.longValue());
        } else if (number instanceof BigInteger big) {
            out.writeNumber(big);
        } else if (number instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else {
            out.writeNumber(number.doubleValue());
        }
    }
}
