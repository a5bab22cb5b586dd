package io.berth.cli;

import io.berth.model.Host;
import io.berth.ssh.SshOptions;
import io.berth.ssh.SshTransport;
import io.berth.transport.LocalTransport;
import io.berth.transport.RoutedTransport;
import io.berth.transport.Transport;
import java.util.Map;
import java.util.Optional;

/** The ways to reach hosts, put together. */
final class Connections {

    private Connections() {
    }

    static Transport open(Secrecy secrecy) {
        SshOptions options = SshOptions.ofThisUser(key -> Optional.empty(), notice -> System.err.println("berth: " + notice));
        Transport hosts = new RoutedTransport(Map.of(
                Host.Connection.SSH, new SshTransport(options),
                Host.Connection.LOCAL, new LocalTransport(options.grace())));
        return new BecomePassword(hosts, secrecy.becomePassword(), secrecy.redaction());
    }
}
