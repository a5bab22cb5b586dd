package io.berth.cli;

import io.berth.api.TaskFailure;
import io.berth.cluster.SeenHost;
import io.berth.model.Answer;
import io.berth.script.PlaybookLoader;
import io.berth.ssh.SshTransport;
import io.berth.transport.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionImpl;
import net.schmizz.sshj.connection.channel.AbstractChannel;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.userauth.UserAuthImpl;
import net.schmizz.sshj.userauth.method.AuthMethod;

/**
 * What the launcher has the JVM watch when it makes the archive of classes that later starts begin with: a program that
 * loads what a run loads. It asks no host and changes nothing outside the directory it is given.
 */
public final class Training {

    private Training() {
    }

    /**
     * @param args a directory, empty or of an earlier training, which has parsed what this one reads
     * @throws IOException if something cannot be written there
     */
    public static void main(String[] args) throws IOException, InterruptedException, TaskFailure {
        Path dir = Path.of(args[0]);
        Quit.watch();
        Path playbook = dir.resolve("training.groovy");
        try (InputStream text = Training.class.getResourceAsStream("training.groovy")) {
            Files.copy(text, playbook, StandardCopyOption.REPLACE_EXISTING);
        }
        for (String command : List.of("graph", "plan", "run", "run")) {
            expect(Exit.OK, command, playbook.toString(), "-e", "dir=" + dir);
        }
        greetOurselves(dir);
        readGuests();
        for (Class<?> one : List.of(SshTransport.class, Session.class, ConnectionImpl.class, SessionChannel.class, AbstractChannel.class,
                UserAuthImpl.class, AuthMethod.class)) {
            loadPackage(one);
        }
        // From 25 on a JVM loads at each start all that its archive has: what may not be needed would cost, not gain.
        if (Runtime.version().feature() < 25) {
            for (Class<?> one : List.of(Main.class, PlaybookLoader.class, SSHClient.class)) {
                loadAllBeside(one);
            }
        }
    }

    private static void expect(int exit, String... words) {
        int ended = Main.run(words);
        if (ended != exit) {
            throw new IllegalStateException(String.join(" ", words) + " ended with " + ended);
        }
    }

    /** A host that answers all we say with the same gets us as far as the exchange of keys. */
    private static void greetOurselves(Path dir) throws IOException {
        SshTransport.warmUp();
        try (ServerSocket echo = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread thread = new Thread(() -> echo(echo));
            thread.setDaemon(true);
            thread.start();
            // one that is parsed once, whatever the port is
            Path playbook = Files.writeString(dir.resolve("echo.groovy"), """
                    variables port: 22
                    hosts { host 'echo', address: '127.0.0.1', port: port, user: 'nobody' }
                    play('echo') { exec 'true', on: 'echo' }
                    """);
            expect(Exit.UNREACHABLE, "plan", playbook.toString(), "-e", "port=" + echo.getLocalPort());
            Path inventory = Files.writeString(dir.resolve("hosts"), "echo ansible_host=127.0.0.1 ansible_user=nobody ansible_port=" + echo.getLocalPort() + "\n");
            expect(Exit.UNREACHABLE, "guest", "list", "-i", inventory.toString());
        }
    }

    private static void echo(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket one = server.accept()) {
                one.getInputStream().transferTo(one.getOutputStream());
            } catch (IOException e) {
                // It hung up, as it should, or all is over.
            }
        }
    }

    /** What a host that can be reached says of its guests. */
    private static void readGuests() throws TaskFailure {
        String uuid = "6695eb01-f6a4-8304-79aa-97f2502e193f";
        String domain = "<domain type='kvm'><name>web</name><uuid>" + uuid + "</uuid><memory unit='KiB'>1048576</memory><vcpu>1</vcpu><devices>"
                + "<disk type='file' device='disk'><source file='/srv/web.raw'/><target dev='vda'/></disk></devices></domain>";
        String said = """
                memory 8000000
                available 7000000
                cpus 2
                boot 1
                domains
                \1info UUID\1State: running
                Persistent: yes
                Autostart: disable
                Managed save: no
                \1live UUID\1DOMAIN
                \1stored UUID\1DOMAIN
                \1end\1
                """.replace("UUID", uuid).replace("DOMAIN", domain);
        SeenHost host = SeenHost.of("echo", new Answer(0, "", said, "", Duration.ZERO));
        if (GuestListCommand.table(host.guests()).size() != 2) {
            throw new IllegalStateException("the guest is not listed: " + host);
        }
    }

    /** What comes after that, logging in and running commands, is loaded without being used. */
    private static void loadPackage(Class<?> one) throws IOException {
        String directory = one.getPackageName().replace('.', '/') + "/";
        load(one, name -> name.startsWith(directory) && name.indexOf('/', directory.length()) < 0);
    }

    private static void loadAllBeside(Class<?> one) throws IOException {
        load(one, name -> !name.endsWith("-info.class"));
    }

    private static void load(Class<?> beside, Predicate<String> wanted) throws IOException {
        try (JarFile jar = new JarFile(beside.getProtectionDomain().getCodeSource().getLocation().getPath())) {
            jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).filter(wanted)
                    .forEach(name -> load(name.substring(0, name.length() - ".class".length()).replace('/', '.')));
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Training.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // It needs a library that is not there, and so is not used.
        }
    }
}
