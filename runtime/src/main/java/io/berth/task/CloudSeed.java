package io.berth.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.model.Identity;
import io.berth.model.Identity.CloudUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a seed of the kind NoCloud. What cloud-init calls YAML is JSON here, which is YAML, too. */
final class CloudSeed {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CloudSeed() {
    }

    /**
     * The files by their names, each ending with a line end.
     *
     * @param instance unlike that of any former redeploy: cloud-init does its work once for each
     */
    static Map<String, String> of(Identity identity, String instance) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("meta-data", json(Map.of("instance-id", instance, "local-hostname", identity.hostname())));
        files.put("user-data", "#cloud-config\n" + json(userData(identity)));
        if (!identity.network().cards().isEmpty()) {
            files.put("network-config", NetworkFiles.netplan(identity.network().cards(), ""));
        }
        return files;
    }

    private static Map<String, Object> userData(Identity identity) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("preserve_hostname", true);
        // they are made already, and the redeploy waits for an answer with them
        data.put("ssh_deletekeys", false);
        if (identity.authorizedKeys().stream().anyMatch(keys -> keys.user().equals("root"))) {
            data.put("disable_root", false);
        }
        data.put("users", identity.cloudInit().users().stream().map(CloudSeed::user).toList());
        if (!identity.cloudInit().packages().isEmpty()) {
            data.put("package_update", true);
            data.put("packages", identity.cloudInit().packages());
        }
        return data;
    }

    private static Map<String, Object> user(CloudUser user) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", user.name());
        data.put("shell", user.shell());
        data.put("lock_passwd", true);
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
