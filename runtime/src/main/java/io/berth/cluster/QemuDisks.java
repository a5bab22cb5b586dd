package io.berth.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The disks that a command line of QEMU names: absolute paths, relative ones as they are said, or what is behind a network
 * ({@code rbd:pool/image}).
 *
 * @param writes that it writes, alone
 * @param shares likewise, but says that others may
 * @param reads that it only reads: CD-ROMs, what is read-only, backing files
 * @param formats of those whose backing files it does not name
 */
record QemuDisks(Set<String> writes, Set<String> shares, Set<String> reads, Map<String, String> formats) {

    private static final Set<String> PLAIN = Set.of("", "hda", "hdb", "hdc", "hdd", "fda", "fdb", "mtdblock", "sd", "pflash");
    /** What devices are that only read. */
    private static final Set<String> READERS = Set.of("ide-cd", "scsi-cd");

    static QemuDisks of(QemuLine line) {
        QemuDisks disks = new QemuDisks(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
        boolean snapshot = line.says("snapshot");
        Map<String, OptionList> devices = new HashMap<>();
        line.said("device").forEach(value -> {
            OptionList device = OptionList.of(value, "driver");
            devices.put(device.get("drive"), device);
        });
        Nodes nodes = new Nodes(new LinkedHashMap<>());
        for (QemuLine.Option option : line.options()) {
            switch (option.name()) {
                case "drive" -> disks.drive(OptionList.of(option.value(), ""), devices, snapshot);
                case "blockdev" -> {
                    OptionList node = OptionList.of(option.value(), "driver");
                    nodes.all().put(node.get("node-name").isEmpty() ? "#" + nodes.all().size() : node.get("node-name"), node);
                }
                case "cdrom" -> disks.add(option.value(), disks.reads);
                default -> {
                    if (PLAIN.contains(option.name())) {
                        disks.whole(option.value(), "", snapshot ? disks.reads : disks.writes);
                    }
                }
            }
        }
        nodes.add(disks, devices);
        return disks;
    }

    private void drive(OptionList drive, Map<String, OptionList> devices, boolean snapshot) {
        OptionList device = devices.getOrDefault(drive.get("id"), OptionList.of("", ""));
        boolean reads = snapshot || drive.is("snapshot") || drive.is("readonly") || drive.is("read-only") || drive.get("media").equals("cdrom")
                || READERS.contains(device.get("driver"));
        Set<String> mode = reads ? this.reads : device.is("share-rw") ? shares : writes;
        String file = drive.get("file");
        if (!file.isEmpty()) {
            whole(file, drive.get("format"), mode);
        } else {
            tree(drive, mode);
        }
    }

    /** A disk by the name of its file alone. */
    private void whole(String file, String format, Set<String> mode) {
        if (file.startsWith("json:")) {
            tree(OptionList.of(file.substring("json:".length()), ""), mode);
            return;
        }
        add(file, mode);
        if (!format.equals("raw")) {
            formats.put(place(file), format);
        }
    }

    /** One that is said key by key: what lies below {@code backing} is only read. */
    void tree(OptionList said, Set<String> mode) {
        said.all().forEach((key, value) -> {
            boolean behind = (key + ".").contains("backing.");
            String level = key.contains(".") ? key.substring(0, key.lastIndexOf('.') + 1) : "";
            if (key.equals(level + "filename")) {
                add(value, behind ? reads : mode);
            } else if (key.equals(level + "driver") && Network.DRIVERS.containsKey(value)) {
                add(Network.place(value, level, said), behind ? reads : mode);
            } else if (key.equals(level + "dir")) {
                add(value, behind ? reads : mode);
            }
        });
    }

    private void add(String file, Set<String> mode) {
        String place = place(file);
        if (!place.isEmpty() && !place.equals("/dev/null")) {
            mode.add(place);
        }
    }

    /** Without what only says how it is read. */
    private static String place(String file) {
        for (String prefix : List.of("file:", "host_device:", "host_cdrom:")) {
            if (file.startsWith(prefix)) {
                return file.substring(prefix.length()).replaceFirst("^//(?=/)", "");
            }
        }
        if (file.startsWith("rbd:")) {
            return file.replaceFirst("^(rbd:[^:]*):.*", "$1");
        }
        return file;
    }

    /** The graph of {@code -blockdev}: a node's mode goes down to the file it is in, and not to what backs it. */
    private record Nodes(Map<String, OptionList> all) {

        void add(QemuDisks disks, Map<String, OptionList> devices) {
            Set<String> below = new HashSet<>();
            all.values().forEach(node -> node.all().forEach((key, value) -> {
                if (all.containsKey(value) && !key.equals("node-name")) {
                    below.add(value);
                }
            }));
            all.keySet().stream().filter(name -> !below.contains(name)).forEach(name -> {
                OptionList device = devices.getOrDefault(name, OptionList.of("", ""));
                walk(name, READERS.contains(device.get("driver")) ? disks.reads : device.is("share-rw") ? disks.shares : disks.writes, disks, new HashSet<>());
            });
        }

        private void walk(String name, Set<String> mode, QemuDisks disks, Set<String> seen) {
            OptionList node = all.get(name);
            if (!seen.add(name)) {
                return;
            }
            Set<String> own = node.is("read-only") ? disks.reads : mode;
            disks.tree(node, own);
            node.all().forEach((key, value) -> {
                if (all.containsKey(value) && !key.equals("node-name")) {
                    walk(value, key.equals("backing") || key.endsWith(".backing") ? disks.reads : own, disks, seen);
                }
            });
        }
    }

    /** What is not on the host: named so that two hosts that mean the same say the same. */
    private static final class Network {

        /** By driver, the keys that name a disk. */
        static final Map<String, List<String>> DRIVERS = Map.of(
                "rbd", List.of("pool", "namespace", "image"),
                "iscsi", List.of("portal", "target", "lun"),
                "nbd", List.of("host", "port", "server.host", "server.port", "export"),
                "ssh", List.of("server.host", "server.port", "path"),
                "gluster", List.of("server.0.host", "volume", "path"));

        static String place(String driver, String level, OptionList said) {
            StringBuilder place = new StringBuilder();
            for (String key : DRIVERS.get(driver)) {
                String value = said.get(level + key);
                if (!value.isEmpty()) {
                    place.append(place.length() == 0 ? "" : "/").append(value);
                }
            }
            return driver + ":" + place;
        }
    }
}
