package io.berth.libvirt;

import java.util.List;
import java.util.stream.Stream;

/** A disk as a guest's definition says it. What it leaves out is what libvirt takes it for. */
public record DomainDisk(Element element) {

    /** All of a definition, CD-ROMs and floppies too. */
    public static List<DomainDisk> all(Element domain) {
        return domain.at("devices", "disk").map(DomainDisk::new).toList();
    }

    /** Its name in the guest: {@code vda}. */
    public String target() {
        return element.attributeOf("target", "dev");
    }

    public String bus() {
        return element.attributeOf("target", "bus");
    }

    /** {@code file}, {@code block}, {@code volume}, {@code network}, … */
    public String type() {
        return element.attributes().getOrDefault("type", "file");
    }

    /** Path of its file or device; empty: it has none, as an empty CD-ROM, or is of another type. */
    public String path() {
        String file = element.attributeOf("source", "file");
        return file.isEmpty() ? element.attributeOf("source", "dev") : file;
    }

    /** Paths of all that it reads or writes: its own, and what that lies over, as far as the definition tells. */
    public List<String> paths() {
        return paths(element).toList();
    }

    private static Stream<String> paths(Element of) {
        Stream<String> own = of.all("source").flatMap(source -> Stream.of("file", "dev", "dir").map(source::attribute)).filter(path -> !path.isEmpty());
        return Stream.concat(own, of.all("backingStore").flatMap(DomainDisk::paths));
    }

    /** As its definition says, whatever the file looks like: a guest can write any header into a raw disk. */
    public String format() {
        String format = element.attributeOf("driver", "type");
        return format.isEmpty() ? "raw" : format;
    }

    /** Whether it is the guest's alone to write: no CD-ROM, no floppy, neither read-only nor shared. */
    public boolean own() {
        String device = element.attributes().getOrDefault("device", "disk");
        return (device.equals("disk") || device.equals("lun")) && element.child("readonly").isEmpty() && element.child("shareable").isEmpty();
    }
}
