package io.berth.foreign;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What manifests of kvm-mgr say, all of them together: a JSON array of hosts, each with its guests. A guest that several manifests have is one, if they agree.
 */
public final class Manifests {

    /** What berth's hosts, groups and guests can be called. */
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

    private static final ObjectMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
    private static final Set<String> KEYS = Set.of("name", "description", "hostname", "ipaddress", "vcpus", "memoryGb", "maxMemoryGb", "numDisks", "diskSize");
    private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";

    private final Diagnostics diagnostics;
    private final Map<String, Guest> guests = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    /** @param diagnostics gets what is wrong and what is doubtful */
    public Manifests(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * A guest of a manifest.
     *
     * @param description empty: it has none
     * @param hostname its system's name; empty: not said
     * @param address IPv4; empty: not said
     * @param memory GiB that it starts with
     * @param maxMemory GiB that it may be given, at least {@code memory}
     * @param disks how many beside its first
     * @param diskSize GiB of each of those
     */
    public record Guest(String host, String name, String description, String hostname, String address, int vcpus, int memory, int maxMemory, int disks, int diskSize) { }

    /** Those of all manifests that were read, in their order. */
    public Collection<Guest> guests() {
        return List.copyOf(guests.values());
    }

    /** Reads one more. @param file what it is called in diagnostics */
    public void read(String file, String text) {
        diagnostics.source(file, text);
        JsonNode all;
        try {
            all = JSON.readTree(Commas.mended(file, text, diagnostics));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            diagnostics.error(new SourceRange(file, at == null ? 0 : Math.max(0, at.getLineNr()), 0, 0), "this is not JSON: " + e.getOriginalMessage());
            return;
        }
        SourceRange whole = new SourceRange(file, 0, 0, 0);
        if (!all.isArray()) {
            diagnostics.error(whole, "a manifest is an array of hosts: [{\"host\": …, \"vmspecs\": […]}]");
            return;
        }
        for (JsonNode host : all) {
            String name = host.path("host").asText();
            if (!name.matches(NAME) || !host.path("vmspecs").isArray()) {
                diagnostics.error(whole, "each element of a manifest has a \"host\" and its \"vmspecs\", not " + host);
                continue;
            }
            host.path("vmspecs").forEach(guest -> add(file, guest(whole, name, guest)));
        }
    }

    private Guest guest(SourceRange at, String host, JsonNode said) {
        String name = said.path("name").asText();
        if (!name.matches(NAME)) {
            diagnostics.error(at, "a guest of host " + host + " has no \"name\" that could be one: " + said);
        }
        Set<String> unknown = new TreeSet<>();
        said.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            diagnostics.warning(at, "guest " + name + ": nothing becomes of " + String.join(", ", unknown));
        }
        String address = said.path("ipaddress").asText();
        if (!address.isEmpty() && !address.matches(ADDRESS)) {
            diagnostics.error(at, "guest " + name + ": '" + address + "' is no IPv4 address");
        }
        int memory = number(at, name, said, "memoryGb", 1);
        return new Guest(host, name, said.path("description").asText(), said.path("hostname").asText(), address, number(at, name, said, "vcpus", 1), memory,
                Math.max(memory, number(at, name, said, "maxMemoryGb", memory)), number(at, name, said, "numDisks", 0), number(at, name, said, "diskSize", 0));
    }

    private int number(SourceRange at, String guest, JsonNode said, String key, int otherwise) {
        JsonNode value = said.path(key);
        String text = value.asText().strip();
        if (value.isMissingNode() || text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,6}")) {
            diagnostics.error(at, "guest " + guest + ": '" + key + "' is a whole number, not " + value);
            return otherwise;
        }
        return Integer.parseInt(text);
    }

    private void add(String file, Guest guest) {
        Guest known = guests.putIfAbsent(guest.name(), guest);
        if (known == null) {
            files.put(guest.name(), file);
        } else if (!known.equals(guest)) {
            List<String> both = new ArrayList<>(List.of(files.get(guest.name()) + " says " + known, file + " says " + guest));
            diagnostics.error(new SourceRange(file, 0, 0, 0), "guest " + guest.name() + " is said in two ways: " + String.join(", ", both), "leave one of both out");
        }
    }
}
