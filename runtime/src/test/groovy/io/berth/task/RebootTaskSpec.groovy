package io.berth.task

import io.berth.api.Change
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import io.berth.transport.Box
import spock.lang.AutoCleanup
import spock.lang.Specification

import java.time.Duration

/** systemd reboots its box; the kernel, which is the machine's, stays. */
class RebootTaskSpec extends Specification {

    @AutoCleanup Box box = Box.systemd()
    OnHost host = new OnHost(box, box.host())

    def "a host is back with a new boot id, and when its test command succeeds"() {
        given:
        def before = box.sh('cat /proc/sys/kernel/random/boot_id')

        expect:
        host.apply(new RebootTask(), every: Duration.ofMillis(200), within: Duration.ofSeconds(60), test: ['systemctl', 'is-active', 'box.target']).kind() == Change.Kind.ACT
        box.sh('cat /proc/sys/kernel/random/boot_id') != before
        box.sh('systemctl is-active box.target') == 'active\n'

        when:
        host.apply(new RebootTask(), every: Duration.ofMillis(200), within: Duration.ofSeconds(5), test: ['false'])

        then:
        TaskFailure e = thrown()
        e.message == 'the host is not back after 5 s: it is up, and false ends with status 1'
    }

    def "a host that does not go down is told"() {
        given:
        box.sh('for p in systemctl shutdown reboot; do rm -f "/usr/bin/$p" "/usr/sbin/$p"; ln -s /bin/true "/usr/bin/$p"; done')

        when:
        host.apply(new RebootTask(), every: Duration.ofMillis(200), within: Duration.ofSeconds(2))

        then:
        TaskFailure e = thrown()
        e.message == 'the host is not back after 2 s: it has not gone down'
    }
}
