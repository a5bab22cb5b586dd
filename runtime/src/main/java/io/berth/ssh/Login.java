package io.berth.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.Service;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthNone;

/**
 * Logs in by the keys that OpenSSH would try, in its order: the agent's that are named in the configuration, the agent's
 * others, then those in files.
 */
final class Login {

    private final SSHClient client;
    private final Endpoint endpoint;
    private final KeyFiles keyFiles;
    private final List<String> tried = new ArrayList<>();

    Login(SSHClient client, Endpoint endpoint, KeyFiles keyFiles) {
        this.client = client;
        this.endpoint = endpoint;
        this.keyFiles = keyFiles;
    }

    /** @throws IOException that says what was tried, if the host lets nobody in */
    void run() throws IOException {
        List<KeyFiles.KeyFile> named = named();
        try (Agent agent = agent()) {
            List<Agent.Key> keys = keys(agent);
            List<Identity> order = new ArrayList<>(keys.stream().filter(key -> isAmong(named, key)).toList());
            if (!endpoint.onlyThese()) {
                keys.stream().filter(key -> !isAmong(named, key)).forEach(order::add);
            }
            named.stream().filter(file -> !isAmong(order, file)).filter(this::usable).forEach(order::add);
            for (Identity identity : order) {
                if (tryOne(new PublicKeyMethod(identity), identity.label())) {
                    return;
                }
            }
        }
        // Some hosts want no proof; and all say now what they would take.
        if (tried.stream().noneMatch(text -> text.endsWith("refused")) && tryOne(new AuthNone(), "no key")) {
            return;
        }
        throw new IOException("it does not let " + endpoint.user() + " in. Tried: " + String.join("; ", tried)
            + ". It takes: " + String.join(", ", client.getUserAuth().getAllowedMethods()));
    }

    private boolean tryOne(AuthMethod method, String label) throws IOException {
        try {
            if (client.getUserAuth().authenticate(endpoint.user(), (Service) client.getConnection(), method,
                    client.getTransport().getTimeoutMs())) {
                return true;
            }
            tried.add(label + ": refused");
        } catch (UserAuthException e) {
            if (!client.isConnected()) {
                tried.add(label);
                throw new IOException(e.getMessage() + ". Tried: " + String.join("; ", tried), e);
            }
            tried.add(label + ": " + e.getMessage());
        }
        return false;
    }

    private List<KeyFiles.KeyFile> named() {
        List<KeyFiles.KeyFile> named = new ArrayList<>();
        for (Path path : endpoint.identities()) {
            try {
                keyFiles.find(path).ifPresentOrElse(named::add, () -> tried.add(path + ": does not exist"));
            } catch (IOException e) {
                tried.add(path + ": " + e.getMessage());
            }
        }
        return named;
    }

    /** Null if there is none: what is tried with resources may be null. */
    private Agent agent() {
        if (endpoint.agent().isEmpty()) {
            tried.add("no agent");
            return null;
        }
        try {
            return Agent.at(endpoint.agent());
        } catch (IOException e) {
            tried.add("agent at " + endpoint.agent() + ": " + e.getMessage());
            return null;
        }
    }

    private List<Agent.Key> keys(Agent agent) {
        try {
            return agent == null ? List.of() : agent.keys();
        } catch (IOException e) {
            tried.add("agent at " + endpoint.agent() + ": " + e.getMessage());
            return List.of();
        }
    }

    private boolean usable(KeyFiles.KeyFile file) {
        if (!file.secret()) {
            tried.add(file.label() + ": is a public key, and no agent has its private half");
        }
        return file.secret();
    }

    private static boolean isAmong(List<? extends Identity> identities, Identity wanted) {
        return identities.stream().anyMatch(identity -> Arrays.equals(identity.wire(), wanted.wire()));
    }
}
