package io.berth.cli;

import io.berth.ssh.SshTransport;

/** Makes use of the time before the first host is asked: what the first connection needs is brought in beside. */
final class Warmup {

    private Warmup() {
    }

    /** Begins, and does not keep the program from ending. */
    static void begin() {
        Thread thread = new Thread(SshTransport::warmUp, "berth-warmup");
        thread.setDaemon(true);
        thread.start();
    }
}
