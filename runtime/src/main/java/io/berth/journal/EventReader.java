package io.berth.journal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.berth.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what {@link EventWriter} wrote, now or in an older version. */
final class EventReader {

    private static final Map<String, Class<?>> TYPES = Arrays.stream(Event.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(EventWriter::typeName, Function.identity()));

    private static final ObjectMapper MAPPER = mapper();

    private EventReader() {
    }

    /** What a line of a journal turned out to be. */
    sealed interface Decoded {
        record Known(Event event) implements Decoded { }

        /** Sound JSON, but no event this version knows: a newer version wrote it. */
        record Unknown() implements Decoded { }

        /** Not JSON: cut off or damaged. */
        record Broken() implements Decoded { }
    }

    static Decoded decode(String line) {
        JsonNode json;
        try {
            json = MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return new Decoded.Broken();
        }
        if (!json.isObject()) {
            return new Decoded.Broken();
        }
        if (!TYPES.containsKey(json.path("type").asText())) {
            return new Decoded.Unknown();
        }
        try {
            return new Decoded.Known(MAPPER.treeToValue(json, Event.class));
        } catch (JsonProcessingException e) {
            return new Decoded.Unknown();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed { }

    private static ObjectMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addMixIn(Event.class, Typed.class)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
                        SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        // a component that an older version did not write is empty, never null
        for (Class<?> type : List.of(String.class, List.class, Map.class)) {
            builder.withConfigOverride(type, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
        }
        TYPES.forEach((name, type) -> builder.registerSubtypes(new NamedType(type, name)));
        return builder.build();
    }
}
