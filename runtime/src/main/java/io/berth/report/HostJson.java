package io.berth.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.berth.model.Playbook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Hosts, groups and variables in the JSON of {@code ansible-inventory --list}: groups by name, and {@code _meta.hostvars}. */
public final class HostJson {

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("    ", "\n")).withArrayIndenter(new DefaultIndenter("    ", "\n")));

    private HostJson() {
    }

    /** @param shown names of the hosts that are told of; groups without such a host have none */
    public static String of(Playbook hosts, Set<String> shown) {
        HostTree tree = new HostTree(hosts);
        Map<String, Object> all = new TreeMap<>();
        Map<String, Object> variables = new TreeMap<>();
        for (String host : shown) {
            if (!hosts.host(host).vars().isEmpty()) {
                variables.put(host, tree.variables(host));
            }
        }
        all.put("_meta", Map.of("hostvars", variables));
        for (String group : tree.below(HostTree.ALL)) {
            Map<String, Object> parts = new LinkedHashMap<>();
            put(parts, "children", tree.children(group));
            put(parts, "hosts", tree.own(group).stream().filter(shown::contains).toList());
            if (!parts.isEmpty()) {
                all.put(group, parts);
            }
        }
        try {
            return WRITER.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // plain data can always be written
        }
    }

    private static void put(Map<String, Object> parts, String name, List<String> values) {
        if (!values.isEmpty()) {
            parts.put(name, values);
        }
    }
}
