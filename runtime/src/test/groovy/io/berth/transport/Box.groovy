package io.berth.transport

import io.berth.diag.SourceRange
import io.berth.model.Become
import io.berth.model.Command
import io.berth.model.Host
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.TimeUnit

/**
 * A throwaway host: this machine's programs in namespaces of their own, all changes in memory. Where it has systemd, that is the
 * real one, as its first process. It is gone when closed, or when this process dies. Needs root.
 */
class Box implements Transport {

    private static final Duration BOOT = Duration.ofSeconds(30)

    private final Path own = Files.createTempDirectory('berth-box')
    private final Process keeper
    private ShellSession session
    private volatile Inside ways

    static Box systemd() {
        new Box('systemd')
    }

    /** Without a service manager; sysvinit's scripts run on it as they are. */
    static Box plain() {
        new Box('plain')
    }

    private Box(String init) {
        for (String file : ['keep', 'boot']) {
            Files.write(own.resolve(file), Box.getResourceAsStream("/box/$file").readAllBytes())
        }
        keeper = new ProcessBuilder('sh', "$own/keep", own.toString(), "$own/boot", init, Path.of('..').toRealPath().toString())
                .redirectErrorStream(true).redirectOutput(own.resolve('log').toFile()).start()
        Thread.startDaemon('berth-box') {
            while (keeper.alive) {
                ways?.wake()
                Thread.sleep(100)
            }
        }
        try {
            until('its first process is there') { Files.exists(own.resolve('pid')) }
            until('it lets in') { Inside.letsIn(first()) }
            if (init == 'systemd') {
                until('systemd has come up') { inside('systemctl is-system-running') in ['running', 'degraded'] }
            }
        } catch (Throwable e) {
            close()
            throw e
        }
    }

    /** What a shell line prints there, in a process of its own. */
    private String inside(String line) {
        def channel = new Inside(first()).open(line)
        new String(channel.out().readAllBytes(), 'UTF-8').strip()
    }

    private long first() {
        Files.readString(own.resolve('pid')).strip() as long
    }

    Host host() {
        new Host('host', '', 0, '', '', '', Host.Connection.LOCAL, Optional.empty(), [:], SourceRange.NONE)
    }

    /** What a shell script prints there. */
    String sh(String script, Object... arguments) {
        def answer = session(host()).run(Command.of(['sh', '-euc', script, 'sh'] + arguments*.toString()))
        assert answer.ok(): "$script\n${answer.out()}${answer.err()}"
        answer.out()
    }

    void write(String path, String text) {
        session(host()).put(new ByteArrayInputStream(text.getBytes('UTF-8')), path, 0644)
    }

    @Override
    synchronized Session session(Host host, Optional<Become> become) {
        if (!session?.alive()) {
            ways = new Inside(first())
            session = new ShellSession(host.name(), ways, '', Duration.ofSeconds(2))
        }
        session
    }

    @Override
    void close() {
        session?.close()
        keeper.outputStream.close()
        assert keeper.waitFor(BOOT.toSeconds(), TimeUnit.SECONDS): 'the box does not end'
        own.toFile().deleteDir()
    }

    private void until(String what, Closure<Boolean> holds) {
        long start = System.nanoTime()
        while (!holds()) {
            assert keeper.alive && System.nanoTime() - start < BOOT.toNanos(): "not so: $what: ${own.resolve('log').text}"
            Thread.sleep(10)
        }
    }

    /** Ways in, as long as it has not booted again. */
    private static class Inside implements Channels {

        private final ProcessHandle first
        private final Queue<Process> entered = new java.util.concurrent.ConcurrentLinkedQueue<>()

        Inside(long pid) {
            first = ProcessHandle.of(pid).orElse(null)
            if (!first || !letsIn(pid)) {
                throw new Unreachable('host', 'the box is down', null)
            }
        }

        /** Whether it has come so far that it lets anybody in. */
        static boolean letsIn(long pid) {
            Files.exists(Path.of("/proc/$pid/root/run/box.open"))
        }

        @Override
        Channel open(String line) {
            if (!first.alive) {
                throw new IOException('it is down')
            }
            def process = new ProcessBuilder('nsenter', '--target', "${first.pid()}", '--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup',
                    'env', '-i', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root', 'LANG=C.UTF-8',
                    'sh', '-c', "cd && $line").start()
            entered << process
            new Way(process)
        }

        /** A shutdown stops all processes inside before it ends them, and nsenter with its own; nobody else would let that go on. */
        void wake() {
            entered.removeIf { !it.alive }
            entered.findAll { stopped(it) }.each { new ProcessBuilder('kill', '-s', 'CONT', "${it.pid()}").start().waitFor() }
        }

        private static boolean stopped(Process process) {
            try {
                new File("/proc/${process.pid()}/stat").text.contains(') T ')
            } catch (IOException ignored) {
                false // it has ended
            }
        }

        @Override
        Channel openNow(String line) { open(line) }

        @Override
        boolean alive() { first.alive }

        @Override
        void close() { }
    }

    private static class Way implements Channel {

        private final Process process
        private final OutputStream input

        Way(Process process) {
            this.process = process
            input = new BufferedOutputStream(process.outputStream, 64 * 1024)
        }

        @Override
        OutputStream in() { input }

        @Override
        InputStream out() { process.inputStream }

        @Override
        InputStream err() { process.errorStream }

        @Override
        int ahead() { 32 * 1024 }

        @Override
        void close() {
            try {
                process.outputStream.close()
            } catch (IOException ignored) {
                // It has ended already.
            }
        }
    }
}
