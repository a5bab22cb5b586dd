package io.berth.cli;

import io.berth.diag.SourceRange;
import io.berth.model.Bytes;
import io.berth.model.Late;
import io.berth.model.TaskOptions;
import io.berth.model.TaskSpec;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A digest of what a task does, wherever in the playbook it says it, on whichever hosts, and however patiently. Code that waits
 * for the run counts by its text. It has a key: what the task says may be secret, and who reads a journal must not be able to try
 * passwords on its digests.
 */
final class Digest {

    private static final String ALGORITHM = "HmacSHA256";

    private static final ClassValue<List<Method>> PARTS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            List<Method> parts = Arrays.stream(type.getRecordComponents()).filter(part -> part.getType() != SourceRange.class)
                    .map(RecordComponent::getAccessor).toList();
            parts.forEach(part -> part.setAccessible(true));
            return parts;
        }
    };

    private final SecretKeySpec key;

    /** @param key the same for digests that are to be compared */
    Digest(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** For what is never compared with another run. */
    static Digest ofOneRun() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new Digest(key);
    }

    String of(TaskSpec task) {
        TaskOptions options = task.options();
        String said = text(List.of(task.word(), task.parameters(), task.late(), options.when(), options.delegate(), options.become(),
                options.environment(), options.directory(), options.vars()));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(said.getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String text(Object value) {
        if (value instanceof Late late) {
            return counted(late.text());
        }
        if (value instanceof Bytes bytes) {
            return HexFormat.of().formatHex(bytes.toArray());
        }
        if (value instanceof Optional<?> maybe) {
            return maybe.map(Digest::text).orElse("-");
        }
        if (value instanceof Record said) {
            return PARTS.get(said.getClass()).stream().map(part -> part.getName() + "=" + text(part(said, part)))
                    .collect(Collectors.joining(";", said.getClass().getSimpleName() + "(", ")"));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put(text(key), text(element)));
            return sorted.toString();
        }
        if (value instanceof Set<?> set) {
            return set.stream().map(Digest::text).sorted().collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Digest::text).collect(Collectors.joining(",", "[", "]"));
        }
        return counted(String.valueOf(value));
    }

    /** With its length, so that no text can look like two. */
    private static String counted(String text) {
        return text.length() + ":" + text;
    }

    private static Object part(Record said, Method part) {
        try {
            return part.invoke(said);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
