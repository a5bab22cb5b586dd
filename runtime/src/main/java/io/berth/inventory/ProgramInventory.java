package io.berth.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.InventorySource.Value;
import io.berth.model.Seconds;
import io.berth.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An executable inventory: a program that answers {@code --list}, and {@code --host NAME} where that said no variables of hosts. */
final class ProgramInventory {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final int LAST_LINES = 10;

    private final Path program;
    private final SourceRange at;
    private final Duration timeout;
    private final Listing listing;
    private final Decryption decryption;
    private final Diagnostics diagnostics;
    private final Set<String> named = new LinkedHashSet<>();

    /** @param timeout of one call of the program */
    ProgramInventory(Path program, Duration timeout, Listing listing, Decryption decryption, Diagnostics diagnostics) {
        this.program = program;
        this.at = Shown.whole(Shown.of(program));
        this.timeout = timeout;
        this.listing = listing;
        this.decryption = decryption;
        this.diagnostics = diagnostics;
    }

    void read() throws InterruptedException {
        Optional<JsonNode> answer = ask("--list");
        if (answer.isEmpty()) {
            return;
        }
        answer.get().properties().stream().filter(entry -> !entry.getKey().equals("_meta")).forEach(entry -> group(entry.getKey(), entry.getValue()));
        JsonNode hostvars = answer.get().path("_meta").path("hostvars");
        for (String host : named) {
            Optional<JsonNode> variables = hostvars.isMissingNode() ? ask("--host", host) : Optional.of(hostvars.path(host));
            variables.ifPresent(said -> said.properties().forEach(
                    entry -> listing.setHostVariable(host, entry.getKey(), new Value(value(entry.getKey(), entry.getValue()), at))));
        }
    }

    private void group(String name, JsonNode said) {
        if (!listing.addGroup(name, at)) {
            return;
        }
        if (said.isArray()) {
            hosts(name, said);
        } else if (said.isObject() && !said.has("hosts") && !said.has("vars") && !said.has("children")) {
            hosts(name, JSON.createArrayNode().add(name));
            variables(name, said);
        } else if (said.isObject()) {
            hosts(name, said.path("hosts"));
            variables(name, said.path("vars"));
            for (JsonNode child : array(name, "children", said.path("children"))) {
                if (listing.addGroup(child.asText(), at)) {
                    listing.addChild(name, child.asText(), at);
                }
            }
        } else {
            diagnostics.error(at, "its answer says of group '" + name + "' neither a list of hosts nor hosts, vars and children");
        }
    }

    private JsonNode array(String group, String part, JsonNode said) {
        if (!said.isArray() && !said.isMissingNode()) {
            diagnostics.error(at, "its answer says '" + part + "' of group '" + group + "' that is no list");
        }
        return said;
    }

    private void hosts(String group, JsonNode said) {
        for (JsonNode host : array(group, "hosts", said)) {
            named.addAll(listing.addHosts(host.asText(), group, at));
        }
    }

    private void variables(String group, JsonNode said) {
        if (!said.isObject() && !said.isMissingNode()) {
            diagnostics.error(at, "its answer says 'vars' of group '" + group + "' that is no object");
        }
        said.properties().forEach(entry -> listing.setGroupVariable(group, entry.getKey(), new Value(value(entry.getKey(), entry.getValue()), at)));
    }

    private Object value(String name, JsonNode said) {
        if (said.isArray()) {
            List<Object> list = new ArrayList<>();
            said.forEach(element -> list.add(value(name, element)));
            return Collections.unmodifiableList(list);
        }
        if (said.isObject()) {
            return object(name, said);
        }
        if (said.isNumber()) {
            return said.isIntegralNumber() ? Numbers.whole(said.bigIntegerValue()) : said.decimalValue();
        }
        return said.isNull() ? null : said.isBoolean() ? (Object) said.booleanValue() : said.asText();
    }

    private Object object(String name, JsonNode said) {
        if (said.size() == 1 && said.has("__ansible_vault")) {
            try {
                return new Secret(name, decryption.decrypt(said.path("__ansible_vault").asText()));
            } catch (Decryption.Refused e) {
                diagnostics.error(at, "'" + name + "' " + e.getMessage());
                return new Secret(name, "");
            }
        }
        if (said.size() == 1 && said.has("__ansible_unsafe")) {
            return said.path("__ansible_unsafe").asText();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        said.properties().forEach(entry -> map.put(entry.getKey(), value(name + "." + entry.getKey(), entry.getValue())));
        return Collections.unmodifiableMap(map);
    }

    /** What the program answers, a JSON object; empty if it does not, and that is said. */
    private Optional<JsonNode> ask(String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
        command.addAll(List.of(words));
        String shown = String.join(" ", words);
        Path out = null;
        Path err = null;
        try {
            out = Files.createTempFile("berth-inventory", ".out");
            err = Files.createTempFile("berth-inventory", ".err");
            Process process = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            if (!ended(process)) {
                diagnostics.error(at, "gave no answer to " + shown + " within " + Seconds.of(timeout));
                return Optional.empty();
            }
            if (process.exitValue() != 0) {
                diagnostics.error(at, "failed on " + shown + " with status " + process.exitValue(), lastLines(err));
                return Optional.empty();
            }
            String answer = Files.readString(out);
            JsonNode parsed = answer.isBlank() && words[0].equals("--host") ? JSON.createObjectNode() : JSON.readTree(answer);
            if (parsed.isObject()) {
                return Optional.of(parsed);
            }
            diagnostics.error(at, "its answer to " + shown + " is no JSON object", lastLines(err));
        } catch (JsonProcessingException e) {
            diagnostics.error(at, "its answer to " + shown + " is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            diagnostics.error(at, "cannot be run: " + Shown.why(e), "it begins with a line such as #!/usr/bin/python3");
        } finally {
            delete(out);
            delete(err);
        }
        return Optional.empty();
    }

    private boolean ended(Process process) throws InterruptedException {
        boolean ended = false;
        try {
            ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return ended;
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private static String[] lastLines(Path file) throws IOException {
        List<String> lines = Files.readString(file).lines().toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).toArray(String[]::new);
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
