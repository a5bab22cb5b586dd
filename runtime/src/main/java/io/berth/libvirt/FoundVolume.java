package io.berth.libvirt;

/**
 * A volume as libvirt knows it since it last looked into its pool.
 *
 * @param pool UUID of its pool
 * @param xml its definition
 */
public record FoundVolume(String pool, Element xml) {

    /** Unique in its pool. */
    public String name() {
        return xml.textAt("name");
    }

    /** Absolute path on its host. */
    public String path() {
        return xml.textAt("target", "path");
    }

    /** By its content, never by its name: {@code raw}, {@code qcow2}, {@code iso}; of a volume group {@code raw}. */
    public String format() {
        String format = xml.at("target", "format").findFirst().map(found -> found.attribute("type")).orElse("");
        return format.isEmpty() || format.equals("unknown") ? "raw" : format;
    }

    /** Of the disk that it is, in bytes. */
    public long capacity() {
        return bytes("capacity");
    }

    /** What it takes of its pool, in bytes. */
    public long allocation() {
        return bytes("allocation");
    }

    /** Absolute path of what it stands on; empty: nothing. */
    public String backing() {
        return xml.textAt("backingStore", "path");
    }

    /** {@code file}, {@code block}, {@code dir}, … */
    public String type() {
        return xml.attribute("type");
    }

    private long bytes(String part) {
        String number = xml.textAt(part);
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }
}
