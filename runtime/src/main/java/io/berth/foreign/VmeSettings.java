package io.berth.foreign;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code vme.cfg} of VME Tools says, as a site: its hosts, the pool of its store, its bridge, and the command that makes a guest as its defaults do. Its shell sources
 * the file; here it is read, never run: assignments of what is written there, and nothing else.
 */
public final class VmeSettings {

    private static final Pattern ASSIGNMENT = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\}|([A-Za-z_][A-Za-z0-9_]*))");
    private static final Set<String> KNOWN = Set.of("IPMI_USER", "IPMI_PASS", "VIRT_STORE", "DEFAULT_SERVER", "DEFAULT_VM_TYPE", "DEFAULT_VM_CPU", "DEFAULT_VM_RAM", "DEFAULT_VM_DISK",
            "DEFAULT_VM_IMG_TYPE", "DEFAULT_VM_BRIDGE", "GPG_CIPHER_ALGO", "GPG_RECIPIENT_KEYS", "ARCHIVE_USER", "ARCHIVE_HOST", "ARCHIVE_PORT", "ARCHIVE_KEY", "ARCHIVE_PATH", "ARCHIVE_CMD",
            "KVM_USER", "KVM_GROUP", "KVM_MODE", "DEFAULT_GENDER", "DEBUG", "QUIET");

    private final String file;
    private final Diagnostics diagnostics;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, SourceRange> places = new LinkedHashMap<>();

    private VmeSettings(String file, Diagnostics diagnostics) {
        this.file = file;
        this.diagnostics = diagnostics;
    }

    /**
     * @param file what the settings are called in diagnostics
     * @param hosts names of the zone's hosts, which the settings do not have; empty: the one that is their default
     * @param template path of the guests' template, as the playbook names it
     * @param diagnostics gets what is wrong, and what has no counterpart
     */
    public static String playbook(String file, String text, List<String> hosts, String template, Diagnostics diagnostics) {
        VmeSettings settings = new VmeSettings(file, diagnostics);
        diagnostics.source(file, text);
        settings.read(text);
        return settings.playbook(hosts, template);
    }

    private void read(String text) {
        int number = 0;
        for (String raw : text.lines().toList()) {
            SourceRange at = new SourceRange(file, ++number, 0, 0);
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (!assignment.matches()) {
                diagnostics.error(at, "this is no assignment, such as NAME=\"value\": nothing else is read, and nothing is run");
                continue;
            }
            assign(assignment.group(1), assignment.group(2), at);
        }
    }

    private void assign(String name, String written, SourceRange at) {
        StringBuilder value = new StringBuilder();
        boolean computed = false;
        char quote = 0;
        int i = 0;
        for (; i < written.length(); i++) {
            char c = written.charAt(i);
            if (quote == 0 && (c == ';' || Character.isWhitespace(c))) {
                break;
            }
            if (c == quote || quote == 0 && (c == '\'' || c == '"')) {
                quote = c == quote ? 0 : c;
            } else if (c == '\\' && quote != '\'' && i + 1 < written.length()) {
                value.append(written.charAt(++i));
            } else if (quote != '\'' && (c == '`' || written.startsWith("$(", i))) {
                int end = written.indexOf(c == '`' ? '`' : ')', i + 1);
                computed = true;
                i = end < 0 ? written.length() : end;
            } else if (quote != '\'' && c == '$') {
                Matcher reference = REFERENCE.matcher(written).region(i, written.length());
                boolean known = reference.lookingAt() && values.containsKey(referred(reference));
                computed |= !known;
                value.append(known ? values.get(referred(reference)) : "");
                i = reference.lookingAt() ? reference.end() - 1 : i;
            } else if (quote == 0 && "|&<>()".indexOf(c) >= 0) {
                diagnostics.error(at, "'" + c + "' is not part of an assignment: nothing is run");
                return;
            } else {
                value.append(c);
            }
        }
        if (quote != 0) {
            diagnostics.error(at, "the value of " + name + " does not end on this line: a " + quote + " is missing");
            return;
        }
        String rest = written.substring(Math.min(i, written.length())).replaceFirst("^\\s*;?\\s*", "");
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            diagnostics.error(at, "there is more on this line than an assignment: nothing is run");
            return;
        }
        places.put(name, at);
        values.remove(name);
        if (computed) {
            diagnostics.warning(at, name + " is computed by a shell, and not known here: nothing is run");
        } else {
            values.put(name, value.toString());
        }
    }

    private static String referred(Matcher reference) {
        return reference.group(1) == null ? reference.group(2) : reference.group(1);
    }

    private String said(String name, String otherwise) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    private SourceRange at(String name) {
        return places.getOrDefault(name, new SourceRange(file, 0, 0, 0));
    }

    private String playbook(List<String> named, String template) {
        List<String> hosts = hosts(named);
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(KNOWN);
        unknown.forEach(name -> diagnostics.warning(at(name), "nothing becomes of " + name));
        SiteText site = new SiteText();
        if (values.containsKey("IPMI_USER")) {
            site.note("", "of each host that has a management controller: ipmi: [address: …, user: " + SiteText.quoted(values.get("IPMI_USER")) + ", password: secret('ipmi')]")
                    .note("", "the password is not taken over: keep it where secrets are (docs/guide/secrets.md)");
        }
        Map<String, String> connections = new LinkedHashMap<>();
        hosts.forEach(host -> connections.put(host, ""));
        site.hosts(connections);
        String store = said("VIRT_STORE", "");
        String pool = store.substring(store.lastIndexOf('/') + 1);
        if (!store.isEmpty()) {
            pool(site, store, pool, hosts);
        }
        String bridge = said("DEFAULT_VM_BRIDGE", "");
        if (!bridge.isEmpty()) {
            site.bridge(bridge, hosts);
        }
        site.template("server", template);
        site.say("").note("", "what create_guest makes by default: " + create(pool, bridge));
        archive().forEach(line -> site.note("", line));
        return site.text();
    }

    private List<String> hosts(List<String> named) {
        List<String> hosts = named.isEmpty() ? List.of(said("DEFAULT_SERVER", "")) : named;
        hosts.stream().filter(host -> !host.matches(Manifests.NAME)).forEach(host -> diagnostics.error(at("DEFAULT_SERVER"),
                host.isEmpty() ? "this names no host: say the zone's hosts (--host kvm1 --host kvm2)" : "'" + host + "' is no name of a host"));
        return hosts;
    }

    private void pool(SiteText site, String store, String pool, List<String> hosts) {
        if (!store.startsWith("/") || !pool.matches(Manifests.NAME)) {
            diagnostics.error(at("VIRT_STORE"), "VIRT_STORE wants the absolute path of a directory, not '" + store + "'");
        }
        site.say("").say("pool(" + quoted(pool) + ") {").say("    on " + SiteText.quoted(hosts)).say("    dir " + quoted(store))
                .note("    ", "what is there only while the store is mounted, so that nothing is written below: contains '…', and mounted '…' where it is mounted")
                .say("    autostart true").say("}");
    }

    private static String quoted(String value) {
        return SiteText.quoted(value);
    }

    private String create(String pool, String bridge) {
        number("DEFAULT_VM_CPU");
        number("DEFAULT_VM_RAM");
        number("DEFAULT_VM_DISK");
        return "berth guest create NAME --cpus " + said("DEFAULT_VM_CPU", "1") + " --memory " + said("DEFAULT_VM_RAM", "1024") + "M"
                + (pool.isEmpty() ? "" : " --disk " + pool + ":" + said("DEFAULT_VM_DISK", "10") + "G:" + said("DEFAULT_VM_IMG_TYPE", "qcow2"))
                + (bridge.isEmpty() ? "" : " --network bridge=" + bridge) + (said("DEFAULT_VM_TYPE", "kvm").equals("qemu") ? " --emulated" : "");
    }

    private void number(String name) {
        if (!said(name, "1").matches("[1-9][0-9]{0,8}")) {
            diagnostics.error(at(name), name + " wants a whole number, not '" + values.get(name) + "'");
        }
    }

    private List<String> archive() {
        List<String> lines = new ArrayList<>();
        String keys = said("GPG_RECIPIENT_KEYS", "");
        if (!keys.isEmpty()) {
            lines.add("what del_guest keeps: berth guest delete NAME --archive DIR --through gpg --through --encrypt --through --recipient --through " + keys);
        }
        if (values.containsKey("ARCHIVE_HOST")) {
            lines.add("archives go to a directory of this machine, or of the guest's host: copy them on to " + values.get("ARCHIVE_HOST"));
        }
        return lines;
    }
}
