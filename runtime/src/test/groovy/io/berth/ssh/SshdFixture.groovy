package io.berth.ssh

import io.berth.model.Host

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.TimeUnit
import java.util.function.Consumer
import java.util.function.Function

/**
 * A real sshd on a loopback address, with keys and configuration of its own, and the home of a user who may log in.
 * There, the user has another home, an empty one: what root's start-up files do on this machine is not of interest.
 * Needs root and Debian's openssh-server and openssh-client.
 */
class SshdFixture implements AutoCloseable {

    final Path dir
    final String address
    final int port
    /** Keys of the host by type, as {@code ssh-keygen -t} names them. */
    final List<String> hostKeyTypes
    /** The private key the host takes. */
    final Path clientKey
    /** A home directory; its {@code .ssh} has nothing but what a spec puts there. */
    final Path home
    private final Path config
    private final Map<String, Path> places
    private Process daemon

    /**
     * Starts it.
     *
     * @param dir an empty or new directory
     * @param lines of sshd_config, they win over the fixture's
     * @param places what the host has in place of directories of this machine, by these
     */
    SshdFixture(Path dir, String address = '127.0.0.1', List<String> lines = [], List<String> hostKeyTypes = ['ed25519'], Map<String, Path> places = [:]) {
        this.dir = Files.createDirectories(dir)
        this.address = address
        this.hostKeyTypes = hostKeyTypes
        this.places = places
        need(Files.isExecutable(Path.of('/usr/sbin/sshd')), 'no /usr/sbin/sshd: apt-get install openssh-server')
        need(System.getProperty('user.name') == 'root', 'sshd on loopback needs root')
        port = new ServerSocket(0, 1, InetAddress.getByName(address)).withCloseable { it.localPort }
        clientKey = dir.resolve('client')
        home = Files.createDirectories(dir.resolve('home'))
        Files.createDirectories(home.resolve('.ssh'))
        keygen(clientKey, 'ed25519')
        Files.copy(Path.of("${clientKey}.pub"), dir.resolve('authorized_keys'))
        hostKeyTypes.each { keygen(dir.resolve("host_$it"), it) }
        config = dir.resolve('sshd_config')
        Files.write(config, lines + [
            "ListenAddress $address", "Port $port", "AuthorizedKeysFile ${dir.resolve('authorized_keys')}", 'PidFile none',
            'PermitRootLogin prohibit-password', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'StrictModes no',
            'UsePAM no', 'MaxStartups 100', 'UseDNS no', "SetEnv HOME=${Files.createDirectories(dir.resolve('remote'))}".toString()] + hostKeyTypes.collect { "HostKey ${dir.resolve("host_$it")}".toString() })
        start()
    }

    void start() {
        Files.createDirectories(Path.of('/run/sshd'))
        def sshd = ['/usr/sbin/sshd', '-D', '-e', '-f', config.toString()]
        def within = places.isEmpty() ? [] : ['unshare', '-m', 'sh', '-euc', 'while [ "$1" != -- ]; do mount --rbind "$1" "$2"; shift 2; done; shift; exec "$@"', 'sh'] +
            places.collectMany { place, of -> [of.toString(), place] } + ['--']
        daemon = new ProcessBuilder(within + sshd)
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve('log').toFile())).start()
        long start = System.nanoTime()
        while (!answers()) {
            need(daemon.alive && System.nanoTime() - start < 20e9, 'sshd does not start: ' + Files.readString(dir.resolve('log')))
            Thread.sleep(10)
        }
    }

    /** Ends the daemon and its connections. */
    void stop() {
        connections().each { it.destroyForcibly() }
        daemon.destroy()
        need(daemon.waitFor(10, TimeUnit.SECONDS), 'sshd does not end')
    }

    @Override
    void close() {
        signal('CONT')
        stop()
    }

    long pid() {
        daemon.pid()
    }

    /** The processes that serve its connections. */
    List<ProcessHandle> connections() {
        daemon.children().toList()
    }

    /** Ends its connections as a power cut would; those of users other than root have a second process each. */
    void cut() {
        daemon.descendants().filter { it.info().command().orElse('').endsWith('sshd') }.toList().each { it.destroyForcibly() }
    }

    /** Sends a signal to the processes that serve its connections, such as STOP and CONT. */
    void signal(String name) {
        connections().each {
            def kill = new ProcessBuilder('kill', '-s', name, it.pid().toString()).start()
            // It may have ended by itself.
            need(kill.waitFor() == 0 || !it.alive, "cannot send $name to ${it.pid()}")
        }
    }

    /** A line of authorized_keys for the public key beside a private one. */
    void authorize(Path key) {
        dir.resolve('authorized_keys').toFile() << Files.readString(Path.of("${key}.pub"))
    }

    void keygen(Path file, String type, String passphrase = '', String... options) {
        run(*(['ssh-keygen', '-q', '-t', type, '-N', passphrase, '-C', "key of ${file.fileName}", '-f', file.toString()] + (options as List)))
    }

    /** Type and Base64 text of a key of the host. */
    String hostKey(String type = hostKeyTypes[0]) {
        Files.readString(dir.resolve("host_${type}.pub")).split(' ')[0..1].join(' ')
    }

    /** As in known_hosts. */
    String name() {
        "[$address]:$port"
    }

    /** Writes the home's known_hosts. */
    void knownHosts(String... lines) {
        Files.write(home.resolve('.ssh/known_hosts'), lines as List)
    }

    /** Writes the home's ssh configuration. */
    void sshConfig(String... lines) {
        Files.write(home.resolve('.ssh/config'), lines as List)
    }

    /** The host as an inventory has it, with its client key. */
    Host host(String name = 'box', String user = 'root') {
        new Host(name, address, port, user, clientKey.toString(), '', Host.Connection.SSH, Optional.empty(), [:], null)
    }

    /** Options of the home's user, with no agent and a grace period of 2 s. */
    SshOptions options(Map<String, ?> other = [:]) {
        new SshOptions(home, dir.resolve('etc'), 'root',
            (other.environment ?: [:]) as Map<String, String>,
            (other.connectTimeout ?: Duration.ofSeconds(10)) as Duration,
            (other.aliveInterval ?: Duration.ofSeconds(15)) as Duration,
            (other.aliveCount ?: 3) as int,
            Duration.ofSeconds(2),
            (other.passphrase ?: { Path path -> Optional.empty() }) as Function<Path, Optional<char[]>>,
            (other.notices ?: { String notice -> }) as Consumer<String>)
    }

    /** Runs a program of this machine; fails if it does. */
    static String run(String... argv) {
        def process = new ProcessBuilder(argv).redirectErrorStream(true).start()
        process.outputStream.close()
        def text = process.inputStream.text
        need(process.waitFor() == 0, "${argv.join(' ')} failed: $text")
        text
    }

    private boolean answers() {
        try {
            new Socket(address, port).withCloseable { it.inputStream.read() == ('S' as char) as int }
        } catch (ConnectException ignored) {
            false
        }
    }

    private static void need(boolean so, String otherwise) {
        if (!so) {
            throw new IllegalStateException(otherwise)
        }
    }
}
