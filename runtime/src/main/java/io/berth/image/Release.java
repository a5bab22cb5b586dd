package io.berth.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A release of an image, as its record tells of it.
 *
 * @param told the lines of its record by their first word: image, name, form, file, digest, packed, bytes, files, made, from, run
 */
public record Release(Map<String, String> told) {

    public Release {
        told = Collections.unmodifiableMap(new LinkedHashMap<>(told));
    }

    /** Date and the first digits of its digest. */
    public String name() {
        return told("name");
    }

    /** {@code tree}, {@code archive} or {@code disk}. */
    public String form() {
        return told("form");
    }

    /** SHA-256 over content and metadata, in hex. */
    public String digest() {
        return told("digest");
    }

    /** Size of what it holds, as it lies in the store; 0 where the record does not tell. */
    public long bytes() {
        String bytes = told("bytes");
        return bytes.matches("[0-9]{1,18}") ? Long.parseLong(bytes) : 0;
    }

    /** When it was made: an instant in ISO 8601, UTC. */
    public String made() {
        return told("made");
    }

    /** Where it came from. */
    public String from() {
        return told("from");
    }

    private String told(String key) {
        return told.getOrDefault(key, "");
    }
}
