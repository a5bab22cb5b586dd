package io.berth.task;

import io.berth.api.TaskFailure;
import io.berth.model.Identity;
import io.berth.model.Identity.AuthorizedKeys;
import io.berth.model.Identity.Card;
import io.berth.model.Identity.CloudInit;
import io.berth.model.Identity.NetworkSystem;
import io.berth.model.Identity.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An identity as text: {@link #shown} for people and for the slot's record on its host, without its secrets, and {@link #sent} for
 * {@code identity.sh}, with all.
 */
final class IdentityText {

    private final Identity identity;

    IdentityText(Identity identity) {
        this.identity = identity;
    }

    /** What it says beside a name, in few words; empty: nothing. */
    String summary() {
        List<String> parts = new ArrayList<>();
        if (identity.sshKeys() == Identity.SshKeys.KEPT) {
            parts.add("kept host keys");
        }
        if (!identity.authorizedKeys().isEmpty()) {
            parts.add("keys of " + identity.authorizedKeys().stream().map(AuthorizedKeys::user).collect(Collectors.joining(", ")));
        }
        if (!identity.passwords().isEmpty()) {
            parts.add("password of " + identity.passwords().stream().map(Identity.Password::user).collect(Collectors.joining(", ")));
        }
        if (!identity.network().cards().isEmpty()) {
            parts.add("network " + identity.network().cards().stream().map(card -> (card.address().isEmpty() ? "DHCP" : card.address()) + (card.address6().isEmpty() ? "" : " and " + card.address6()))
                    .collect(Collectors.joining(", ")));
        }
        if (identity.cloudInit().seed() != Seed.NONE) {
            parts.add("cloud-init");
        }
        return String.join("; ", parts);
    }

    /** All of it but secrets and the host name, a line for each thing. What the image decides is not in it. */
    List<String> shown() throws TaskFailure {
        List<String> lines = new ArrayList<>();
        lines.add("ssh host keys: " + word(identity.sshKeys()));
        for (AuthorizedKeys keys : identity.authorizedKeys()) {
            lines.add("keys of " + keys.user() + ": " + (keys.exclusive() ? "these and no others" : "these, beside the image's"));
            keysOf(keys).forEach(key -> lines.add("  " + key));
        }
        identity.passwords().forEach(password -> lines.add("password of " + password.user() + ": set"));
        if (!identity.network().cards().isEmpty()) {
            NetworkSystem system = identity.network().system();
            lines.add("network by " + (system == NetworkSystem.AUTO ? "what the tree has" : word(system)));
            identity.network().cards().forEach(card -> lines.add("  " + shown(card)));
        }
        if (!identity.timezone().isEmpty()) {
            lines.add("time zone: " + identity.timezone());
        }
        if (!identity.locale().isEmpty()) {
            lines.add("locale: " + identity.locale());
        }
        CloudInit cloudInit = identity.cloudInit();
        if (cloudInit.seed() != Seed.NONE) {
            lines.add("cloud-init: seed in " + (cloudInit.seed() == Seed.TREE ? "the tree" : "a volume, " + word(cloudInit.seed())));
            cloudInit.users().forEach(user -> {
                lines.add("  user " + user.name() + (user.sudo() ? ", root by sudo" : "") + (user.groups().isEmpty() ? "" : ", in " + String.join(", ", user.groups())));
                user.keys().forEach(key -> lines.add("    " + key));
            });
            if (!cloudInit.packages().isEmpty()) {
                lines.add("  packages " + String.join(" ", cloudInit.packages()));
            }
        }
        return lines;
    }

    private static String shown(Card card) {
        return card.mac() + ": " + (card.address().isEmpty() ? "DHCP" : card.address()) + (card.gateway().isEmpty() ? "" : ", gateway " + card.gateway())
                + (card.address6().isEmpty() ? "" : ", " + card.address6()) + (card.gateway6().isEmpty() ? "" : ", gateway " + card.gateway6())
                + (card.dns().isEmpty() ? "" : ", dns " + String.join(" ", card.dns()))
                + (card.search().isEmpty() ? "" : ", search " + String.join(" ", card.search()));
    }

    /**
     * What the script reads on its standard input. It holds secrets.
     *
     * @param instance what cloud-init takes the system for, unlike any former one
     */
    String sent(String instance) throws TaskFailure {
        List<String> lines = new ArrayList<>();
        shown().forEach(line -> lines.add("shown " + line));
        lines.add("ssh-keys " + word(identity.sshKeys()));
        for (AuthorizedKeys keys : identity.authorizedKeys()) {
            lines.add("authorized " + keys.user() + (keys.exclusive() ? " exclusive" : " add"));
            keysOf(keys).forEach(key -> lines.add("authorized-key " + keys.user() + " " + key));
        }
        identity.passwords().forEach(password -> lines.add("password " + password.user() + " " + password.hash()));
        add(lines, "timezone ", identity.timezone());
        add(lines, "locale ", identity.locale());
        if (identity.cloudInit().seed() != Seed.NONE) {
            lines.add("seed " + word(identity.cloudInit().seed()));
            CloudSeed.of(identity, instance).forEach((name, text) -> text.lines().forEach(line -> lines.add("seed-file " + name + " " + line)));
        } else if (!identity.network().cards().isEmpty()) {
            network(lines); // with cloud-init, it is its affair
        }
        for (String line : lines) {
            if (line.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
                throw new TaskFailure("the identity has a text of several lines, or with control characters", "mend the playbook");
            }
        }
        lines.add("end");
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void network(List<String> lines) {
        NetworkSystem said = identity.network().system();
        lines.add("network " + word(said));
        List<NetworkSystem> systems = said == NetworkSystem.AUTO
                ? Stream.of(NetworkSystem.values()).filter(system -> system != NetworkSystem.AUTO).toList() : List.of(said);
        for (NetworkSystem system : systems) {
            NetworkFiles.of(system, identity.network().cards()).forEach((path, text) ->
                    text.lines().forEach(line -> lines.add("net " + word(system) + " " + path + " " + line)));
        }
    }

    /** The keys that are said, then those of the file, each once. */
    private static Set<String> keysOf(AuthorizedKeys said) throws TaskFailure {
        Set<String> keys = new LinkedHashSet<>();
        said.keys().forEach(key -> keys.add(key.strip()));
        if (!said.file().isEmpty()) {
            try {
                Files.readString(Path.of(said.file()), StandardCharsets.UTF_8).lines().map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(keys::add);
            } catch (IOException | InvalidPathException e) {
                throw new TaskFailure("the keys of " + said.user() + " cannot be read: " + said.file(), "a relative path is from the file that says it");
            }
        }
        for (String key : keys) {
            if (io.berth.task.AuthorizedKeys.key(key).isEmpty()) {
                throw new TaskFailure("what is said as a key of " + said.user() + " is none: " + Program.name(key), "keys are lines as in a .pub file");
            }
        }
        return keys;
    }

    /** What is wrong before any host is asked. */
    void check() throws TaskFailure {
        sent("");
    }

    private static void add(List<String> lines, String word, String value) {
        if (!value.isEmpty()) {
            lines.add(word + value);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
