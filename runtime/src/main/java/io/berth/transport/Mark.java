package io.berth.transport;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A random word that stands between parts of a stream. Nothing that is in the stream can contain it but by knowing it. */
final class Mark {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Mark() {}

    static String make() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
