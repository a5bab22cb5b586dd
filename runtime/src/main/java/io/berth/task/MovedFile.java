package io.berth.task;

import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that a guest needs where it runs.
 *
 * @param target the disk's name in the guest; empty: it is no disk's
 * @param size of the disk in it, bytes
 * @param snapshots how many it has inside
 */
record MovedFile(Use use, String path, String format, String target, long size, int snapshots) {

    /** What the guest does with it. */
    enum Use {
        /** It is its own: it goes with the guest. */
        WRITES,
        /** Others may need it, too: it stays for them. */
        READS,
        /** The variables of its firmware. */
        NVRAM
    }

    static List<MovedFile> of(FoundDomain guest, SeenMove here) {
        List<MovedFile> files = new ArrayList<>();
        guest.live().at("devices", "disk").forEach(disk -> {
            String path = path(disk);
            if (!path.isEmpty()) {
                boolean reads = disk.child("readonly").isPresent() || disk.attribute("device").equals("cdrom");
                List<SeenMove.Layer> layers = here.layers(path);
                SeenMove.Layer top = layers.isEmpty() ? new SeenMove.Layer(path, "raw", 0, 0) : layers.get(0);
                String said = disk.attributeOf("driver", "type");
                files.add(new MovedFile(reads ? Use.READS : Use.WRITES, path, said.isEmpty() ? top.format() : said, disk.attributeOf("target", "dev"),
                        top.size(), top.snapshots()));
                layers.stream().skip(1).forEach(layer -> files.add(new MovedFile(Use.READS, layer.path(), layer.format(), "", layer.size(), 0)));
            }
        });
        String nvram = guest.nvram();
        if (!nvram.isEmpty() && here.files().containsKey(nvram)) {
            files.add(new MovedFile(Use.NVRAM, nvram, "raw", "", 0, 0));
        }
        return files;
    }

    private static String path(Element disk) {
        String file = disk.attributeOf("source", "file");
        return file.isEmpty() ? disk.attributeOf("source", "dev") : file;
    }

    String directory() {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }
}
