package io.berth.task

import io.berth.lab.Lab
import java.util.concurrent.TimeUnit

/** A host of the lab, reached through the lab's own command. A lab that is not up fails the spec. */
class LabHost {

    static final File STATE = new File(System.getenv('BERTH_LAB') ?: '/var/lib/berth-lab')

    final String name

    LabHost(String name) {
        this.name = name
    }

    static File directory() {
        File found = [new File('').absoluteFile, new File('').absoluteFile.parentFile].collect { new File(it, 'lab') }
                .find { new File(it, 'lab').canExecute() }
        assert found: 'no lab/lab here: these specs run from a checkout'
        found
    }

    /** Fails unless all hosts of the lab are up. */
    static void mustBeUp() {
        Process status = new ProcessBuilder("${directory()}/lab".toString(), 'status').redirectErrorStream(true).start()
        String out = status.inputStream.text
        assert status.waitFor() == 0: "the lab is not up (lab/lab up):\n$out"
    }

    String address() {
        "10.77.0.1${name - 'kvm'}"
    }

    /** The known_hosts lines of the host, named by its address. */
    String knownHostLines() {
        List lines = new File(STATE, 'run/known_hosts').readLines().findAll { it.split(' ')[0].split(',').contains(address()) }
        assert lines: "the lab knows no host key of $name"
        lines.collect { address() + ' ' + it.split(' ', 2)[1] + '\n' }.join()
    }

    /** A command on the host, its argument list quoted for the remote shell. */
    Process start(List<String> argv) {
        String text = argv.collect { "'" + it.replace("'", "'\\''") + "'" }.join(' ')
        new ProcessBuilder(["${directory()}/lab".toString(), 'ssh'] + Lab.sharing() + [name, text]).start()
    }

    /** What a shell script prints on the host; it must end well within five minutes. */
    String sh(String script, Object... arguments) {
        Process process = start(['sh', '-euc', script, 'sh', *arguments*.toString()])
        process.outputStream.close()
        StringBuilder err = new StringBuilder()
        Thread errors = Thread.start { err << process.errorStream.text }
        String out = process.inputStream.text
        assert process.waitFor(5, TimeUnit.MINUTES): "still runs: $script"
        errors.join()
        assert process.exitValue() == 0: "on $name: $script\n$out$err"
        out
    }

    /** Puts a text into a file of the host. */
    void write(String path, String text) {
        sh 'printf %s "$2" >"$1"', path, text
    }
}
