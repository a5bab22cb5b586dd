package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.fixture.OnHost
import io.berth.transport.Box
import spock.lang.Shared
import spock.lang.Specification

/** cron's own crontab, and systemd's timers, in a box. */
class ScheduleTasksSpec extends Specification {

    @Shared Box box = Box.systemd()
    @Shared OnHost host = new OnHost(box, box.host())
    @Shared CronTask cron = new CronTask()
    @Shared TimerTask timer = new TimerTask()

    def cleanupSpec() {
        box.close()
    }

    def "entries of a user's table come, change, rest and go by their names, and others stay"() {
        given:
        box.sh('useradd -m emil; printf "# mine\\n1 2 3 4 5 true\\n" | crontab -u emil -')
        def backup = [name: 'back up', user: 'emil', command: 'echo "$HOME" >>/tmp/x', minute: '*/5', hour: '4']

        expect:
        host.plan(backup, cron).diffs()*.after() == ['# mine\n1 2 3 4 5 true\n# berth: back up\n*/5 4 * * * echo "$HOME" >>/tmp/x\n']
        host.apply(backup, cron).kind() == Change.Kind.CREATE
        host.apply(backup, cron).kind() == Change.Kind.NONE
        host.apply(backup + [name: 'other', special: 'daily'], cron).kind() == Change.Kind.CREATE
        host.apply(backup + [disabled: true], cron).kind() == Change.Kind.UPDATE
        box.sh('crontab -u emil -l').readLines() == ['# mine', '1 2 3 4 5 true', '# berth: back up', '#disabled */5 4 * * * echo "$HOME" >>/tmp/x',
                '# berth: other', '@daily echo "$HOME" >>/tmp/x']
        host.apply(backup + [state: 'absent'], cron).kind() == Change.Kind.DELETE
        host.apply(backup + [name: 'other', state: 'absent'], cron).kind() == Change.Kind.DELETE
        host.apply(backup + [state: 'absent'], cron).kind() == Change.Kind.NONE
        box.sh('crontab -u emil -l') == '# mine\n1 2 3 4 5 true\n'
    }

    def "a table that is empty is none"() {
        given:
        def values = [name: 'a', command: 'true']

        expect:
        host.apply(values, cron).kind() == Change.Kind.CREATE
        host.apply(values + [state: 'absent'], cron).kind() == Change.Kind.DELETE
        box.sh('crontab -l 2>&1 || true') == 'no crontab for root\n'
    }

    def "a file of /etc/cron.d holds one entry and its variables"() {
        given:
        def values = [name: 'clean', file: 'berth-clean', command: 'true', special: 'reboot', variables: [PATH: '/bin', MAILTO: '']]

        expect:
        host.apply(values, cron).kind() == Change.Kind.CREATE
        host.apply(values, cron).kind() == Change.Kind.NONE
        box.sh('cat /etc/cron.d/berth-clean; stat -c %a /etc/cron.d/berth-clean') ==
                '# berth: clean\nPATH="/bin"\nMAILTO=""\n@reboot root true\n644\n'
        host.apply(values + [state: 'absent'], cron).kind() == Change.Kind.DELETE
        host.apply(values + [state: 'absent'], cron).kind() == Change.Kind.NONE
    }

    def "a timer runs its command with the arguments as they are"() {
        given:
        def values = [name: 'tick', calendar: ['*-*-* 04:00'], command: ['/usr/bin/printf', '<%s>', '$HOME ${HOME}', '100%', "it's \"q\" \\n", 'two\nlines', ';', '-x'],
                      variables: [A: '$x %h "y"'], description: 'Ticks 100 %']

        expect:
        host.plan(values, timer).diffs()*.what() == ['tick.service', 'tick.timer']
        host.apply(values, timer).kind() == Change.Kind.CREATE
        host.apply(values, timer).kind() == Change.Kind.NONE
        box.sh('systemctl is-active tick.timer; systemctl is-enabled tick.timer') == 'active\nenabled\n'

        when:
        box.sh('systemctl start tick.service')

        then:
        box.sh('journalctl -u tick.service -o cat --all').contains('<$HOME ${HOME}><100%><it\'s "q" \\n><two\nlines><;><-x>')
        box.sh('systemctl show --property=Environment tick.service').contains('$x %h')

        expect:
        host.apply(values + [calendar: ['daily', 'Mon 05:00']], timer).kind() == Change.Kind.UPDATE
        host.apply(values + [calendar: ['daily', 'Mon 05:00'], enabled: false], timer).summary() == 'stop and disable'
        host.apply(values + [state: 'absent'], timer).kind() == Change.Kind.DELETE
        host.apply(values + [state: 'absent'], timer).kind() == Change.Kind.NONE
        box.sh('ls /etc/systemd/system | grep tick || true') == ''
    }

    def "systemd looks at a timer before it is put in place"() {
        when:
        host.apply(timer, name: 'wrong', calendar: ['no such day'], command: ['/bin/true'])

        then:
        thrown(CommandFailure)
        box.sh('ls -A /etc/systemd/system | grep wrong || true') == ''
    }

    def "what would begin another line is refused before: #values"() {
        expect:
        !host.check(task, values).empty

        where:
        task            | values
        new CronTask()  | [name: 'a\n* * * * * root evil', command: 'true']
        new CronTask()  | [name: 'a', command: 'true\n* * * * * root evil']
        new CronTask()  | [name: 'a', command: 'true', minute: '* * * * * evil #']
        new CronTask()  | [name: 'a', command: 'true', file: '../x']
        new CronTask()  | [name: 'a', command: 'true', file: 'x', variables: [A: 'b\n* * * * * root evil']]
        new CronTask()  | [name: 'a', command: 'true', file: 'x', variables: ['A=b\nX': 'b']]
        new TimerTask() | [name: 'a/b', calendar: ['daily'], command: ['/bin/true']]
        new TimerTask() | [name: 'a', calendar: ['daily\nUnit=evil.service'], command: ['/bin/true']]
        new TimerTask() | [name: 'a', calendar: ['daily'], command: ['-/bin/true']]
        new TimerTask() | [name: 'a', calendar: ['daily'], command: ['/bin/true'], description: 'a\\']
        new TimerTask() | [name: 'a', calendar: ['daily'], command: ['/bin/true'], user: 'a\nExecStart=/bin/evil']
    }
}
