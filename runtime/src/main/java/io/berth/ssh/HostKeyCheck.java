package io.berth.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/**
 * Whether a host is who it should be. sshj's own check ignores {@code @revoked} beside another line of the host, and
 * does not find a host of which only an RSA key is known.
 */
final class HostKeyCheck implements HostKeyVerifier {

    private final Endpoint endpoint;
    private final Consumer<String> notices;
    private final KnownHosts known;
    private volatile String refusal = "";
    private volatile String verified = "";

    HostKeyCheck(Endpoint endpoint, KnownHosts known, Consumer<String> notices) {
        this.endpoint = endpoint;
        this.notices = notices;
        this.known = known;
    }

    /** Why the key was refused; empty if it was not. */
    String refusal() {
        return refusal;
    }

    /** Type and Base64 text of the key that was taken. */
    String verified() {
        return verified;
    }

    /**
     * The names the key is looked for under, the first one that has lines decides: the address, and the host's name in
     * berth, under which the user's own ssh may know it.
     */
    private List<String> names() {
        return !endpoint.alias().isEmpty() ? List.of(endpoint.alias())
            : Stream.of(endpoint.address(), endpoint.name()).map(name -> KnownHosts.name(name, endpoint.port())).distinct().toList();
    }

    /** Names whose lines are taken if they match, and say nothing if not: on another port there may be another host. */
    private List<String> namesWithoutPort() {
        return !endpoint.alias().isEmpty() || endpoint.port() == 22 ? List.of()
            : Stream.of(endpoint.address(), endpoint.name()).distinct().toList();
    }

    private Stream<String> allNames() {
        return Stream.concat(names().stream(), namesWithoutPort().stream());
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return allNames().map(known::lines).filter(lines -> !lines.isEmpty()).findFirst().orElse(List.of()).stream()
            .map(KnownHosts.Line::type).distinct().flatMap(type -> Algorithms.hostKeyAlgorithms(type).stream()).toList();
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        boolean usual = key instanceof Ed25519Keys.Open;
        byte[] wire = usual ? ((Ed25519Keys.Open) key).wire() : new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        String type = (usual ? KeyType.ED25519 : KeyType.fromKey(key)).toString();
        refusal = judge(type, wire);
        if (refusal.isEmpty()) {
            verified = type + " " + Base64.getEncoder().encodeToString(wire);
        }
        return refusal.isEmpty();
    }

    /** Why the key is refused; empty if it is not. */
    String judge(String type, byte[] wire) {
        Optional<KnownHosts.Line> revoked = allNames().flatMap(name -> known.revoked(name, wire).stream()).findFirst();
        if (revoked.isPresent()) {
            return "the key of " + endpoint + " is revoked: " + revoked.get().place();
        }
        List<KnownHosts.Line> deciding = names().stream().map(known::lines).filter(lines -> !lines.isEmpty()).findFirst()
            .orElse(List.of());
        if (has(deciding, wire) || deciding.isEmpty() && namesWithoutPort().stream().anyMatch(name -> has(known.lines(name), wire))) {
            return "";
        }
        return deciding.isEmpty() ? unknown(type, wire) : changed(type, wire, deciding);
    }

    private static boolean has(List<KnownHosts.Line> lines, byte[] wire) {
        return lines.stream().anyMatch(line -> Arrays.equals(line.key(), wire));
    }

    private String changed(String type, byte[] wire, List<KnownHosts.Line> others) {
        KnownHosts.Line line = others.stream().filter(other -> other.type().equals(type)).findFirst().orElse(others.get(0));
        return "the key of " + endpoint + " is not the known one: it shows " + type + " " + fingerprint(wire) + ", known is "
            + line.type() + " " + fingerprint(line.key()) + " (" + line.place() + "). Either it was installed anew, or someone"
            + " else answers in its place. If you know that it was: ssh-keygen -R '" + names().get(0) + "' -f " + line.file();
    }

    private String unknown(String type, byte[] wire) {
        String name = names().get(0);
        String line = name + " " + type + " " + Base64.getEncoder().encodeToString(wire);
        if (!endpoint.addUnknown() || endpoint.knownHosts().isEmpty()) {
            return "the key of " + endpoint + " is not known: " + type + " " + fingerprint(wire)
                + ". If that is its fingerprint: echo '" + line + "' >>" + file();
        }
        try {
            KnownHosts.add(endpoint.knownHosts().get(0), line);
        } catch (IOException e) {
            return "the key of " + endpoint + " is not known and cannot be added to " + file() + ": " + e;
        }
        notices.accept("added the key of " + endpoint + " to " + file() + ": " + type + " " + fingerprint(wire));
        return "";
    }

    private String file() {
        return endpoint.knownHosts().stream().findFirst().map(Path::toString).orElse("~/.ssh/known_hosts");
    }

    /** As {@code ssh-keygen -l} prints it. */
    static String fingerprint(byte[] wire) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(wire);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
