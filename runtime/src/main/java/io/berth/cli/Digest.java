package io.berth.cli;

import io.berth.diag.SourceRange;
import io.berth.model.Late;
import io.berth.model.TaskSpec;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A digest of what a record says, wherever in the playbook it says it. It has a key: what the record says may be secret, and
 * who reads a journal must not be able to try passwords on its digests.
 */
final class Digest {

    private static final String ALGORITHM = "HmacSHA256";

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

    String of(Object value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text(value).getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (GeneralSecurityException e) {
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
