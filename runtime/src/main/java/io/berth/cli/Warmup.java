package io.berth.cli;

import io.berth.script.PlaybookLoader;
import io.berth.ssh.SshTransport;

/** Makes use of a second processor before the first host is asked: brings in, beside, what will be needed in any case. */
final class Warmup {

    private Warmup() {
    }

    /** Begins, and does not keep the program from ending. */
    static void begin() {
        Thread thread = new Thread(() -> {
            PlaybookLoader.warmUp();
            SshTransport.warmUp();
        }, "berth-warmup");
        thread.setDaemon(true);
        thread.start();
    }
}
