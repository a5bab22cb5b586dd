package io.berth.task;

import io.berth.model.Guest;
import io.berth.model.GuestSeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a seed of the kind NoCloud for a guest. What cloud-init calls YAML is JSON here, which is YAML, too. */
final class GuestSeedText {

    private GuestSeedText() {
    }

    /** The files by their names, each ending with a line end. The instance is the guest: cloud-init does its work once on a disk that is new to it. */
    static Map<String, String> of(Guest guest) {
        GuestSeed seed = guest.seed();
        return CloudSeed.files("berth-" + guest.name(), seed.hostname(), userData(seed), seed.cards());
    }

    private static Map<String, Object> userData(GuestSeed seed) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (seed.users().stream().anyMatch(user -> user.name().equals("root"))) {
            data.put("disable_root", false);
        }
        if (seed.users().stream().anyMatch(user -> !user.password().isEmpty())) {
            data.put("ssh_pwauth", true);
        }
        data.put("users", seed.users().stream().map(CloudSeed::user).toList());
        if (!seed.timezone().isEmpty()) {
            data.put("timezone", seed.timezone());
        }
        // the filesystem takes what the disk has grown by
        Map<String, Object> grow = new LinkedHashMap<>(); // in one order in all processes: the text's digest tells whether it is the same
        grow.put("mode", "auto");
        grow.put("devices", List.of("/"));
        data.put("growpart", grow);
        if (!seed.packages().isEmpty()) {
            data.put("package_update", true);
            data.put("packages", seed.packages());
        }
        if (!seed.commands().isEmpty()) {
            data.put("runcmd", seed.commands());
        }
        return data;
    }
}
