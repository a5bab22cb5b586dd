package io.berth.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Notices SIGQUIT. The Java VM keeps that signal to itself and writes the stacks of its threads; the launcher lets it write them to a
 * file in memory, and that this file has grown is what tells.
 */
final class Quit implements AutoCloseable {

    private static final String NAME = "/berth-vm-";

    private final FileChannel written;
    private long size;

    private Quit(FileChannel written) throws IOException {
        this.written = written;
        this.size = written.size();
    }

    /** Empty if the launcher did not start this VM, or has nowhere to write. */
    static Optional<Quit> watched() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path one : open.toList()) {
                if (target(one).contains(NAME)) {
                    Quit quit = new Quit(FileChannel.open(one, StandardOpenOption.READ));
                    Files.deleteIfExists(Path.of(target(one)));
                    return Optional.of(quit);
                }
            }
        } catch (IOException e) {
            // Then the signal tells nothing.
        }
        return Optional.empty();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether it was signalled since last asked. */
    boolean seen() {
        try {
            long before = size;
            size = written.size();
            return size > before;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            written.close();
        } catch (IOException e) {
            // It was only looked at.
        }
    }
}
