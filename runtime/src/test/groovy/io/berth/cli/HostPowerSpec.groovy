package io.berth.cli

import io.berth.fixture.SimulatedBmc
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Isolated
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Against a simulated management controller. */
@Isolated('it takes standard output and error')
class HostPowerSpec extends Specification {

    @Shared @TempDir Path dir
    @Shared SimulatedBmc bmc

    def setupSpec() {
        bmc = new SimulatedBmc(Files.createDirectory(dir.resolve('bmc')))
        Files.writeString(dir.resolve('inventory.groovy'), """\
            hosts {
                host 'one', address: '127.0.0.1', port: 1, ipmi: $bmc.said
                host 'wrong', address: '127.0.0.1', port: 1, ipmi: ${bmc.said.replace('open-sesame', 'guess')}
                host 'none', address: '127.0.0.1', port: 1
                host 'here', connection: 'local', ipmi: $bmc.said
            }
            """.stripIndent())
    }

    def cleanupSpec() {
        bmc?.close()
    }

    def "it is switched on, tells so, and lights its lamp"() {
        expect:
        power('status', 'one') == [exit: 0, out: 'one: off\n', err: '']
        power('on', 'one') == [exit: 0, out: 'one: power on\n', err: '']
        power('status', 'one') == [exit: 0, out: 'one: on\n', err: '']
        power('identify', 'one', '--seconds', '7') == [exit: 0, out: 'one: lights for 7 s\n', err: '']
        'identify 7 0' in bmc.heard()
    }

    def "what runs there forbids that it is switched off, and so does not to know it"() {
        given: 'a program called as those are that run guests'
        def program = Files.copy(Path.of('/bin/sleep'), dir.resolve('qemu-system-probe'))
        program.toFile().setExecutable(true)
        def guest = new ProcessBuilder(program.toString(), '60').start()
        bmc.write('heard', '')

        when:
        def refused = power(verb, host, '--yes')

        then:
        refused.exit == 4
        refused.err.contains(why.replace('PID', guest.pid().toString()))
        bmc.heard() == []

        cleanup:
        guest?.destroyForcibly()?.waitFor()
        Files.deleteIfExists(dir.resolve('qemu-system-probe'))

        where:
        verb    | host   || why
        'off'   | 'here' || 'qemu-PID'
        'cycle' | 'one'  || 'nobody can tell what runs on one'
    }

    def "it is asked about, and done by force"() {
        given:
        bmc.write('power', '1')

        expect:
        power('off', 'one', '--force').exit == 4
        power('status', 'one').out == 'one: on\n'
        power('off', 'one', '--force', '--yes').exit == 0
        power('status', 'one').out == 'one: off\n'
    }

    def "#what"() {
        when:
        def ran = power(*words)

        then:
        ran.exit == exit
        ran.err.contains(err)
        !ran.err.contains('sesame')

        where:
        what                                      | words               || exit | err
        'a wrong password is told, not shown'     | ['status', 'wrong'] || 1    | 'Unable to establish'
        'a host without a management controller'  | ['status', 'none']  || 2    | 'has no variable ipmi'
    }

    def "the password is in no argument and no environment of a process"() {
        given: 'an ipmitool that tells how it was called'
        def fake = Files.createDirectory(dir.resolve('bin')).resolve('ipmitool')
        Files.writeString(fake, '#!/bin/sh\n{ tr "\\\\0" "\\\\n" </proc/$$/cmdline; tr "\\\\0" "\\\\n" </proc/$$/environ; } >"${0%/*}/seen"; cat >"${0%/*}/read"; echo Chassis Power is on\n'.replace('\\\\', '\\'))
        fake.toFile().setExecutable(true)
        def bmc = new Bmc('one', '127.0.0.1', '623', 'admin', new io.berth.model.Secret('bmc', 'open sesame'), 'lanplus', '')

        expect:
        bmc.tell(fake.toString(), ['chassis', 'power', 'status']).endsWith('is on')
        !Files.readString(dir.resolve('bin/seen')).contains('sesame')
        Files.readString(dir.resolve('bin/read')) == 'open sesame\n'
    }

    private Map power(String... words) { Captured.berth(*(['host', 'power'] + words.toList() + ['-i', dir.resolve('inventory.groovy').toString()])) }
}
