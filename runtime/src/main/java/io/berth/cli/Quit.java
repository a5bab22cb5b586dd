package io.berth.cli;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Notices SIGQUIT. The Java VM keeps that signal to itself and writes the stacks of its threads; the launcher lets it write them to a
 * file in memory, {@code berth.quit}, and that this file has grown is what tells.
 */
final class Quit {

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
            long before = size;
            size = written == null ? before : written.length();
            return size > before;
        } catch (IOException e) {
            return false;
        }
    }
}
