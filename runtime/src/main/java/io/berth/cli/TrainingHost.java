package io.berth.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * This machine as a host: its sshd answers, a process for each connection, with a key and settings of the training's own. It has a virsh
 * that tells of a pool and a guest; libvirt is not asked.
 */
final class TrainingHost implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Path dir;
    private final ServerSocket server;

    /** @param dir where its files are */
    TrainingHost(Path dir) throws IOException {
        this.dir = dir;
        this.server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    }

    /** @return whether it can be tried; where it is not here, nothing was started */
    boolean start() throws IOException, InterruptedException {
        if (!Files.isExecutable(SSHD) || !makeKey(dir.resolve("client")) || !makeKey(dir.resolve("host"))) {
            return false;
        }
        Files.writeString(Files.createDirectories(dir.resolve(".ssh")).resolve("config"), "Host here row*\n    ServerAliveInterval 20\nHost *\n    IdentitiesOnly yes\n");
        Files.writeString(dir.resolve("known_hosts"), "[127.0.0.1]:" + server.getLocalPort() + " " + Files.readString(dir.resolve("host.pub")));
        Path virsh = Training.resource("training-virsh.sh", Files.createDirectories(dir.resolve("bin")).resolve("virsh"));
        Files.setPosixFilePermissions(virsh, PosixFilePermissions.fromString("rwx------"));
        Files.write(dir.resolve("sshd_config"), List.of("HostKey \"" + dir.resolve("host") + '"', "AuthorizedKeysFile \"" + dir.resolve("client.pub") + '"',
                "StrictModes no", "UsePAM no", "PermitRootLogin prohibit-password", "PasswordAuthentication no", "KbdInteractiveAuthentication no",
                "LogLevel QUIET", "SetEnv \"PATH=" + virsh.getParent() + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\""));
        begin(this::serve);
        return true;
    }

    private static boolean makeKey(Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        try {
            return new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "training", "-f", file.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket one = server.accept();
                Process sshd = new ProcessBuilder(SSHD.toString(), "-i", "-f", dir.resolve("sshd_config").toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
                begin(() -> carry(one, one::getInputStream, sshd::getOutputStream));
                begin(() -> carry(one, sshd::getInputStream, one::getOutputStream));
            } catch (IOException e) {
                // All is over, or there is no answer.
            }
        }
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work, "training-host");
        thread.setDaemon(true);
        thread.start();
    }

    private interface End<T> {
        T open() throws IOException;
    }

    /** Until one end is closed; then all of the connection is. */
    private static void carry(Socket whole, End<InputStream> from, End<OutputStream> to) {
        try (whole; InputStream in = from.open(); OutputStream out = to.open()) {
            byte[] some = new byte[8192];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                out.write(some, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // The other end has closed it.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
