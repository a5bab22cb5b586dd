package io.berth.cli

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Isolated
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Against OpenIPMI's simulator of a management controller, on loopback. What is switched is a file. */
@Isolated('it takes standard output and error')
class HostPowerSpec extends Specification {

    @Shared @TempDir Path dir
    @Shared Process simulator
    @Shared int port

    def setupSpec() {
        assert new File('/usr/bin/ipmi_sim').canExecute() && new File('/usr/bin/ipmitool').canExecute(): 'install the packages openipmi and ipmitool'
        port = new DatagramSocket(0, InetAddress.loopbackAddress).withCloseable { it.localPort }
        write('power', '0')
        write('said', '')
        def chassis = write('chassis', '''#!/bin/sh
            dir=${0%/*} action=$1
            shift
            case $action in
            get) for what in "$@"; do if [ "$what" = power ]; then echo "power:$(cat "$dir/power")"; else echo "$what:0"; fi; done ;;
            set) echo "$*" >>"$dir/said"; if [ "$1" = power ]; then printf %s "$2" >"$dir/power"; fi ;;
            esac
            '''.stripIndent())
        new File(chassis).setExecutable(true)
        def lan = write('lan.conf', """\
            name "sim"
            set_working_mc 0x20
            startlan 1
            addr 127.0.0.1 $port
            priv_limit admin
            allowed_auths_callback none md2 md5 straight
            allowed_auths_user none md2 md5 straight
            allowed_auths_operator none md2 md5 straight
            allowed_auths_admin none md2 md5 straight
            guid a123456789abcdefa123456789abcdef
            endlan
            chassis_control "$chassis"
            user 1 true "" "none" user 10 none md2 md5 straight
            user 2 true "admin" "open-sesame" admin 10 none md2 md5 straight
            """.stripIndent())
        def machine = write('machine', '''\
            mc_setbmc 0x20
            mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
            sel_enable 0x20 1000 0x0a
            mc_enable 0x20
            '''.stripIndent())
        Files.createDirectory(dir.resolve('state'))
        simulator = new ProcessBuilder('ipmi_sim', '-n', '-c', lan, '-f', machine, '-s', dir.resolve('state').toString()).redirectErrorStream(true).redirectOutput(dir.resolve('log').toFile()).start()
        write('inventory.groovy', """\
            hosts {
                host 'one', address: '127.0.0.1', port: 1, ipmi: [cipher: 3, address: '127.0.0.1', port: $port, user: 'admin', password: "open-sesame"]
                host 'wrong', address: '127.0.0.1', port: 1, ipmi: [cipher: 3, address: '127.0.0.1', port: $port, user: 'admin', password: 'guess']
                host 'none', address: '127.0.0.1', port: 1
                host 'here', connection: 'local', ipmi: [cipher: 3, address: '127.0.0.1', port: $port, user: 'admin', password: "open-sesame"]
            }
            """.stripIndent())
    }

    def cleanupSpec() {
        simulator?.destroy()
        assert simulator?.waitFor(10, TimeUnit.SECONDS)
    }

    def "it is switched on, tells so, and lights its lamp"() {
        expect:
        power('status', 'one') == [exit: 0, out: 'one: off\n', err: '']
        power('on', 'one') == [exit: 0, out: 'one: power on\n', err: '']
        power('status', 'one') == [exit: 0, out: 'one: on\n', err: '']
        power('identify', 'one', '--seconds', '7') == [exit: 0, out: 'one: lights for 7 s\n', err: '']
        said().any { it == 'identify 7 0' }
    }

    def "what runs there forbids that it is switched off, and so does not to know it"() {
        given: 'a program called as those are that run guests'
        def program = Files.copy(Path.of('/bin/sleep'), dir.resolve('qemu-system-probe'))
        program.toFile().setExecutable(true)
        def guest = new ProcessBuilder(program.toString(), '60').start()
        write('said', '')

        when:
        def refused = power(verb, host, '--yes')

        then:
        refused.exit == 4
        refused.err.contains(why.replace('PID', guest.pid().toString()))
        said() == []

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
        write('power', '1')

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

    private List<String> said() { Files.readAllLines(dir.resolve('said')).findAll { it } }

    private String write(String name, String text) { Files.writeString(dir.resolve(name), text).toString() }
}
