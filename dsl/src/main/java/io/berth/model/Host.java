package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A hypervisor.
 *
 * @param name its name in playbooks and output
 * @param address where it is reached; empty: what the ssh configuration says for its name, else the name
 * @param port TCP port of its sshd; 0: what the ssh configuration says, else 22
 * @param user empty: what the ssh configuration says, else the caller's name
 * @param identityFile private key; empty: the ssh configuration's, the agent's, the usual files
 * @param knownHosts known_hosts file; empty: the ssh configuration's, else the user's and the system's
 * @param connection how it is reached
 * @param become who tasks are done as there, unless they say; empty: as the user who logs in
 * @param jump jump hosts as {@code ProxyJump} has them; empty: the ssh configuration's
 * @param vars variables of this host, visible to templates; its groups' are merged in, the host's own win, those of the
 *     command line over all; the value of one may be null
 */
public record Host(String name, String address, int port, String user, String identityFile, String knownHosts,
                   Connection connection, Optional<Become> become, String jump, Map<String, Object> vars, SourceRange at) {

    public enum Connection { SSH, LOCAL }

    public Host {
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    }

    /** Without jump hosts of its own. */
    public Host(String name, String address, int port, String user, String identityFile, String knownHosts, Connection connection,
                Optional<Become> become, Map<String, Object> vars, SourceRange at) {
        this(name, address, port, user, identityFile, knownHosts, connection, become, "", vars, at);
    }
}
