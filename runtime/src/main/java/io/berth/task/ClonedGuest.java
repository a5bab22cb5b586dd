package io.berth.task;

import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.libvirt.DomainDisk;
import io.berth.libvirt.DomainMark;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.Made;
import io.berth.libvirt.WrittenXml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A guest that is to be like another but for what makes it this one: name, UUID, MACs, the disks that it writes, NVRAM.
 *
 * @param definition what libvirt gets
 * @param text the same as it is written: the source's but for what is changed of it, with the comments in what others keep in its metadata
 * @param copies of the disks, in their order
 * @param nvram the source's; empty: it has none of its own
 * @param newNvram its copy
 */
record ClonedGuest(Element definition, String text, List<Copy> copies, String nvram, String newNvram) {

    /** A disk that is copied as it is, hence in the format that the source's definition says. */
    record Copy(String format, String from, String to) { }

    /**
     * @param macs of its cards, in their order, as many as the source has
     * @param linked whether files that disks lie over stay below their copies
     */
    static ClonedGuest of(FoundDomain source, String name, List<String> macs, boolean linked) throws TaskFailure {
        List<Copy> copies = new ArrayList<>();
        WrittenXml written = source.written();
        Element devices = written.root().child("devices").orElse(Element.of("devices", Map.of()));
        List<Element> changed = new ArrayList<>();
        int nic = 0;
        for (Element device : devices.children()) {
            switch (device.name()) {
                case "disk" -> changed.add(disk(new DomainDisk(device), source.name(), name, linked, copies));
                case "interface" -> changed.add(nic(device, macs.get(nic++)));
                case "channel" -> changed.add(device.attribute("type").equals("unix") ? device.without("source") : device);
                case "graphics" -> changed.add(graphics(device));
                case "vsock" -> changed.add(device.with(Element.of("cid", Map.of("auto", "yes")), "cid"));
                default -> changed.add(device);
            }
        }
        String uuid = UUID.randomUUID().toString();
        Element domain = written.root().with(devices.withChildren(changed)).with(Element.text("name", name)).with(Element.text("uuid", uuid), "name");
        if (domain.child("genid").isPresent()) {
            domain = domain.with(Element.of("genid", Map.of()));
        }
        domain = system(domain, uuid);
        String nvram = source.stored().textAt("os", "nvram");
        String newNvram = nvram.isEmpty() ? "" : renamed(nvram, source.name(), name, "VARS");
        if (!nvram.isEmpty()) {
            Element os = domain.child("os").orElseThrow();
            domain = domain.with(os.with(os.child("nvram").orElseThrow().withText(newNvram)));
        }
        Made made = new Made("clone of " + source.name(), copies.stream().map(Copy::to).toList());
        Element definition = made.onto(DomainMark.off(domain));
        return new ClonedGuest(definition, written.element(definition), copies, nvram, newNvram);
    }

    private static Element disk(DomainDisk disk, String source, String name, boolean linked, List<Copy> copies) throws TaskFailure {
        if (!disk.own()) {
            return disk.element();
        }
        if (!disk.type().equals("file") || disk.path().isEmpty()) {
            throw new Refusal("disk " + disk.target() + " of guest " + source + " is of type " + disk.type() + ": only files are copied",
                    "clone it without that disk: berth guest remove-disk " + source + " " + disk.target());
        }
        if (disk.element().child("encryption").isPresent() || disk.element().at("source", "encryption").findAny().isPresent()) {
            throw new Refusal("disk " + disk.target() + " of guest " + source + " is encrypted: its copy would need a secret of its own", "clone it by hand: virt-clone");
        }
        Set<String> formats = Set.of("raw", "qcow2");
        if (!formats.contains(disk.format())) {
            throw new Refusal("disk " + disk.target() + " of guest " + source + " is of format " + disk.format() + ": only raw and qcow2 are copied", "convert it first: qemu-img convert");
        }
        Copy copy = new Copy(disk.format(), disk.path(), renamed(disk.path(), source, name, disk.target() + "." + disk.format()));
        copies.add(copy);
        Element placed = disk.element().with(disk.element().child("source").orElseThrow().withAttribute("file", copy.to()).without("seclabel"));
        return linked ? placed : placed.without("backingStore");
    }

    /** Beside it: the same name with the guest's in it, or else the new guest's name and what it is. */
    private static String renamed(String path, String source, String name, String what) {
        String file = HostPath.name(path);
        boolean named = file.startsWith(source) && !file.substring(source.length()).matches("[A-Za-z0-9].*");
        return HostPath.in(HostPath.parent(path), named ? name + file.substring(source.length()) : name + "-" + what);
    }

    private static Element nic(Element nic, String mac) {
        return nic.with(Element.of("mac", Map.of("address", mac))).without("target");
    }

    /** A port can be listened at once only. */
    private static Element graphics(Element graphics) {
        if (graphics.attribute("port").isEmpty() || graphics.attribute("port").equals("-1")) {
            return graphics;
        }
        Map<String, String> attributes = new LinkedHashMap<>(graphics.attributes());
        attributes.keySet().removeAll(Set.of("port", "tlsPort"));
        attributes.put("autoport", "yes");
        return graphics.withAttributes(attributes);
    }

    /** What the firmware tells of the machine must be the UUID that libvirt has. */
    private static Element system(Element domain, String uuid) {
        if (domain.child("sysinfo").isEmpty()) {
            return domain;
        }
        Element sysinfo = domain.child("sysinfo").get();
        return domain.with(sysinfo.withChildren(sysinfo.children().stream().map(part -> part.withChildren(part.children().stream()
                .map(entry -> part.name().equals("system") && entry.attribute("name").equals("uuid") ? entry.withText(uuid) : entry).toList())).toList()));
    }
}
