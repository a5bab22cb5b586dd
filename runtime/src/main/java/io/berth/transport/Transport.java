package io.berth.transport;

import io.berth.model.Become;
import io.berth.model.Host;
import java.io.IOException;
import java.util.Optional;

/** A way to reach hosts. Thread-safe. */
public interface Transport extends AutoCloseable {

    /**
     * The session of a host, opened if there is none yet or the last one was lost; one for all who ask.
     *
     * @throws Unreachable if it cannot be reached
     * @throws HostKeyRefused if it is not who it should be
     */
    default Session session(Host host) throws IOException, InterruptedException {
        return session(host, Optional.empty());
    }

    /**
     * The same as another user; {@code become} empty: as the one who logs in.
     *
     * @throws BecomeRefused if the host does not let that user in
     */
    Session session(Host host, Optional<Become> become) throws IOException, InterruptedException;

    /** Ends all sessions; commands that still run on hosts are told to end. */
    @Override
    void close();
}
