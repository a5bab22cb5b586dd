package io.berth.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.model.Guest;
import io.berth.model.GuestSeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a seed of the kind NoCloud for a guest. What cloud-init calls YAML is JSON here, which is YAML, too. */
final class GuestSeedText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private GuestSeedText() {
    }

    /** The files by their names, each ending with a line end. The instance is the guest: cloud-init does its work once on a disk that is new to it. */
    static Map<String, String> of(Guest guest) {
        GuestSeed seed = guest.seed();
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("instance-id", "berth-" + guest.name());
        meta.put("local-hostname", seed.hostname());
        Map<String, String> files = new LinkedHashMap<>();
        files.put("meta-data", json(meta));
        files.put("user-data", "#cloud-config\n" + json(userData(seed)));
        if (!seed.cards().isEmpty()) {
            files.put("network-config", NetworkFiles.netplan(seed.cards(), ""));
        }
        return files;
    }

    private static Map<String, Object> userData(GuestSeed seed) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (seed.users().stream().anyMatch(user -> user.name().equals("root"))) {
            data.put("disable_root", false);
        }
        if (seed.users().stream().anyMatch(user -> !user.password().isEmpty())) {
            data.put("ssh_pwauth", true);
        }
        data.put("users", seed.users().stream().map(GuestSeedText::user).toList());
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

    private static Map<String, Object> user(GuestSeed.User user) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", user.name());
        data.put("shell", user.shell());
        data.put("lock_passwd", user.password().isEmpty());
        if (!user.password().isEmpty()) {
            data.put("passwd", user.password());
        }
        if (!user.groups().isEmpty()) {
            data.put("groups", String.join(",", user.groups()));
        }
        if (user.sudo()) {
            data.put("sudo", "ALL=(ALL) NOPASSWD:ALL");
        }
        if (!user.keys().isEmpty()) {
            data.put("ssh_authorized_keys", user.keys());
        }
        return data;
    }

    private static String json(Object data) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(data) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts, lists and maps are always JSON
        }
    }
}
