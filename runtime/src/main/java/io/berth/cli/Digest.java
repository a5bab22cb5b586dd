package io.berth.cli;

import io.berth.diag.SourceRange;
import io.berth.model.Late;
import io.berth.model.TaskSpec;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A digest of what a record says, wherever in the playbook it says it. */
final class Digest {

    private Digest() {
    }

    static String of(Object value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text(value).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String text(Object value) {
        if (value instanceof Late code) {
            return code.text();
        }
        if (value instanceof Optional<?> maybe) {
            return maybe.map(Digest::text).orElse("");
        }
        if (value instanceof Record said) {
            StringBuilder out = new StringBuilder(said.getClass().getSimpleName()).append('(');
            for (RecordComponent component : said.getClass().getRecordComponents()) {
                if (component.getType() != SourceRange.class && !isNumber(said, component)) {
                    out.append(component.getName()).append('=').append(text(component(said, component))).append(';');
                }
            }
            return out.append(')').toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put(text(key), text(element)));
            return sorted.toString();
        }
        if (value instanceof Iterable<?> list) {
            StringBuilder out = new StringBuilder("[");
            list.forEach(element -> out.append(text(element)).append(','));
            return out.append(']').toString();
        }
        String text = String.valueOf(value);
        return text.length() + ":" + text;
    }

    /** A task's number changes with what is said before it. */
    private static boolean isNumber(Record said, RecordComponent component) {
        return said instanceof TaskSpec && component.getName().equals("number");
    }

    private static Object component(Record said, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(said);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
