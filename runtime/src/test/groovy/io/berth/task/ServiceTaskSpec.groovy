package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import io.berth.plan.Questions
import io.berth.transport.Box
import spock.lang.Shared
import spock.lang.Specification

/** Real systemd, and real scripts of sysvinit's, in boxes. */
class ServiceTaskSpec extends Specification {

    @Shared Box box = Box.systemd()
    @Shared OnHost host = new OnHost(box, box.host())
    @Shared ServiceTask service = new ServiceTask()

    def cleanupSpec() {
        box.close()
    }

    private void unit(String name, String text) {
        box.write("/etc/systemd/system/$name", text)
        box.sh('systemctl daemon-reload')
    }

    private String state(String name) {
        box.sh('echo $(systemctl is-active "$1") $(systemctl is-enabled "$1")', name).strip()
    }

    def "a service is started, enabled, stopped, disabled and masked, each once"() {
        given:
        unit('one.service', '[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=multi-user.target\n')

        expect:
        host.plan(service, name: 'one', state: 'started', enabled: 'true').summary() == 'enable, start'
        state('one') == 'inactive disabled'
        host.apply(service, name: 'one', state: 'started', enabled: 'true').kind() == Change.Kind.UPDATE
        state('one') == 'active enabled'
        host.apply(service, name: 'one', state: 'started', enabled: 'true').summary() == 'active, enabled'
        host.apply(service, name: 'one', state: 'stopped', enabled: 'false').summary() == 'disable, stop'
        state('one') == 'inactive disabled'
        host.apply(service, name: 'two', enabled: 'masked').summary() == 'mask'
        host.apply(service, name: 'two', enabled: 'masked').kind() == Change.Kind.NONE
        state('two') == 'inactive masked'
    }

    def "to restart and to reload is done each time"() {
        given:
        unit('again.service', '[Service]\nExecStart=/bin/sleep 1000\nExecReload=/bin/touch /run/reloaded\n')
        host.apply(service, name: 'again', state: 'started')
        def first = box.sh('systemctl show --property=MainPID again')

        expect:
        host.apply(service, name: 'again', state: 'restarted').kind() == Change.Kind.ACT
        box.sh('systemctl show --property=MainPID again') != first
        host.apply(service, name: 'again', state: 'reloaded').kind() == Change.Kind.ACT
        box.sh('ls /run/reloaded') == '/run/reloaded\n'
    }

    def "many services are looked at by one command, each as alone"() {
        given:
        ['x', 'y'].each { unit("${it}.service", '[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=multi-user.target\n') }
        box.write('/etc/init.d/old', '#!/bin/sh\n### BEGIN INIT INFO\n# Provides: old\n# Default-Start: 2 3 4 5\n# Default-Stop: 0 1 6\n### END INIT INFO\nexit 0\n')
        box.sh('chmod 755 /etc/init.d/old; systemctl daemon-reload; systemctl start x; systemctl enable y; systemctl mask masked-one')
        def names = ['x', 'none-such', 'old', 'y', 'x.service', 'masked-one.service', 'y', 'systemd-journald']
        def looks = names.collect { service.observe(OnHost.parameters(service, [name: it]), host.scope)[0] }
        def session = host.session()

        expect:
        session.run(looks[0].asked(looks.collectMany { it.asked() })).out().split('\0').toList() == looks.collect { session.run(it).out() }
        Questions.ask(session, looks)*.out() == looks.collect { session.run(it).out() }
    }

    def "unit files that have changed are read again"() {
        given:
        unit('changed.service', '[Service]\nExecStart=/bin/sleep 1000\n')
        host.apply(service, name: 'changed', state: 'started')
        box.write('/etc/systemd/system/changed.service', '[Service]\nExecStart=/bin/sleep 2000\n')

        expect:
        host.apply(service, name: 'changed', state: 'started', daemonReload: true).summary() == 'daemon-reload'
        host.apply(service, name: 'changed', state: 'started', daemonReload: true).kind() == Change.Kind.NONE
    }

    def "a service that ends by itself is started each time"() {
        given:
        unit('once.service', '[Service]\nType=oneshot\nExecStart=/bin/touch /run/once\n')

        expect:
        host.apply(service, name: 'once', state: 'started').kind() == Change.Kind.ACT
        box.sh('ls /run/once') == '/run/once\n'
    }

    def "a service that is not there may come; to be stopped it need not"() {
        when:
        def change = host.plan(service, name: 'nowhere', state: 'started')

        then:
        change.kind() == Change.Kind.MAYBE
        host.plan(service, name: 'nowhere', state: 'stopped', enabled: 'false').summary() == 'not installed'

        when:
        host.perform(change)

        then:
        TaskFailure e = thrown()
        e.message == 'there is no service nowhere on the host'
    }

    def "a service that does not start tells its last words"() {
        given:
        unit('broken.service', '[Service]\nType=oneshot\nExecStart=/bin/sh -c "echo my last words; exit 3"\n')

        when:
        host.apply(service, name: 'broken', state: 'started')

        then:
        CommandFailure e = thrown()
        e.answer().err().contains('status=3')
    }

    def "a script of sysvinit's is started and enabled by its links on a host without systemd"() {
        given:
        def plain = Box.plain()
        def there = new OnHost(plain, plain.host())
        plain.write('/etc/init.d/old', '''\
            #!/bin/sh
            ### BEGIN INIT INFO
            # Provides: old
            # Required-Start: $remote_fs
            # Required-Stop: $remote_fs
            # Default-Start: 2 3 4 5
            # Default-Stop: 0 1 6
            ### END INIT INFO
            case $1 in
            start) touch /run/old ;;
            stop) rm -f /run/old ;;
            restart) touch /run/restarted ;;
            status) [ -e /run/old ] || exit 3 ;;
            esac
            '''.stripIndent())
        plain.sh('chmod 755 /etc/init.d/old')

        expect:
        there.apply(service, name: 'old', state: 'started', enabled: 'true').summary() == 'enable, start'
        there.apply(service, name: 'old', state: 'started', enabled: 'true').kind() == Change.Kind.NONE
        plain.sh('ls /run/old; ls /etc/rc2.d | grep old') ==~ /\/run\/old\nS\d\dold\n/
        there.apply(service, name: 'old', state: 'restarted').kind() == Change.Kind.ACT
        there.apply(service, name: 'old', state: 'stopped', enabled: 'false').summary() == 'disable, stop'

        cleanup:
        plain.close()
    }

    def "what makes no sense is said before: #said"() {
        expect:
        host.check(service, values) == [said]

        where:
        values                                              | said
        [name: 'one']                                       | "nothing is said of the service: give 'state' or 'enabled'"
        [name: 'one', enabled: 'masked', state: 'started'] | 'a masked service cannot run'
        [name: '--now', state: 'started']                   | "'name' wants a service's name, not '--now'"
    }
}
