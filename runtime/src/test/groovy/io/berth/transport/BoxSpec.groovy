package io.berth.transport

import spock.lang.AutoCleanup
import spock.lang.Specification

class BoxSpec extends Specification {

    @AutoCleanup Box box = Box.systemd()

    def "a box is a host of its own, with systemd, and can reboot"() {
        given:
        def boot = box.sh('cat /proc/sys/kernel/random/boot_id')

        expect: 'what is done there stays there'
        box.sh('echo here >/etc/of-the-box; hostname') == 'box\n'
        !new File('/etc/of-the-box').exists()
        box.sh('cat /proc/1/comm') == 'systemd\n'

        when:
        box.session(box.host()).run(io.berth.model.Command.of('systemctl', 'reboot'))
        def again = ''
        while (again in ['', boot]) {
            try {
                again = box.sh('cat /proc/sys/kernel/random/boot_id')
            } catch (IOException ignored) {
                Thread.sleep(20)
            }
        }

        then:
        again != boot
        box.sh('cat /etc/of-the-box') == 'here\n'
    }
}
