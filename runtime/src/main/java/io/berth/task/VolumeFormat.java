package io.berth.task;

import java.util.Locale;

/** What a new volume is. */
enum VolumeFormat {
    /** qcow2, and raw in a volume group. */
    AUTO,
    RAW,
    QCOW2;

    /** As qemu-img calls it. */
    String of(boolean logical) {
        return this == AUTO ? (logical ? "raw" : "qcow2") : name().toLowerCase(Locale.ROOT);
    }
}
