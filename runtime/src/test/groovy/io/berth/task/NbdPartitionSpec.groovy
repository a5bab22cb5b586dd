package io.berth.task

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir

/** A partition of nbd while the kernel reads the table for itself; MachineLabSpec has a real one, which is rarely caught at it. */
class NbdPartitionSpec extends Specification {

    /** The first loop device's: it can be opened whether it has a disk or not. */
    private static final String NODE = 'b 7 0'

    @TempDir
    Path dir

    def "a partition is waited for and held open: #when"() {
        given: 'the kernel has it already when it is told of it'
        program 'partx', 'echo error adding partition 1 >&2; exit 1'

        expect:
        run(meanwhile) == [0, "$dir/nbd0p1".toString()]

        where:
        when                        | meanwhile
        'it is there'               | "mknod nbd0p1 $NODE"
        'it comes later'            | "(sleep 0.4; mknod nbd0p1 $NODE) &"
        'it is taken away and made' | "mknod nbd0p1 b 4095 9; (sleep 0.4; rm nbd0p1; sleep 0.2; mknod nbd0p1 $NODE) &"
    }

    def "a partition that the kernel does not find by itself is made known to it"() {
        given:
        program 'partx', "echo \"\$@\" >told; mknod nbd0p1 $NODE"

        expect:
        run(':') == [0, "$dir/nbd0p1".toString()]
        dir.resolve('told').toFile().text == "--add --nr 1:1 $dir/nbd0\n"
    }

    def "one that does not come is given up"() {
        given:
        program 'partx', 'exit 1'

        expect:
        run(':') == [1, '']
    }

    private void program(String name, String text) {
        dir.resolve(name).toFile().tap {
            it.text = "#!/bin/sh\n$text\n"
            executable = true
        }
    }

    /** Status, and what is held open. */
    private List run(String meanwhile) {
        String script = getClass().getResource('/io/berth/task/slot/map.sh').text + """
            cd "\$1"
            $meanwhile
            raw=\$1/nbd0 status=0
            map_nbd 1 || status=\$?
            readlink /proc/self/fd/7 || true
            exit "\$status\""""
        def builder = new ProcessBuilder('sh', '-euc', script, 'map.sh', dir.toString())
        builder.environment().put('PATH', dir.toString() + ':' + System.getenv('PATH'))
        Process process = builder.start()
        String out = process.inputStream.text.trim()
        assert process.waitFor(60, TimeUnit.SECONDS)
        [process.exitValue(), out]
    }
}
