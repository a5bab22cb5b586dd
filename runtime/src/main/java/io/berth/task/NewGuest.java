package io.berth.task;

import io.berth.libvirt.Element;
import io.berth.libvirt.Made;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The definition of a guest that is made from what was said of it: virtio for all, a serial console, a channel for the guest's agent, a screen on
 * the host's loopback only.
 *
 * @param kvm whether the host lends its processor; else it is emulated
 * @param disks their definitions, in their order
 * @param nics likewise
 * @param iso path of what is in its CD-ROM; empty: it has none
 * @param boot libvirt's words, in the order in which they are tried
 * @param volumes paths of what was made for it
 */
record NewGuest(String name, String arch, boolean kvm, boolean uefi, Size memory, Size most, int cpus, List<Element> disks, List<Element> nics, String iso, List<String> boot,
                List<String> volumes) {

    Element definition() {
        List<Element> os = new ArrayList<>(List.of(Element.text("type", "hvm").withAttributes(Map.of("arch", arch))));
        boot.forEach(device -> os.add(Element.of("boot", Map.of("dev", device))));
        List<Element> devices = new ArrayList<>(disks);
        if (!iso.isEmpty()) {
            devices.add(cdrom(iso));
        }
        devices.addAll(nics);
        devices.add(Element.of("serial", Map.of("type", "pty")));
        devices.add(Element.of("console", Map.of("type", "pty")));
        devices.add(Element.of("channel", Map.of("type", "unix"), Element.of("target", attributes("type", "virtio", "name", "org.qemu.guest_agent.0"))));
        devices.add(Element.of("graphics", attributes("type", "vnc", "autoport", "yes", "listen", "127.0.0.1")));
        devices.add(Element.of("memballoon", Map.of("model", "virtio")));
        devices.add(Element.of("rng", Map.of("model", "virtio"), Element.text("backend", "/dev/urandom").withAttributes(Map.of("model", "random"))));
        Element domain = Element.of("domain", Map.of("type", kvm ? "kvm" : "qemu"), Element.text("name", name), Element.text("uuid", UUID.randomUUID().toString()),
                kib("memory", most), kib("currentMemory", memory), Element.text("vcpu", Integer.toString(cpus)),
                Element.of("os", uefi ? Map.of("firmware", "efi") : Map.of()).withChildren(os),
                Element.of("features", Map.of(), Element.of("acpi", Map.of()), Element.of("apic", Map.of())),
                Element.of("cpu", Map.of("mode", kvm ? "host-model" : "maximum")),
                Element.of("devices", Map.of()).withChildren(devices));
        return new Made("created", volumes).onto(domain);
    }

    private static Element kib(String name, Size size) {
        return Element.text(name, Long.toString(size.toKib())).withAttributes(Map.of("unit", "KiB"));
    }

    private static Element cdrom(String path) {
        return Element.of("disk", attributes("type", "file", "device", "cdrom"), Element.of("driver", attributes("name", "qemu", "type", "raw")),
                Element.of("source", Map.of("file", path)), Element.of("target", attributes("dev", "sda", "bus", "sata")), Element.of("readonly", Map.of()));
    }

    /** @param said a network's name, or {@code bridge=br0} */
    static Element nic(String said, String mac) {
        boolean bridge = said.startsWith("bridge=");
        return Element.of("interface", Map.of("type", bridge ? "bridge" : "network"), Element.of("mac", Map.of("address", mac)),
                Element.of("source", bridge ? Map.of("bridge", said.substring(7)) : Map.of("network", said)), Element.of("model", Map.of("type", "virtio")));
    }

    private static Map<String, String> attributes(String... namesAndValues) {
        Map<String, String> all = new LinkedHashMap<>();
        Stream.iterate(0, i -> i + 2).limit(namesAndValues.length / 2).forEach(i -> all.put(namesAndValues[i], namesAndValues[i + 1]));
        return all;
    }
}
