package io.berth.task;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Element;
import io.berth.model.Template;
import java.util.List;
import java.util.Map;

/** That a template says of a slot's disks what they are: QEMU takes what it is told, and would write a guest's blocks over another format's. */
final class DomainDisks {

    private DomainDisks() {
    }

    /** @param disks as the template sees them */
    static void check(Template template, Element domain, List<Map<String, Object>> disks, Diagnostics into) {
        SourceRange at = new SourceRange(template.file(), 0, 0, 0);
        for (Map<String, Object> disk : disks) {
            String path = String.valueOf(disk.get("path"));
            domain.at("devices", "disk").filter(said -> said.attributeOf("source", "file").equals(path) || said.attributeOf("source", "dev").equals(path))
                    .forEach(said -> check(said, disk, path, at, into));
        }
    }

    private static void check(Element said, Map<String, Object> disk, String path, SourceRange at, Diagnostics into) {
        boolean block = disk.get("type").equals("block");
        if (!said.attribute("type").equals(disk.get("type")) || said.attributeOf("source", block ? "dev" : "file").isEmpty()) {
            into.error(at, "the template says that " + path + " is a disk of type '" + said.attribute("type") + "', and it is of type '" + disk.get("type") + "'",
                    "write <disk type=\"${disk.type}\" …> and <source ${(disk.type == \"block\")?then(\"dev\", \"file\")}=\"${disk.path}\"/>");
        }
        String format = said.attributeOf("driver", "type");
        if (!disk.get("format").equals(format) && !(format.isEmpty() && disk.get("format").equals("raw"))) {
            into.error(at, "the template says that " + path + " is of format '" + (format.isEmpty() ? "raw" : format) + "', and it is " + disk.get("format"),
                    "write <driver name=\"qemu\" type=\"${disk.format}\"/>");
        }
    }
}
