package io.berth.task

import io.berth.model.Answer
import io.berth.model.Command
import java.time.Duration

/** Runs commands as processes of this machine. */
class Shell {

    static Answer local(Command command) {
        Process process = new ProcessBuilder(command.argv()).start()
        StringBuilder err = new StringBuilder()
        Thread errors = Thread.start { err << new String(process.errorStream.readAllBytes(), 'UTF-8') }
        process.outputStream.write(command.input().toArray())
        process.outputStream.close()
        String out = new String(process.inputStream.readAllBytes(), 'UTF-8')
        int status = process.waitFor()
        errors.join()
        new Answer(status, '', out, err.toString(), Duration.ZERO)
    }

    /**
     * With a /run and /var/lib of their own, so that nothing is left of locks and records; needs root.
     *
     * @param played functions in sh that stand for commands of the host, put before each script
     */
    static Closure<Answer> alone(String played) {
        return { Command command ->
            List<String> argv = new ArrayList<>(command.argv())
            if (argv[0] == '/bin/sh') {
                // the script's own virsh function must not hide the one that is played
                argv[2] = argv[2].replaceAll(/(?s)virsh\(\) \{.*?\n\}/) { played }
            }
            local(Command.of(['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs none /run && mount -t tmpfs none /var/lib && exec "$@"', '-'] + argv).reading(command.input()))
        }
    }
}
