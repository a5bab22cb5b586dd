package io.berth.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.berth.cluster.QemuLine;
import io.berth.cluster.QemuProcess;
import io.berth.cluster.SeenGuest;
import io.berth.libvirt.Amounts;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is told of a guest; of one without libvirt, what its command line says. */
record GuestFacts(SeenGuest guest) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it has, or would be started with; nothing where that is not known. */
    Size memory() {
        return definition().map(Amounts::memory).orElseGet(() -> line().map(QemuLine::memory).orElse(new Size(0)));
    }

    int vcpus() {
        return definition().map(Amounts::vcpus).orElseGet(() -> line().map(QemuLine::vcpus).orElse(1));
    }

    /** What a program says that libvirt does not know. */
    private Optional<QemuLine> line() {
        return guest.raw() ? guest.process().map(QemuProcess::line) : Optional.empty();
    }

    private Optional<Element> definition() {
        return guest.domain().map(FoundDomain::live);
    }

    boolean autostart() {
        return is(FoundDomain::autostart);
    }

    private boolean is(Function<FoundDomain, Boolean> what) {
        return guest.domain().map(what).orElse(false);
    }

    /** What is out of the ordinary. */
    String notes() {
        List<String> notes = new ArrayList<>();
        if (guest.raw()) {
            notes.add("without libvirt");
        } else if (!is(FoundDomain::persistent)) {
            notes.add("transient");
        }
        if (is(FoundDomain::saved)) {
            notes.add("saved");
        }
        int snapshots = guest.domain().map(found -> found.snapshots().size()).orElse(0);
        if (snapshots > 0) {
            notes.add(snapshots == 1 ? "1 snapshot" : snapshots + " snapshots");
        }
        return String.join(", ", notes);
    }

    ObjectNode json() {
        ObjectNode object = JSON.createObjectNode().put("guest", guest.name()).put("host", guest.host()).put("state", guest.state())
                .put("active", guest.active()).put("libvirt", !guest.raw()).put("uuid", guest.domain().map(FoundDomain::uuid).orElse(""))
                .put("memoryKib", memory().toKib()).put("maxMemoryKib", definition().map(Amounts::mostMemory).orElse(memory()).toKib())
                .put("vcpus", vcpus()).put("maxVcpus", definition().map(Amounts::mostVcpus).orElse(vcpus()))
                .put("autostart", autostart()).put("persistent", is(FoundDomain::persistent)).put("saved", is(FoundDomain::saved))
                .put("pid", guest.process().map(QemuProcess::pid).orElse(0L));
        ArrayNode snapshots = object.putArray("snapshots");
        guest.domain().ifPresent(found -> found.snapshots().forEach(snapshots::add));
        ArrayNode disks = object.putArray("disks");
        devices("disk").forEach(disk -> disks.addObject().put("target", disk.attributeOf("target", "dev")).put("device", disk.attributes().getOrDefault("device", "disk"))
                .put("source", source(disk)).put("format", disk.attributeOf("driver", "type")));
        line().map(QemuLine::claims).ifPresent(claims -> {
            claims.writes().forEach(path -> disks.addObject().put("device", "disk").put("source", path));
            claims.shares().forEach(path -> disks.addObject().put("device", "shared disk").put("source", path));
            claims.reads().forEach(path -> disks.addObject().put("device", "read-only").put("source", path));
        });
        ArrayNode nics = object.putArray("nics");
        devices("interface").forEach(nic -> nics.addObject().put("mac", nic.attributeOf("mac", "address")).put("kind", nic.attribute("type")).put("source", source(nic)));
        line().map(QemuLine::claims).ifPresent(claims -> claims.macs().forEach(mac -> nics.addObject().put("mac", mac)));
        line().ifPresent(said -> object.put("monitor", said.qmp().isEmpty() ? said.monitor() : said.qmp()).put("vnc", said.vnc()));
        ArrayNode displays = object.putArray("displays");
        definition().flatMap(Display::of).ifPresent(display -> displays.addObject().put("kind", display.kind()).put("address", display.address()).put("port", display.port()));
        return object;
    }

    private List<Element> devices(String kind) {
        return definition().map(domain -> domain.at("devices", kind).toList()).orElse(List.of());
    }

    /** What stands behind a device: a file, a volume, a network; empty: nothing. */
    private static String source(Element device) {
        Map<String, String> said = device.child("source").map(Element::attributes).orElse(Map.of());
        if (said.containsKey("pool")) {
            return said.get("pool") + "/" + said.getOrDefault("volume", "");
        }
        for (String key : List.of("file", "dev", "dir", "name", "network", "bridge")) {
            if (said.containsKey(key)) {
                return said.get(key);
            }
        }
        return "";
    }
}
