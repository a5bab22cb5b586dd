package io.berth.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the configuration of vmimagemanager says, in either of its dialects, as a site: its slots on one host, their bridges, and the image that they get. */
public final class VmImageManager {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GLOBAL = "VmImageManager";
    private static final String SLOT = "vmim.vm.";
    private static final Set<String> KNOWN = Set.of("hostname", "root", "swap", "hostdisk", "partition", "store_type", "mount", "mac", "ip", "memory", "calocatedmemory", "valocatedmemory", "bridge",
            "vmimages", "vmextracts", "formatfilter", "vm_slot_enabled", "enabled", "host", "vmlist", "virthost", "vmemulator", "hosttransform", "overlay", "inserts", "lvmvolumegroup");
    private static final String MAC = "[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}";
    private static final String DEVICE = "/dev/[^\\p{Cntrl}]+";

    private final String file;
    private final Diagnostics diagnostics;
    private final Map<String, Map<String, Ini.Value>> sections;
    /** The dialect of 0.3: sections begin with vmim, values are JSON. */
    private final boolean json;
    private final Map<String, Ini.Value> common = new LinkedHashMap<>();
    private final Set<String> bridges = new LinkedHashSet<>();
    private final Set<String> stores = new LinkedHashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> macs = new HashSet<>();

    private VmImageManager(String file, String text, Diagnostics diagnostics) {
        this.file = file;
        this.diagnostics = diagnostics;
        this.sections = Ini.sections(file, text, diagnostics);
        this.json = sections.keySet().stream().anyMatch(name -> name.startsWith("vmim."));
        for (String name : json ? List.of("vmim.default", "vmim.local") : List.of(GLOBAL)) {
            common.putAll(sections.getOrDefault(name, Map.of()));
        }
    }

    /**
     * @param file what it is called in diagnostics
     * @param hosts the host whose configuration it is, which it does not say; none: this machine
     * @param template path of the slots' template, as the playbook names it
     * @param diagnostics gets what is wrong, and what has no counterpart
     */
    public static String playbook(String file, String text, List<String> hosts, String template, Diagnostics diagnostics) {
        return new VmImageManager(file, text, diagnostics).playbook(hosts, template);
    }

    private String playbook(List<String> hosts, String template) {
        String host = hosts.isEmpty() ? "localhost" : hosts.get(0);
        if (hosts.size() > 1 || !host.matches(Manifests.NAME)) {
            diagnostics.error(new SourceRange(file, 0, 0, 0), "a configuration is one host's: name that (--host kvm1)");
        }
        List<String> slots = new ArrayList<>();
        sections.forEach((name, said) -> {
            if (json ? name.startsWith(SLOT) : !name.equals(GLOBAL) && !name.equals("DEFAULT")) {
                slot(name, said, host, slots);
            }
        });
        if (names.isEmpty()) {
            diagnostics.error(new SourceRange(file, 0, 0, 0), "no section of it is a slot" + (json ? "" : ": vm_slot_enabled is on in none"));
        }
        SiteText site = new SiteText().hosts(Map.of(host, hosts.isEmpty() ? ", connection: 'local'" : ""));
        if (bridges.remove("")) {
            site.usual(List.of(host));
        }
        bridges.forEach(bridge -> site.bridge(bridge, List.of(host)));
        site.say("").note("", "what is deployed where nothing else is said; stored images become releases: berth image import imported FILE, or DIRECTORY");
        stores.forEach(store -> site.note("", "they lie in " + store));
        site.say("image('imported') { store " + SiteText.quoted(host) + " }");
        return site.template("worker", template).say(slots).text();
    }

    private void slot(String section, Map<String, Ini.Value> said, String host, List<String> lines) {
        SourceRange at = said.values().stream().findFirst().map(Ini.Value::at).orElse(new SourceRange(file, 0, 0, 0));
        String name = text(said, "hostname", json ? "" : section);
        lines.add("");
        if (!json && !text(said, "vm_slot_enabled", "").toLowerCase(Locale.ROOT).matches("yes|on|1|true")) {
            lines.add(SiteText.remark("section " + section + " is no slot there: vm_slot_enabled is not on", ""));
            return;
        }
        if (!name.matches(Manifests.NAME)) {
            diagnostics.error(at, "section " + section + " has no HostName that a slot can have, but '" + name + "'");
        }
        if (!names.add(name)) {
            diagnostics.warning(at, "section " + section + " is slot " + name + ", which another section is already: nothing becomes of it");
            lines.add(SiteText.remark("section " + section + " is slot " + name + ", too", ""));
            return;
        }
        Set<String> unknown = new TreeSet<>(said.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            diagnostics.warning(at, "slot " + name + ": nothing becomes of " + String.join(", ", unknown));
        }
        lines.add("slot(" + SiteText.quoted(name) + ") {");
        lines.add("    on " + SiteText.quoted(host));
        lines.add("    disk " + disk(name, said, at));
        lines.add("    memory " + memory(said, at));
        cards(said, at, lines);
        lines.add("    template 'worker'");
        lines.add("    image 'imported'");
        for (String key : List.of("overlay", "inserts")) {
            if (!text(said, key, "").isEmpty()) {
                lines.add(SiteText.remark("what is laid over it lay in " + text(said, key, "") + ": insert 'DIRECTORY'", "    "));
            }
        }
        if (!text(said, "hosttransform", "").isEmpty()) {
            lines.add(SiteText.remark("its definition was changed by " + text(said, "hosttransform", "") + ": see to it in the template", "    "));
        }
        lines.add("}");
        String store = text(said, "vmimages", "");
        if (!store.isEmpty()) {
            stores.add(store);
        }
    }

    private String disk(String name, Map<String, Ini.Value> said, SourceRange at) {
        String whole = text(said, "hostdisk", "");
        String device = whole.isEmpty() ? text(said, "root", "") : whole;
        String partition = text(said, "partition", whole.isEmpty() ? "0" : "1");
        if (!device.matches(DEVICE)) {
            diagnostics.error(place(said, whole.isEmpty() ? "root" : "hostdisk", at), "slot " + name + " wants a device: root or HostDisk below /dev, not '" + device + "'");
        }
        if (!partition.matches("[0-9]{1,3}")) {
            diagnostics.error(place(said, "partition", at), "slot " + name + ": 'partition' is a whole number, not '" + partition + "'");
        }
        String swap = text(said, "swap", "");
        if (!swap.isEmpty() && !swap.matches(DEVICE)) {
            diagnostics.error(place(said, "swap", at), "slot " + name + ": 'swap' is a device below /dev, not '" + swap + "'");
        }
        String format = text(said, "formatfilter", "").replaceFirst("^\\S*mkfs\\.(ext2|ext3|ext4|xfs|btrfs)\\b.*", "$1");
        return "device: " + SiteText.quoted(device) + ", partition: " + partition + (format.matches("[a-z]+[0-9]?") ? ", filesystem: " + SiteText.quoted(format) : "")
                + (whole.isEmpty() || !text(said, "store_type", "kpartx").equals("kpartx") ? "" : ", map: 'kpartx'") + (swap.isEmpty() ? "" : ", swap: " + SiteText.quoted(swap));
    }

    /** As libvirt has it, in KiB. */
    private String memory(Map<String, Ini.Value> said, SourceRange at) {
        String memory = text(said, "memory", text(said, "valocatedmemory", ""));
        if (memory.isEmpty()) {
            return "512.MiB                     // it is not said there";
        }
        if (!memory.matches("[1-9][0-9]{0,9}")) {
            diagnostics.error(place(said, said.containsKey("memory") ? "memory" : "valocatedmemory", at), "memory is a number of KiB, not '" + memory + "'");
        }
        return memory + ".KiB";
    }

    private void cards(Map<String, Ini.Value> said, SourceRange at, List<String> lines) {
        String bridge = text(said, "bridge", "");
        if (!bridge.matches("[A-Za-z0-9._-]{0,15}")) {
            diagnostics.error(place(said, "bridge", at), "'" + bridge + "' is no name of a bridge");
        }
        bridges.add(bridge);
        String card = "    nic network: " + SiteText.quoted(bridge.isEmpty() ? "default" : bridge);
        List<String> own = texts(said.getOrDefault("mac", common.get("mac")));
        if (own.isEmpty()) {
            lines.add(card);
        }
        for (String mac : own) {
            if (!mac.matches(MAC)) {
                diagnostics.error(place(said, "mac", at), "'" + mac + "' is no MAC");
            }
            boolean first = macs.add(mac.toLowerCase(Locale.ROOT));
            if (!first) {
                diagnostics.warning(place(said, "mac", at), "another slot has MAC " + mac + ": this one gets one of its own");
            }
            lines.add(card + (first ? ", mac: " + SiteText.quoted(mac) : ""));
        }
        if (!text(said, "ip", "").isEmpty()) {
            lines.add(SiteText.remark("ip " + text(said, "ip", "") + ": identity { … } says it to the system (docs/guide/identity.md)", "    "));
        }
    }

    private SourceRange place(Map<String, Ini.Value> said, String key, SourceRange otherwise) {
        Ini.Value value = said.getOrDefault(key, common.get(key));
        return value == null ? otherwise : value.at();
    }

    private String text(Map<String, Ini.Value> said, String key, String otherwise) {
        List<String> values = texts(said.getOrDefault(key, common.get(key)));
        return values.isEmpty() || values.get(0).isEmpty() ? otherwise : values.get(0);
    }

    private List<String> texts(Ini.Value value) {
        if (value == null || value.text().isEmpty()) {
            return List.of();
        }
        if (json) {
            try {
                JsonNode read = JSON.readTree(value.text());
                List<String> texts = new ArrayList<>();
                (read.isArray() ? read : List.of(read)).forEach(one -> texts.add(one.asText()));
                return texts;
            } catch (JsonProcessingException e) {
                // as people write it: without its quotes
                return List.of(value.text());
            }
        }
        return List.of(value.text().replaceFirst("^\"(.*)\"$", "$1"));
    }
}
