package io.berth.task;

import io.berth.libvirt.Amounts;
import io.berth.libvirt.Amounts;
import io.berth.libvirt.DomainComparison;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import io.berth.model.Guest;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a guest's new definition changes, each with when it counts.
 *
 * @param all in the order of telling
 */
record GuestChanges(List<One> all) {

    /** When a change counts. */
    enum When {
        /** At once, also while it runs. */
        LIVE,
        /** From its next start on; while it runs, it stays as it is. */
        NEXT_BOOT,
        /** It is another machine to its system: not made while it runs, so that an accident does not start it as one. */
        NEEDS_STOP,
        /** The guest loses something that it wrote. */
        LOSES_DATA
    }

    /**
     * A change.
     *
     * @param what half a sentence
     * @param lost of one by which data are lost, what has to be said in {@code mayLose}; else empty
     * @param live brings it about at once; none unless it is {@link When#LIVE}
     */
    record One(When when, String what, String lost, Optional<Command> live) {

        static One live(String what, Command command) {
            return new One(When.LIVE, what, "", Optional.of(command));
        }

        static One of(When when, String what) {
            return new One(when, what, "", Optional.empty());
        }

        static One losing(String what, String lost) {
            return new One(When.LOSES_DATA, what, lost, Optional.empty());
        }
    }

    /** Buses that take a disk from a running system's view of them. */
    private static final Set<String> HOT_BUSES = Set.of("virtio", "scsi");
    /** What the classes below tell in their own words. */
    private static final List<String> TOLD = List.of("memory", "currentMemory", "vcpu", "metadata", "devices/disk", "devices/interface", "os");

    /** @param wanted what libvirt is to be given, of a guest that it knows */
    static GuestChanges of(Element wanted, FoundDomain found) {
        List<One> all = new ArrayList<>();
        memory(wanted, found, all);
        vcpus(wanted, found, all);
        disks(wanted, found, all);
        nics(wanted, found, all);
        firmware(wanted, found, all);
        List<String> others = DomainComparison.of(wanted, found.stored()).differences().stream().map(GuestChanges::path)
                .filter(path -> TOLD.stream().noneMatch(told -> path.equals(told) || path.startsWith(told + "[") || path.startsWith(told + "@") || path.startsWith(told + "/")))
                .map(path -> path.startsWith("devices/") ? path.substring("devices/".length()) : path).distinct().toList();
        others.forEach(path -> all.add(One.of(path.startsWith("cpu") ? When.NEEDS_STOP : When.NEXT_BOOT, path)));
        return new GuestChanges(List.copyOf(all));
    }

    private static String path(String difference) {
        int end = difference.indexOf(": ");
        return end < 0 ? difference : difference.substring(0, end);
    }

    private static void memory(Element wanted, FoundDomain found, List<One> into) {
        Size now = Amounts.memory(found.stored());
        Size then = Amounts.memory(wanted);
        Size most = Amounts.mostMemory(found.stored());
        Size mostThen = Amounts.mostMemory(wanted);
        if (!now.equals(then)) {
            String what = "memory " + now + " -> " + then;
            into.add(found.active() && then.compareTo(Amounts.mostMemory(found.live())) <= 0
                    ? One.live(what, Virsh.call("setmem", "--live", "--domain", found.uuid(), "--size", then.toKib() + "KiB")) : One.of(When.NEXT_BOOT, what));
        }
        if (!most.equals(mostThen)) {
            into.add(One.of(When.NEXT_BOOT, "memory at most " + most + " -> " + mostThen));
        }
    }

    private static void vcpus(Element wanted, FoundDomain found, List<One> into) {
        int now = Amounts.vcpus(found.stored());
        int then = Amounts.vcpus(wanted);
        int most = Amounts.mostVcpus(found.stored());
        int mostThen = Amounts.mostVcpus(wanted);
        if (now != then) {
            String what = "vcpus " + now + " -> " + then;
            boolean live = found.active() && then > Amounts.vcpus(found.live()) && then <= Amounts.mostVcpus(found.live());
            into.add(live ? One.live(what, Virsh.call("setvcpus", "--live", "--domain", found.uuid(), "--count", Integer.toString(then))) : One.of(When.NEXT_BOOT, what));
        }
        if (most != mostThen) {
            into.add(One.of(When.NEXT_BOOT, "vcpus at most " + most + " -> " + mostThen));
        }
    }

    private static void disks(Element wanted, FoundDomain found, List<One> into) {
        Map<String, Element> before = byKey(found.stored(), "disk", GuestChanges::target);
        Map<String, Element> after = byKey(wanted, "disk", GuestChanges::target);
        Set<String> sourcesBefore = sources(before);
        Set<String> sourcesAfter = sources(after);
        before.forEach((target, disk) -> {
            Element now = after.get(target);
            boolean kept = now != null && source(now).equals(source(disk));
            if (!kept && isDisk(disk) && !source(disk).isEmpty()) {
                into.add(sourcesAfter.contains(source(disk)) ? One.of(When.NEEDS_STOP, source(disk) + " is no longer disk " + target)
                        : One.losing(now == null ? "disk " + target + " goes; " + source(disk) + " stays" : "disk " + target + " is " + source(now) + ", no longer " + source(disk), target));
            } else if (!kept) {
                into.add(One.of(When.NEXT_BOOT, now == null ? target + " goes" : "in " + target + " " + source(now)));
            } else if (!disk.attributeOf("target", "bus").equals(now.attributeOf("target", "bus"))) {
                into.add(One.of(When.NEEDS_STOP, "disk " + target + " on bus " + now.attributeOf("target", "bus")));
            } else if (differs(now, disk)) {
                into.add(One.of(When.NEXT_BOOT, "disk " + target));
            }
        });
        after.forEach((target, disk) -> {
            if (!before.containsKey(target)) {
                boolean hot = found.active() && isDisk(disk) && HOT_BUSES.contains(disk.attributeOf("target", "bus")) && !sourcesBefore.contains(source(disk));
                into.add(hot ? One.live("disk " + target + " comes", attach(disk, found)) : One.of(When.NEXT_BOOT, (isDisk(disk) ? "disk " : "cdrom ") + target + " comes"));
            }
        });
    }

    private static void nics(Element wanted, FoundDomain found, List<One> into) {
        Map<String, Element> before = byKey(found.stored(), "interface", GuestChanges::mac);
        Map<String, Element> after = byKey(wanted, "interface", GuestChanges::mac);
        before.forEach((mac, nic) -> {
            if (!after.containsKey(mac)) {
                into.add(One.of(When.NEXT_BOOT, "card " + mac + " goes"));
            } else if (!nic.attributeOf("model", "type").equals(after.get(mac).attributeOf("model", "type"))) {
                into.add(One.of(When.NEEDS_STOP, "card " + mac + " as " + after.get(mac).attributeOf("model", "type")));
            } else if (differs(after.get(mac), nic)) {
                into.add(One.of(When.NEXT_BOOT, "card " + mac));
            }
        });
        after.forEach((mac, nic) -> {
            if (!before.containsKey(mac)) {
                into.add(found.active() ? One.live("card " + mac + " comes", attach(nic, found)) : One.of(When.NEXT_BOOT, "card " + mac + " comes"));
            }
        });
    }

    private static void firmware(Element wanted, FoundDomain found, List<One> into) {
        Element os = wanted.child("os").orElse(Element.of("os", Map.of()));
        Element old = found.stored().child("os").orElse(Element.of("os", Map.of()));
        boolean nvram = old.child("nvram").isPresent();
        boolean efi = os.attribute("firmware").equals("efi") || os.child("nvram").isPresent();
        if (nvram && !efi) {
            into.add(One.losing("no UEFI: the firmware's variables go", Guest.NVRAM));
        } else if (differs(os, old)) {
            into.add(One.of(When.NEEDS_STOP, efi != nvram ? "UEFI" : "how it boots"));
        }
    }

    private static boolean differs(Element wanted, Element stored) {
        return !DomainComparison.of(wanted, stored).differences().isEmpty();
    }

    private static Command attach(Element device, FoundDomain found) {
        return Virsh.call("attach-device", "--live", "--domain", found.uuid(), "--file", "/dev/stdin").reading(device.print());
    }

    private static Map<String, Element> byKey(Element domain, String kind, Function<Element, String> key) {
        Map<String, Element> all = new LinkedHashMap<>();
        domain.at("devices", kind).forEach(device -> all.put(key.apply(device), device));
        return all;
    }

    private static Set<String> sources(Map<String, Element> disks) {
        return disks.values().stream().map(GuestChanges::source).collect(Collectors.toSet());
    }

    private static String target(Element disk) {
        return disk.attributeOf("target", "dev");
    }

    private static String mac(Element nic) {
        return nic.attributeOf("mac", "address").toLowerCase(java.util.Locale.ROOT);
    }

    /** The file or device of a disk; empty: it has none. */
    static String source(Element disk) {
        String file = disk.attributeOf("source", "file");
        return file.isEmpty() ? disk.attributeOf("source", "dev") : file;
    }

    private static boolean isDisk(Element disk) {
        return !Set.of("cdrom", "floppy").contains(disk.attribute("device"));
    }

    List<One> when(When when) {
        return all.stream().filter(one -> one.when() == when).toList();
    }

    /** In words: {@code memory 1 GiB -> 2 GiB, live; disk vdb comes, at next boot}. */
    String told(boolean running) {
        List<String> parts = new ArrayList<>();
        for (When when : When.values()) {
            String what = when(when).stream().map(One::what).collect(Collectors.joining(", "));
            String counts = !running ? "" : when == When.LIVE ? ", live" : when == When.NEXT_BOOT ? ", at next boot" : "";
            if (!what.isEmpty()) {
                parts.add(what + counts);
            }
        }
        return parts.isEmpty() ? "the template has changed" : String.join("; ", parts);
    }
}
