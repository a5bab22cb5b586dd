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

    /** Runs a shell script on a host; values are its arguments. */
    static Ran on(String host, String script, String... values) {
        on([:], host, script, values)
    }

    /** The same of a lab that an environment names. */
    static Ran on(Map<String, String> environment, String host, String script, String... values) {
        Ran.of(environment, ['lab/lab', 'ssh', host, 'sh', '-c', quoted(script), 'sh'] + values.collect { quoted(it) })
    }

    /** The same, and it must end well. Gives its output. */
    static String must(String host, String script, String... values) {
        def ran = on(host, script, values)
        assert ran.exit == 0: "on $host: $script\n${ran.out}${ran.err}"
        ran.out.trim()
    }

    static void power(String verb, String host) {
        def ran = Ran.of(['lab/lab', 'host', verb, host])
        assert ran.exit == 0: ran.err
    }

    private static String quoted(String value) { "'" + value.replace("'", "'\\''") + "'" }

    /** Waits for something that is bound to come, asking ten times a second. */
    static void eventually(String what, int seconds, Closure<Boolean> holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)
        while (!holds()) {
            assert System.nanoTime() < end: "after $seconds s still not: $what"
            TimeUnit.MILLISECONDS.sleep(100)
        }
    }
}
