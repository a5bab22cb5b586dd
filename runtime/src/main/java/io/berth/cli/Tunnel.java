package io.berth.cli;

import io.berth.model.Host;
import io.berth.ssh.OpenSsh;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** A free port of this machine's loopback behind which a port of a host's loopback is, until it is closed. Each connection is an ssh of its own. */
final class Tunnel implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> ssh;

    Tunnel(Host host, String address, int port) throws IOException {
        ssh = OpenSsh.command(host, List.of("-W", (address.contains(":") ? "[" + address + "]" : address) + ":" + port), List.of());
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        daemon("tunnel", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket socket = server.accept();
            Process process = new ProcessBuilder(ssh).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            daemon("tunnel to", () -> copy(socket.getInputStream(), process.getOutputStream()));
            daemon("tunnel from", () -> {
                copy(process.getInputStream(), socket.getOutputStream());
                socket.close();
                process.destroy();
            });
        }
    }

    /** As it comes, to its end. */
    private static void copy(InputStream from, OutputStream to) throws IOException {
        try (to) {
            byte[] some = new byte[1 << 16];
            for (int count = from.read(some); count >= 0; count = from.read(some)) {
                to.write(some, 0, count);
                to.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one of its two ends has closed it
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
