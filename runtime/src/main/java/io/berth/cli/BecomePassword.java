package io.berth.cli;

import io.berth.event.Redaction;
import io.berth.model.Become;
import io.berth.model.Host;
import io.berth.model.Secret;
import io.berth.transport.Session;
import io.berth.transport.Transport;
import java.io.IOException;
import java.util.Optional;

/**
 * Gives the password that the caller gave to whoever becomes another user without one, and keeps every such password out of what is
 * told.
 *
 * @param password {@link Secret#NONE}: there is none
 */
record BecomePassword(Transport hosts, Secret password, Redaction redaction) implements Transport {

    @Override
    public Session session(Host host, Optional<Become> become) throws IOException, InterruptedException {
        Optional<Become> known = become.map(as -> as.password().isNone() ? new Become(as.method(), as.user(), password) : as);
        known.map(Become::password).filter(secret -> Redaction.canKeep(secret.text()))
                .ifPresent(secret -> redaction.add(secret.name().isEmpty() ? BecomeOptions.NAME : secret.name(), secret.text()));
        return hosts.session(host, known);
    }

    @Override
    public void close() {
        hosts.close();
    }
}
