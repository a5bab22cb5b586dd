package io.berth.task;

import java.util.Locale;

/** How a release holds a system. */
enum ImageForm {
    /** What fits what it comes from: an archive or a directory becomes a tree, a qcow2 disk a disk. */
    AUTO, TREE, ARCHIVE, DISK;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
