package io.berth.task

import io.berth.model.Answer
import io.berth.model.Command
import java.time.Duration

/** Runs commands as processes of this machine, behind a prefix that may lead elsewhere. */
class Shell {

    /** On this machine. */
    static Answer local(Command command) {
        process(command.argv(), command.input())
    }

    /** Behind an ssh-like program, which hands one text to a shell on the other side. */
    static Closure<Answer> through(List<String> prefix) {
        return { Command command ->
            process(prefix + [command.argv().collect { "'" + it.replace("'", "'\\''") + "'" }.join(' ')], command.input())
        }
    }

    private static Answer process(List<String> argv, String input) {
        Process process = new ProcessBuilder(argv).start()
        StringBuilder err = new StringBuilder()
        Thread errors = Thread.start { err << new String(process.errorStream.readAllBytes(), 'UTF-8') }
        process.outputStream.write(input.getBytes('UTF-8'))
        process.outputStream.close()
        String out = new String(process.inputStream.readAllBytes(), 'UTF-8')
        int status = process.waitFor()
        errors.join()
        new Answer(status, '', out, err.toString(), Duration.ZERO)
    }
}
