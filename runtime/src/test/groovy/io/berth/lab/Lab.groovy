package io.berth.lab

import groovy.transform.CompileStatic
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** The lab as a user has it: through {@code lab/lab}. It must be up; if it is not, whoever asks fails. */
@CompileStatic
class Lab {

    static final Path ROOT = Path.of('..').toAbsolutePath().normalize()
    static final List<String> HOSTS = ['kvm1', 'kvm2', 'kvm3']

    static Path state() { Path.of(System.getenv('BERTH_LAB') ?: '/var/lib/berth-lab') }

    /** Fails with what to do, unless all hosts are up. */
    static void required() {
        def status = Ran.of(['lab/lab', 'status'])
        assert status.exit == 0: "these specs need the lab: run 'berth lab up' first\n${status.out}${status.err}"
    }

    /** Runs a shell script on a host; values are its arguments. Calls of a host share a connection, for to make one takes longer than most of them. */
    static Ran on(String host, String script, String... values) {
        on([:], host, script, values)
    }

    /** The same of a lab that an environment names. */
    static Ran on(Map<String, String> environment, String host, String script, String... values) {
        Ran.of(environment, ['lab/lab', 'ssh'] + sharing(environment) + [host, 'sh', '-c', quoted(script), 'sh'] + values.collect { quoted(it) })
    }

    /** By these options {@code lab ssh} does not make a connection for each call. */
    static List<String> sharing(Map<String, String> environment = [:]) {
        ['ControlMaster=auto', control(environment), 'ControlPersist=30', 'ServerAliveInterval=5'].collectMany { ['-o', it] }
    }

    private static String control(Map<String, String> environment) { "ControlPath=${environment.BERTH_LAB ?: state()}/run/ssh-%h" }

    /** Ends what calls of a host share, if they do: they would hang with it when it loses its power. */
    static void hangUp(String host) { Ran.of(['lab/lab', 'ssh', '-o', control([:]), '-O', 'exit', host]) }

    /** Cuts all connections of a host. */
    static void cut(String host) {
        hangUp(host)
        def ran = Ran.of(['lab/lab', 'ssh', host, 'sh', '-c', quoted('for pid in $(pgrep -x sshd); do case $pid in "$(cat /run/sshd.pid)" | $PPID) ;; *) kill -KILL "$pid" || : ;; esac; done')])
        assert ran.exit == 0: ran.err
    }

    /** The same, and it must end well. Gives its output. */
    static String must(String host, String script, String... values) {
        def ran = on(host, script, values)
        assert ran.exit == 0: "on $host: $script\n${ran.out}${ran.err}"
        ran.out.trim()
    }

    static void power(String verb, String host) {
        hangUp(host)
        def ran = Ran.of(['lab/lab', 'host', verb, host])
        assert ran.exit == 0: ran.err
    }

    private static String quoted(String value) { "'" + value.replace("'", "'\\''") + "'" }

    /** Waits for something that is bound to come, asking ten times a second. What is said of it may be lazy: it is how it was at the end. */
    static void eventually(CharSequence what, int seconds, Closure<Boolean> holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)
        while (!holds()) {
            assert System.nanoTime() < end: "after $seconds s still not: $what"
            TimeUnit.MILLISECONDS.sleep(100)
        }
    }
}
