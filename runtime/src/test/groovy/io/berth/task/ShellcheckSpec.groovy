package io.berth.task

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

class ShellcheckSpec extends Specification {

    def "every shell fragment is clean POSIX sh"() {
        given:
        Path resources = Path.of(BuiltinTasks.getResource('virsh.sh').toURI())
        while (resources.fileName.toString() != 'io') {
            resources = resources.parent
        }
        List<String> scripts = Files.walk(resources).withCloseable { it.filter { it.toString().endsWith('.sh') }.map { it.toString() }.sorted().toList() }

        when:
        Process shellcheck = new ProcessBuilder(['shellcheck', '-s', 'sh', '-f', 'gcc'] + scripts).redirectErrorStream(true).start()
        String said = new String(shellcheck.inputStream.readAllBytes(), 'UTF-8')

        then:
        scripts.size() >= 10
        said == ''
        shellcheck.waitFor() == 0
    }
}
