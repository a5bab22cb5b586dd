package io.berth.own;

import io.berth.api.TaskType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What the classes of a source file come from: its text, the JVM, and what it is compiled against. */
final class Fingerprint {

    private static final List<String> API = List.of("Change", "Footprint", "Hands", "Key", "Param", "Scope", "Script", "TaskType");

    private Fingerprint() {
    }

    static String of(String file, String text) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((file + "\0" + Runtime.version().feature() + "\0" + groovy.lang.GroovySystem.getVersion() + "\0" + text).getBytes(StandardCharsets.UTF_8));
            for (String type : API) {
                try (InputStream in = TaskType.class.getResourceAsStream(type + ".class")) {
                    digest.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
