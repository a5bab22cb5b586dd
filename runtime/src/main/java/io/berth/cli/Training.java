package io.berth.cli;

import io.berth.script.PlaybookLoader;
import io.berth.ssh.SshTransport;
import io.berth.transport.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * What the launcher has the JVM watch when it makes the archive of classes that later starts begin with: a program that does
 * what a run does. The archive has what it loaded, and which code its calls mean. It asks no host but this machine, and changes nothing
 * outside the directory it is given.
 */
public final class Training {

    private final Path dir;

    private Training(Path dir) {
        this.dir = dir;
    }

    /**
     * @param args a directory, empty or of an earlier training, which has parsed what this one reads
     * @throws IOException if something cannot be written there
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        new Training(Path.of(args[0])).train();
    }

    private void train() throws IOException, InterruptedException {
        // what the user has told ssh could lead to another host
        System.setProperty("user.home", dir.toString());
        Quit.watch();
        String playbook = resource("training.groovy", dir.resolve("training.groovy")).toString();
        String hosts = resource("training-hosts.groovy", dir.resolve("training-hosts.groovy")).toString();
        int port = 0;
        try (TrainingHost host = new TrainingHost(dir)) {
            if (host.start() && berth(hosts, host.port(), "plan", playbook, "-l", "here") == Exit.OK) {
                port = host.port();
            } else {
                withoutHost();
            }
            expect(berth(hosts, port, "graph", playbook));
            expect(berth(hosts, port, "run", playbook, "-l", "here"));
            expect(berth(hosts, port, "run", playbook));
            if (port != 0) {
                expect(berth(hosts, port, "guest", "list", "-l", "here"));
            }
        }
        // From 25 on a JVM loads at each start all that its archive has: what may not be needed would cost, not gain.
        if (Runtime.version().feature() < 25) {
            for (Class<?> one : List.of(Main.class, PlaybookLoader.class, SSHClient.class)) {
                loadAllBeside(one);
            }
        }
    }

    /** Puts what is beside this class at a path, which it returns. */
    static Path resource(String name, Path at) throws IOException {
        try (InputStream text = Training.class.getResourceAsStream(name)) {
            Files.copy(text, at, StandardCopyOption.REPLACE_EXISTING);
        }
        return at;
    }

    /** @param port 0: the host is reached without ssh, and has no libvirt */
    private int berth(String hosts, int port, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("-i", hosts));
        Map.of("dir", dir, "made", dir.resolve("made-" + ProcessHandle.current().pid()), "port", port, "user", System.getProperty("user.name"))
                .forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
        return Main.run(words.toArray(String[]::new));
    }

    private static void expect(int exit) {
        if (exit != Exit.OK) {
            throw new IllegalStateException("it ended with " + exit);
        }
    }

    /** Where no sshd can be had, what connecting needs is loaded without being used. */
    private static void withoutHost() throws IOException {
        SshTransport.warmUp();
        for (Class<?> one : List.of(SshTransport.class, Session.class, ConnectionImpl.class, SessionChannel.class, AbstractChannel.class,
                UserAuthImpl.class, AuthMethod.class)) {
            loadPackage(one);
        }
    }

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
