package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something that a host gets from a URL.
 *
 * @param checksum {@code sha256:} and 64 hex digits, or {@code none}
 * @param headers of the request, by name; they may be secret
 */
record Download(String url, String checksum, Map<String, String> headers) {

    static final Script DOWNLOAD = Script.of(Download.class, "sha256.sh", "get/download.sh");
    private static final List<String> SCHEMES = List.of("http", "https", "file");
    private static final String SHA256 = "sha256:";

    void check(SourceRange at, Diagnostics into) {
        try {
            URI uri = new URI(url);
            if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
                into.error(at, "'" + url + "' does not begin with http:, https: or file:");
            } else if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
                into.error(at, "a URL with a password in it can be seen by all users of the host", "give it in 'headers', as Authorization");
            }
        } catch (URISyntaxException e) {
            into.error(at, "'" + url + "' is no URL: " + e.getReason());
        }
        if (!isSound()) {
            into.error(at, "'" + checksum + "' is no checksum", "sha256: and 64 hex digits, or none to take whatever comes");
        }
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9-]+") || value.matches("(?s).*[\\r\\n\\x00].*")) {
                into.error(at, "'" + name + "' cannot be a header");
            }
        });
    }

    private boolean isSound() {
        return checksum.equals("none") || checksum.toLowerCase(Locale.ROOT).matches(SHA256 + "[0-9a-f]{64}");
    }

    /** SHA-256 in hex that it must have; empty: any. */
    String digest() {
        if (!isSound()) {
            throw new IllegalArgumentException("'" + checksum + "' is no checksum");
        }
        return checksum.equals("none") ? "" : checksum.substring(SHA256.length()).toLowerCase(Locale.ROOT);
    }

    /** Gets it into a file that only its owner may read. If that fails there is none. */
    void to(Hands hands, String path) throws TaskFailure, IOException, InterruptedException {
        String lines = headers.entrySet().stream().map(header -> header.getKey() + ": " + header.getValue() + "\n").collect(Collectors.joining());
        Command command = DOWNLOAD.with(url, path, digest(), lines.isEmpty() ? "" : "headers").reading(lines).within(Command.NO_LIMIT);
        Answer answer = hands.stream(command, hands::say);
        if (!answer.ok()) {
            throw new CommandFailure("cannot get " + url, Command.of("get", url), answer, "");
        }
    }
}
