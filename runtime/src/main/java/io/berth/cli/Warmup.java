package io.berth.cli;

import io.berth.ssh.SshTransport;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Makes use of a second processor before the first host is asked: brings in, beside, what will be needed in any case. */
final class Warmup {

    private Warmup() {
    }

    /** Begins, and does not keep the program from ending. @param words of the command line */
    static void begin(String... words) {
        Thread thread = new Thread(() -> {
            Cache.PARSER.warmUp(Stream.of(words).filter(word -> word.endsWith(".groovy")).map(Path::of).toList());
            SshTransport.warmUp();
        }, "berth-warmup");
        thread.setDaemon(true);
        thread.start();
    }
}
