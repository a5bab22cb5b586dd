package io.berth.cli;

import io.berth.model.Host;
import io.berth.ssh.SshOptions;
import io.berth.ssh.SshTransport;
import io.berth.transport.LocalTransport;
import io.berth.transport.RoutedTransport;
import io.berth.transport.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The ways to reach hosts, put together. */
final class Connections {

    /** What a step of a command has left open for the next one. */
    private record Left(Secrecy secrecy, Transport hosts) { }

    private static final AtomicReference<Left> LEFT = new AtomicReference<>();

    private Connections() {
    }

    /** What was left open by a step before of the same command, or new ones. Whoever gets them closes or leaves them. */
    static Transport open(Secrecy secrecy) {
        Left left = LEFT.getAndSet(null);
        if (left != null && left.secrecy() == secrecy) {
            return left.hosts();
        }
        close(left);
        return connect(secrecy);
    }

    /** For a step that comes after this one, which has nothing at work on any host: a verb looks at hosts, and then its run goes on with them. */
    static void leave(Secrecy secrecy, Transport hosts) {
        close(LEFT.getAndSet(new Left(secrecy, hosts)));
    }

    /** At the end of a command: no other step has come. */
    static void closeLeft() {
        close(LEFT.getAndSet(null));
    }

    private static void close(Left left) {
        if (left != null) {
            left.hosts().close();
        }
    }

    private static Transport connect(Secrecy secrecy) {
        SshOptions options = SshOptions.ofThisUser(key -> Optional.empty(), notice -> System.err.println("berth: " + notice));
        Transport hosts = new RoutedTransport(Map.of(
                Host.Connection.SSH, new SshTransport(options),
                Host.Connection.LOCAL, new LocalTransport(options.grace())));
        return new BecomePassword(hosts, secrecy.becomePassword(), secrecy.redaction());
    }
}
