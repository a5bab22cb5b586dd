package io.berth.ssh;

import io.berth.model.Host;
import io.berth.transport.Unreachable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds where a host is reached: what its record says, then the ssh configuration, then OpenSSH's defaults. */
final class Endpoints {

    private static final List<String> USUAL_KEYS = List.of("id_rsa", "id_ecdsa", "id_ed25519");
    private static final Pattern TOKEN = Pattern.compile("%(.)|\\$\\{([A-Za-z0-9_]+)}");
    private static final Pattern JUMP = Pattern.compile("(?:ssh://)?(?:([^@]+)@)?(\\[[^]]+]|[^:]+)(?::(\\d+))?/?");
    private static final int JUMPS = 8;

    private final SshOptions options;
    private final SshConfig config;
    private final Map<List<Object>, Endpoint> known = new ConcurrentHashMap<>();

    Endpoints(SshOptions options) {
        this.options = options;
        this.config = new SshConfig(options.home(), options.system(), options.notices());
    }

    Endpoint of(Host host) throws Unreachable {
        Given given = new Given(host.name(), host.address(), host.port(), host.user(), host.identityFile(), host.knownHosts(), host.jump());
        Endpoint endpoint = known.get(given.parts());
        if (endpoint == null) {
            endpoint = resolve(given, 0);
            known.put(given.parts(), endpoint);
        }
        return endpoint;
    }

    /** What is said without the configuration; it wins over that. */
    private record Given(String name, String address, int port, String user, String identity, String knownHosts, String jump) {

        List<Object> parts() {
            return List.of(name, address, port, user, identity, knownHosts, jump);
        }
    }

    private Endpoint resolve(Given given, int depth) throws Unreachable {
        if (depth > JUMPS) {
            throw new Unreachable(given.name(), given.name() + ": the jump hosts of the ssh configuration go in a circle", null);
        }
        SshConfig.Settings settings = settings(given);
        String address = given.address().isEmpty()
            ? expand(settings.one("hostname", given.name()), Map.of("h", given.name())) : given.address();
        int port = given.port() != 0 ? given.port() : number(given, settings, "port", 22);
        String user = given.user().isEmpty() ? settings.one("user", options.user()) : given.user();
        Map<String, String> tokens = Map.of("h", address, "n", given.name(), "r", user, "p", String.valueOf(port),
            "d", options.home().toString(), "u", options.user());
        Duration connect = Duration.ofSeconds(number(given, settings, "connecttimeout", 0));
        Duration interval = Duration.ofSeconds(number(given, settings, "serveraliveinterval", 0));
        return new Endpoint(given.name(), address, port, user,
            identities(given, settings, tokens),
            !given.identity().isEmpty() || settings.one("identitiesonly", "no").equals("yes"),
            agent(settings, tokens),
            knownHosts(given, settings, tokens),
            Set.of("accept-new", "no", "off").contains(settings.one("stricthostkeychecking", "ask")),
            settings.one("hostkeyalias", ""),
            via(given, settings, depth),
            connect.isZero() ? options.connectTimeout() : connect,
            interval.isZero() ? options.aliveInterval() : interval,
            number(given, settings, "serveralivecountmax", options.aliveCount()));
    }

    private SshConfig.Settings settings(Given given) throws Unreachable {
        Set<String> names = new LinkedHashSet<>(List.of(given.name()));
        if (!given.address().isEmpty()) {
            names.add(given.address());
        }
        try {
            return config.of(names);
        } catch (IOException e) {
            throw new Unreachable(given.name(), "cannot read the ssh configuration: " + e.getMessage(), e);
        }
    }

    private List<Path> identities(Given given, SshConfig.Settings settings, Map<String, String> tokens) {
        List<String> named = given.identity().isEmpty() ? settings.all("identityfile") : List.of(given.identity());
        if (named.isEmpty()) {
            return USUAL_KEYS.stream().map(name -> options.home().resolve(".ssh").resolve(name)).toList();
        }
        return paths(named.stream(), tokens);
    }

    private List<Path> knownHosts(Given given, SshConfig.Settings settings, Map<String, String> tokens) {
        if (!given.knownHosts().isEmpty()) {
            return paths(Stream.of(given.knownHosts()), tokens);
        }
        List<String> user = settings.all("userknownhostsfile");
        List<String> global = settings.all("globalknownhostsfile");
        List<Path> all = new ArrayList<>();
        all.addAll(paths((user.isEmpty() ? List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2") : user).stream(), tokens));
        all.addAll(paths((global.isEmpty() ? List.of(options.system() + "/ssh_known_hosts",
            options.system() + "/ssh_known_hosts2") : global).stream(), tokens));
        return List.copyOf(all);
    }

    private List<Path> paths(Stream<String> texts, Map<String, String> tokens) {
        return texts.filter(text -> !text.equals("none")).map(text -> path(expand(text, tokens))).toList();
    }

    private Path path(String text) {
        return text.startsWith("~/") ? options.home().resolve(text.substring(2)) : options.home().resolve(text);
    }

    private String agent(SshConfig.Settings settings, Map<String, String> tokens) {
        String said = settings.one("identityagent", "SSH_AUTH_SOCK");
        if (said.equals("none")) {
            return "";
        }
        if (said.equals("SSH_AUTH_SOCK")) {
            return options.environment().getOrDefault("SSH_AUTH_SOCK", "");
        }
        if (said.startsWith("$") && !said.startsWith("${")) {
            return options.environment().getOrDefault(said.substring(1), "");
        }
        return path(expand(said, tokens)).toString();
    }

    /** The last of the jump hosts, reached through those before it; the first one's own jump hosts count too. */
    private List<Endpoint> via(Given given, SshConfig.Settings settings, int depth) throws Unreachable {
        String jumps = given.jump().isEmpty() ? String.join(",", settings.all("proxyjump")) : given.jump();
        if (jumps.isEmpty() && !settings.one("proxycommand", "none").equals("none")) {
            throw new Unreachable(given.name(), given.name()
                + ": berth does not understand ProxyCommand; use ProxyJump in the ssh configuration", null);
        }
        if (jumps.isEmpty() || jumps.equals("none")) {
            return List.of();
        }
        List<Endpoint> via = List.of();
        for (String jump : jumps.split(",")) {
            Given jumping = jump(given, jump.strip());
            if (jumping.name().equals(given.name())) {
                // ProxyJump for all hosts is meant for all others.
                return List.of();
            }
            Endpoint next = resolve(jumping, depth + 1);
            via = List.of(via.isEmpty() ? next : new Endpoint(next.name(), next.address(), next.port(), next.user(),
                next.identities(), next.onlyThese(), next.agent(), next.knownHosts(), next.addUnknown(), next.alias(), via,
                next.connectTimeout(), next.aliveInterval(), next.aliveCount()));
        }
        return via;
    }

    private static Given jump(Given of, String text) throws Unreachable {
        Matcher parts = JUMP.matcher(text);
        if (!parts.matches()) {
            throw new Unreachable(of.name(), of.name() + ": not a jump host: " + text, null);
        }
        String name = parts.group(2).startsWith("[") ? parts.group(2).substring(1, parts.group(2).length() - 1) : parts.group(2);
        return new Given(name, "", parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)),
            parts.group(1) == null ? "" : parts.group(1), "", "", "");
    }

    /** Replaces {@code %x} and <code>${NAME}</code>; what is not known stays as it is. */
    private String expand(String text, Map<String, String> tokens) {
        return TOKEN.matcher(text).replaceAll(found -> {
            String value = found.group(2) != null ? options.environment().get(found.group(2))
                : found.group(1).equals("%") ? "%" : tokens.get(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    }

    private static int number(Given given, SshConfig.Settings settings, String keyword, int otherwise) throws Unreachable {
        String text = settings.one(keyword, String.valueOf(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Unreachable(given.name(), given.name() + ": not a number in the ssh configuration: " + keyword + " " + text, e);
        }
    }
}
