package io.berth.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What SSH takes from its surroundings.
 *
 * @param home the user's home directory; below it lies {@code .ssh}
 * @param system where the system's {@code ssh_config} and {@code ssh_known_hosts} lie
 * @param user the name to log in with where nothing says another
 * @param environment of it, {@code SSH_AUTH_SOCK} is used, and what {@code IdentityAgent} names
 * @param connectTimeout for reaching a host and for each step of the greeting; {@code ConnectTimeout} wins
 * @param aliveInterval between two looks whether a host is still there; {@code ServerAliveInterval} wins
 * @param aliveCount how many intervals without an answer make a host lost; {@code ServerAliveCountMax} wins
 * @param grace between TERM and KILL for a command that is to end, whole seconds
 * @param passphrase asked for the passphrase of an encrypted key; empty: there is none, the key is skipped
 * @param notices gets what the user should know and is no error, such as a host key that was added
 */
public record SshOptions(Path home, Path system, String user, Map<String, String> environment, Duration connectTimeout,
                         Duration aliveInterval, int aliveCount, Duration grace,
                         Function<Path, Optional<char[]>> passphrase, Consumer<String> notices) {

    public SshOptions {
        environment = Map.copyOf(environment);
        if (aliveInterval.toMillis() < 1 || aliveCount < 1 || connectTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("times and counts must be positive");
        }
    }

    /** This user on this machine: 10 s to connect, lost after 3 × 15 s, 20 s of grace. */
    public static SshOptions ofThisUser(Function<Path, Optional<char[]>> passphrase, Consumer<String> notices) {
        return new SshOptions(Path.of(System.getProperty("user.home")), Path.of("/etc/ssh"),
            System.getProperty("user.name"), System.getenv(), Duration.ofSeconds(10), Duration.ofSeconds(15), 3,
            Duration.ofSeconds(20), passphrase, notices);
    }
}
