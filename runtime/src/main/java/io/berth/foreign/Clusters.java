package io.berth.foreign;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What {@code clusters.conf} of vmcli says: of each cluster its hosts and how they are worked on. As an inventory: each cluster is a group. */
public final class Clusters {

    private static final Set<String> KNOWN = Set.of("host_names", "pssh_time_out", "bin", "vnc_over_ssh", "guests_shutdown_delay", "migration_ports");

    private final Diagnostics diagnostics;
    private final String file;
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

    private Clusters(String file, Diagnostics diagnostics) {
        this.file = file;
        this.diagnostics = diagnostics;
    }

    /**
     * The inventory in Ansible's INI, which berth reads.
     *
     * @param file what the configuration is called in diagnostics
     * @param diagnostics gets what is wrong, and what has no counterpart
     */
    public static String inventory(String file, String text, Diagnostics diagnostics) {
        Clusters clusters = new Clusters(file, diagnostics);
        diagnostics.source(file, text);
        clusters.read(text);
        return clusters.inventory();
    }

    private void read(String text) {
        Map<String, String> section = null;
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            SourceRange at = new SourceRange(file, number, 0, 0);
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                section = new LinkedHashMap<>();
                if (sections.putIfAbsent(line.substring(1, line.length() - 1).strip(), section) != null) {
                    diagnostics.error(at, "section " + line + " is there twice");
                }
                continue;
            }
            int equals = line.indexOf('=') < 0 ? line.indexOf(':') : line.indexOf('=');
            if (section == null || equals <= 0) {
                diagnostics.error(at, section == null ? "this is in no section" : "this is neither a section nor 'key = value'");
                continue;
            }
            if (section.putIfAbsent(line.substring(0, equals).strip().toLowerCase(Locale.ROOT), line.substring(equals + 1).strip()) != null) {
                diagnostics.error(at, "'" + line.substring(0, equals).strip() + "' is said twice in this section");
            }
        }
    }

    private String inventory() {
        List<String> lines = new ArrayList<>();
        sections.forEach((name, said) -> {
            if (!name.equals("global")) {
                add(name, said, lines);
            }
        });
        return String.join("\n", lines) + "\n";
    }

    private void add(String cluster, Map<String, String> said, List<String> lines) {
        SourceRange at = new SourceRange(file, 0, 0, 0);
        if (!cluster.matches(Manifests.NAME)) {
            diagnostics.error(at, "cluster '" + cluster + "' has no name that a group can have");
        }
        lines.add("[" + cluster + "]");
        for (String host : said.getOrDefault("host_names", "").split("\\s*,\\s*")) {
            if (host.matches(Manifests.NAME)) {
                lines.add(host);
            } else {
                diagnostics.error(at, "cluster " + cluster + ": " + (host.isEmpty() ? "it has no host_names" : "'" + host + "' is no name of a host"));
            }
        }
        String ports = said.getOrDefault("migration_ports", "").replace(" ", "");
        if (!ports.isEmpty()) {
            if (!ports.matches("[0-9]{1,5}-[0-9]{1,5}")) {
                diagnostics.error(at, "cluster " + cluster + ": migration_ports are two numbers and a dash, not '" + ports + "'");
            }
            lines.add("[" + cluster + ":vars]");
            lines.add("migration_ports=" + ports);
        }
        Set<String> unknown = new TreeSet<>(said.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            diagnostics.warning(at, "cluster " + cluster + ": nothing becomes of " + String.join(", ", unknown));
        }
        if (said.containsKey("guests_shutdown_delay")) {
            diagnostics.warning(at, "cluster " + cluster + ": the delay between guests is said where they are shut down: berth host shutdown-guests " + cluster + " --delay "
                    + said.get("guests_shutdown_delay"));
        }
        if (said.containsKey("bin") && !said.get("bin").matches("qemu-system-x86_64|kvm|qemu-kvm")) {
            diagnostics.warning(at, "cluster " + cluster + ": guests are started by the program of their host's own processors, not by '" + said.get("bin") + "'");
        }
    }
}
