package io.berth.cli;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/**
 * Notices SIGQUIT. The Java VM keeps that signal to itself and writes the stacks of its threads; the launcher lets it write them to a
 * file in memory, {@code berth.quit}. Its compilers write to it as well: the line in front of the stacks is what tells.
 */
final class Quit {

    private static final String STACKS = "Full thread dump";

    private static RandomAccessFile written;
    private static long size;

    private Quit() {
    }

    /** Takes the file over: from here on it has no name that could be left behind. Without one the signal tells nothing. */
    static synchronized void watch() {
        String name = System.getProperty("berth.quit", "");
        if (name.isEmpty()) {
            return;
        }
        File file = new File(name);
        try {
            written = new RandomAccessFile(file, "r");
            size = written.length();
        } catch (IOException e) {
            written = null;
        }
        file.delete();
    }

    /** Whether it was signalled since last asked. */
    static synchronized boolean seen() {
        try {
            if (written == null || written.length() <= size) {
                return false;
            }
            // the line may have been written in part when last asked
            written.seek(Math.max(0, size - STACKS.length() + 1));
            byte[] more = new byte[(int) (written.length() - written.getFilePointer())];
            written.readFully(more);
            size = written.getFilePointer();
            return new String(more, StandardCharsets.ISO_8859_1).contains(STACKS);
        } catch (IOException e) {
            return false;
        }
    }
}
