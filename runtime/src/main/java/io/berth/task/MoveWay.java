package io.berth.task;

import java.util.Locale;

/** How a guest gets to another host. */
enum MoveWay {
    /** It runs all the time; both hosts have its disks. */
    SHARED,
    /** It runs all the time; qemu copies its disks. */
    COPY,
    /** It is off; its disks are copied where the target has not got them. */
    OFFLINE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
