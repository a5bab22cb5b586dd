package io.berth.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/** Asks the operating system about the terminal by its own small programs, a millisecond each. */
final class Stty {

    private Stty() {
    }

    /** @param descriptor 1 or 2 */
    static boolean isTerminal(int descriptor) {
        return isDevice(descriptor) && isAsked(descriptor);
    }

    /** Pipes, sockets and files are known by what the kernel calls them, without a process. Where it does not tell, it may be one. */
    private static boolean isDevice(int descriptor) {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return name.startsWith("/dev/") && !name.equals("/dev/null");
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isAsked(int descriptor) {
        try {
            ProcessBuilder test = new ProcessBuilder("test", "-t", String.valueOf(descriptor));
            if (descriptor == 1) {
                test.redirectOutput(ProcessBuilder.Redirect.INHERIT);
            } else {
                test.redirectError(ProcessBuilder.Redirect.INHERIT);
            }
            return test.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of the controlling terminal; the usual 80 x 24 when it does not tell. */
    static Console.Size size() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (Scanner answer = new Scanner(stty.getInputStream(), StandardCharsets.US_ASCII)) {
                int rows = answer.hasNextInt() ? answer.nextInt() : 0;
                int columns = answer.hasNextInt() ? answer.nextInt() : 0;
                return rows > 0 && columns > 0 ? new Console.Size(columns, rows) : Console.Size.USUAL;
            } finally {
                if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                    stty.destroyForcibly();
                }
            }
        } catch (IOException e) {
            return Console.Size.USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Console.Size.USUAL;
        }
    }
}
