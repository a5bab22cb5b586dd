package io.berth.cli

import io.berth.fixture.AtTerminal
import io.berth.fixture.SimulatedBmc
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Isolated
import spock.lang.Specification
import spock.lang.TempDir

/** The serial console of a host: of a simulated management controller at a terminal, and as an ipmitool sees it that tells how it was called. */
@Isolated('it takes standard output and error')
class HostConsoleSpec extends Specification {

    @TempDir Path dir

    private String inventory(String ipmi) {
        Files.writeString(dir.resolve('inventory.groovy'), "hosts { host 'one', address: '127.0.0.1', port: 1, ipmi: $ipmi\nhost 'two', address: '127.0.0.1', port: 1, ipmi: ${ipmi.replace(']', ', interface: "lan"]')} }\n").toString()
    }

    def "what the host says is seen, what is typed it hears, and it is left as ipmitool's is"() {
        given: 'a serial line whose other end is the host'
        def host = new AtTerminal([:], dir, 'stty raw -echo; tty; exec sleep 60')
        def bmc = new SimulatedBmc(Files.createDirectory(dir.resolve('bmc')), [], host.until('\n').trim())
        def console = AtTerminal.berth([:], dir, '', ['host', 'console', 'one', '-i', inventory(bmc.said)])

        when:
        console.until('operational')
        host.type('web1 login: ')
        console.until('web1 login: ')
        console.type('root\r')
        host.until('root')
        console.type('~.')

        then:
        console.rest().contains('terminated')
        console.exit() == 0

        cleanup:
        console?.close()
        bmc?.close()
        host?.close()
    }

    def "the password is in no argument and no environment, the terminal is standard input, and another's session is ended first where that is said"() {
        given: 'an ipmitool that keeps how it was called'
        def bin = Files.createDirectory(dir.resolve('bin'))
        def fake = Files.writeString(bin.resolve('ipmitool'), """#!/bin/sh
            tr '\\0' ' ' </proc/\$\$/cmdline >>$dir/called
            tr '\\0' '\\n' </proc/\$\$/environ >>$dir/environ
            for word in "\$@"; do [ "\$last" != -f ] || read -r password <"\$word"; last=\$word; done
            echo "\$password" >>$dir/passwords
            [ ! -t 0 ] || { read -r typed; echo "heard \$typed" >>$dir/called; echo bye; exit 3; }
            echo >>$dir/called
            """.stripIndent())
        fake.toFile().setExecutable(true)
        def console = AtTerminal.berth([PATH: "$bin:${System.getenv('PATH')}".toString()], dir, '',
                ['host', 'console', 'one', '--force', '-i', inventory('[address: "10.0.0.9", user: "admin", password: "open-sesame"]')])

        when:
        console.type('hello\r')
        def said = console.rest()

        then:
        console.exit() == 3
        said.contains('bye')
        !said.contains('sesame')
        Files.readAllLines(dir.resolve('called'))*.replaceAll(/^.*ipmitool /, '') == [
                '-I lanplus -H 10.0.0.9 -p 623 -U admin -N 2 -R 3 -f /dev/stdin sol deactivate ',
                '-I lanplus -H 10.0.0.9 -p 623 -U admin -N 2 -R 3 -f /dev/fd/3 sol activate heard hello']
        Files.readAllLines(dir.resolve('passwords')) == ['open-sesame'] * 2
        !Files.readString(dir.resolve('environ')).contains('sesame')

        cleanup:
        console?.close()
    }

    def "there is none #what"() {
        when:
        def ran = Captured.berth('host', 'console', pattern, '-i', inventory('[address: "10.0.0.9", user: "admin", password: "open-sesame"]'))

        then:
        ran.exit == 2
        ran.err.contains(why)

        where:
        what                                 | pattern | why
        'without a terminal'                 | 'one'   | 'a console wants a terminal'
        'of several hosts at once'           | 'all'   | "'all' are 2 hosts"
        'by a protocol that has no consoles' | 'two'   | 'host two: a console wants the interface lanplus, and ipmi says lan'
    }
}
