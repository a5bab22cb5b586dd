package io.berth.task

import io.berth.api.Change
import io.berth.api.TaskFailure
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

/** The real script on a libvirt that is played; its one domain is off once the file "off" is there. */
class ShutdownTaskSpec extends Specification {

    @TempDir
    Path dir

    static final String XML = "<domain type='qemu'><name>w01</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid></domain>"

    Change change(int seconds, ShutdownTask.Then then, String state = 'running') {
        new ShutdownTask().change(new ShutdownTask.Shutdown(Sample.slot(), Duration.ofSeconds(seconds), then), Sample.scope(),
                [Found.domains([xml: XML, state: state])])
    }

    /** @param verbs what the virsh verbs of a case do, as branches of a sh case */
    OneTask host(String verbs) {
        new OneTask(Sample.scope(), Shell.alone("""virsh() {
            echo "\$1 \$*" | cut -d ' ' -f 1,5- >>'$dir/calls'
            case \$1 in
            $verbs
            list) echo 6695eb01-f6a4-8304-79aa-97f2502e193f ;;
            domstate) if [ -e '$dir/off' ]; then echo 'shut off'; else echo running; fi ;;
            esac
        }"""))
    }

    List<String> calls() {
        Files.readAllLines(dir.resolve('calls')).findAll { !(it.split(' ')[0] in ['list', 'domstate']) }
    }

    def "off is off"() {
        expect:
        change(1, ShutdownTask.Then.FAIL, 'shut off').kind() == Change.Kind.NONE
        new ShutdownTask().change(new ShutdownTask.Shutdown(Sample.slot(), Duration.ofSeconds(1), ShutdownTask.Then.FAIL), Sample.scope(),
                [Found.domains()]).kind() == Change.Kind.NONE
    }

    def "a guest whose agent answers is asked by it"() {
        given:
        OneTask host = host("shutdown) touch '$dir/off' ;;")

        when:
        change(30, ShutdownTask.Then.FAIL).work().apply(host.hands())

        then:
        host.said == ['asked to shut down by agent']
        calls() == ['qemu-agent-command --timeout 3 {"execute":"guest-ping"}', 'shutdown --mode agent']
    }

    def "one without an agent by ACPI, again at half time, and it fails when the time is over"() {
        given:
        OneTask host = host('qemu-agent-command) return 1 ;;')

        when:
        change(2, ShutdownTask.Then.FAIL).work().apply(host.hands())

        then:
        TaskFailure e = thrown()
        e.message == 'domain w01 has not shut down within 2 s'
        calls() == ['qemu-agent-command --timeout 3 {"execute":"guest-ping"}', 'shutdown --mode acpi', 'shutdown --mode acpi']
    }

    def "or it is powered off"() {
        given:
        OneTask host = host("qemu-agent-command) return 1 ;; destroy) touch '$dir/off' ;;")

        when:
        change(1, ShutdownTask.Then.DESTROY).work().apply(host.hands())

        then:
        host.said[-1] == 'powered off'
        calls()[-1].startsWith('destroy')
    }
}
