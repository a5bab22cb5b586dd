package io.berth.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.model.CloudUser;
import io.berth.model.Identity.Card;
import io.berth.model.Identity;
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
        return files(instance, identity.hostname(), userData(identity), identity.network().cards());
    }

    /** The same of what {@code user-data} says. */
    static Map<String, String> files(String instance, String hostname, Map<String, Object> userData, List<Card> cards) {
        Map<String, Object> meta = new LinkedHashMap<>(); // in one order in all processes: the text's digest tells whether it is the same
        meta.put("instance-id", instance);
        meta.put("local-hostname", hostname);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("meta-data", json(meta));
        files.put("user-data", "#cloud-config\n" + json(userData));
        if (!cards.isEmpty()) {
            files.put("network-config", NetworkFiles.netplan(cards, ""));
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

    static Map<String, Object> user(CloudUser user) {
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
