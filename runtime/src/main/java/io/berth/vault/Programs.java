package io.berth.vault;

import io.berth.model.Seconds;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the controller that print a secret. What they print is never part of an error; what they complain of is. */
final class Programs {

    private static final int MOST = 1 << 20;
    private static final ProcessBuilder.Redirect NOTHING = ProcessBuilder.Redirect.from(new File("/dev/null"));

    private Programs() {
    }

    /**
     * What the program wrote to its standard output, which is at most 1 MiB. It reads nothing.
     *
     * @param directory where it is run
     * @throws VaultFailure if it cannot be started, fails, or takes too long, after which it is killed with what it started
     */
    static byte[] output(List<String> argv, Path directory, Duration limit) throws VaultFailure {
        String name = "'" + argv.get(0) + "'";
        Process process;
        try {
            process = new ProcessBuilder(argv).directory(directory.toFile()).redirectInput(NOTHING).start();
        } catch (IOException e) {
            throw new VaultFailure(name + " cannot be started: " + e.getMessage(), e);
        }
        Reading out = Reading.of(process.getInputStream());
        Reading err = Reading.of(process.getErrorStream());
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new VaultFailure(name + " gave nothing within " + Seconds.of(limit) + " and was stopped");
            }
            if (process.exitValue() != 0) {
                String said = new String(err.all(), StandardCharsets.UTF_8).strip();
                throw new VaultFailure(name + " ended with status " + process.exitValue() + (said.isEmpty() ? "" : ": " + said));
            }
            byte[] printed = out.all();
            if (printed.length > MOST) {
                throw new VaultFailure(name + " prints more than " + MOST + " bytes, which is no secret");
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VaultFailure("interrupted while " + name + " ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Takes one output as it comes, so that the program never waits for it to be taken. */
    private static final class Reading extends Thread {

        private final InputStream from;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        private Reading(InputStream from) {
            this.from = from;
        }

        static Reading of(InputStream from) {
            Reading reading = new Reading(from);
            reading.setDaemon(true);
            reading.start();
            return reading;
        }

        @Override
        public void run() {
            byte[] piece = new byte[8192];
            try {
                for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
                    taken.write(piece, 0, Math.min(n, MOST + 1 - taken.size()));
                }
            } catch (IOException e) {
                // It was ended; what it had written is here.
            }
        }

        /** Waits for its end, but not long for a child that was left behind and holds it open. */
        byte[] all() throws InterruptedException {
            join(2000);
            return taken.toByteArray();
        }
    }
}
