package io.berth.cli

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.transport.Box
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification

/** Schedules by systemd and by cron, in a box with both, where berth has a launcher whose path nobody would choose. */
class ScheduleCommandSpec extends Specification {

    static final String HOME = '/opt/a "b" it\'s 100% $HOME %h x=1/berth'

    /** A service that is run once is not active while it runs. */
    static final String SETTLED = '''
        settled() { while [ "$(systemctl show --property=ActiveState --value "$@")" = activating ]; do sleep 0.05; done; }
        '''

    @Shared Box box = Box.systemd()

    def setupSpec() {
        box.sh('mkdir -p "$1"; mkdir /opt/lib', HOME)
        // an archive of classes halves the time of a start, and is of jars only; an ordinary user can read these
        def java = "${System.getProperty('java.home')}/bin/java"
        def jars = System.getProperty('java.class.path').tokenize(':').withIndex().collect { String part, int number ->
            box.sh('if [ -d "$2" ]; then "$1" --create --no-compress --file "$3" -C "$2" .; else cp "$2" "$3"; fi; chmod 644 "$3"', "${java[0..-5]}jar", part, "/opt/lib/${number}.jar")
            "/opt/lib/${number}.jar"
        }.join(':')
        def options = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -Xlog:all=off -cp '$jars'"
        box.write("$HOME/berth", """#!/bin/sh
exec '$java' -XX:SharedArchiveFile=/opt/lib/archive -Dberth.home="\${0%/*}" $options io.berth.cli.Main "\$@"
""")
        box.sh('chmod 755 "$1/berth"', HOME)
        box.write('/srv/write.groovy', '''hosts { host 'here', connection: local }
            variables text: 'none'
            play('write') { on 'here'; exec 'sh', '-c', 'printf "%s|" "$1" >>/srv/written', 'sh', text }'''.stripIndent())
        box.write('/srv/wait.groovy', '''hosts { host 'here', connection: local }
            play('wait') { on 'here'; exec 'sh', '-c', 'echo >>/srv/begun; while [ ! -e /srv/go ]; do sleep 0.05; done' }'''.stripIndent())
        box.write('/srv/fail.groovy', '''hosts { host 'here', connection: local }
            play('fail') { on 'here'; exec 'false' }'''.stripIndent())
        box.sh("XDG_STATE_HOME=/tmp/state '$java' -XX:ArchiveClassesAtExit=/opt/lib/archive $options io.berth.cli.Main run /srv/write.groovy -o plain; chmod 644 /opt/lib/archive; rm /srv/written")
    }

    def cleanupSpec() {
        box.close()
    }

    /** Whatever came of it, the next one begins with nothing. */
    def cleanup() {
        box.sh('''
            systemctl stop 'berth-*.timer' 'berth-*.service' || true
            rm -rf /srv/state /etc/systemd/system/berth-* /etc/systemd/system/*/berth-* /srv/written /srv/begun /srv/go
            systemctl daemon-reload
            crontab -r 2>/dev/null || true''')
    }

    /** Its exit status, and both outputs. */
    private List berth(String... words) {
        def said = box.sh('cd /srv; export XDG_STATE_HOME=/srv/state; e=0; "$@" 2>&1 || e=$?; echo; echo "$e"', "$HOME/berth", *words)
        [said.readLines().last() as int, said]
    }

    private JsonNode listed(String name) {
        def lines = box.sh('XDG_STATE_HOME=/srv/state exec "$1" schedule list -o json', "$HOME/berth").readLines().collect { new ObjectMapper().readTree(it) }
        lines.find { it.path('name').asText() == name }
    }

    private void until(String test, Object... arguments) {
        box.sh("for i in \$(seq 1200); do if ( $test ); then exit 0; fi; sleep 0.05; done; exit 1", *arguments)
    }

    def "a timer of systemd's runs the playbook as the command line said, and then nothing of it is left"() {
        when: 'text that units, shells and printf would each take for something else'
        def text = 'it\'s "q" $HOME ${x} 100% %h \\n ü'
        def (int exit, String said) = berth('schedule', 'install', 'write.groovy', '--on-calendar', '*:*:0/3', '--name', 'often', '-e', "text=$text".toString(), '-o', 'plain')

        then:
        assert exit == 0: said
        said.contains('timer berth-often')
        until('[ -e /srv/written ]')
        box.sh('cat /srv/written').startsWith(text + '|')

        when:
        box.sh(SETTLED + 'systemctl stop berth-often.timer; settled berth-often.service')
        def row = listed('often')

        then:
        row.fieldNames().toList() == ['name', 'playbook', 'options', 'calendar', 'by', 'next', 'last', 'changed']
        row.path('playbook').asText() == '/srv/write.groovy'
        row.path('calendar').asText() == '*:*:0/3'
        row.path('by').asText() == 'systemd'
        row.path('last').path('exit').asText() == '0'
        box.sh('ls /srv/state/berth/runs').contains(row.path('last').path('run').asText())
        box.sh('journalctl -u berth-often -o cat').contains("schedule 'often' ended with 0: all is as the playbook says")

        and: 'that it does not wait any more was not berth'
        row.path('next').isNull()
        row.path('changed')*.asText() == ['changed by hand: berth would enable and start']

        when:
        (exit, said) = berth('schedule', 'remove', 'often')

        then:
        exit == 4
        said.contains('was changed by hand')

        when:
        (exit, said) = berth('schedule', 'remove', 'often', '--yes')

        then:
        assert exit == 0: said
        box.sh('find /etc /srv /var/lib/systemd /run/systemd -name "*often*"') == ''
        berth('schedule', 'list')[1].contains('no schedule yet')
    }

    def "a time that was missed is caught up, and the status of the run is the unit's"() {
        given:
        berth('schedule', 'install', 'fail.groovy', '--on-calendar', 'Mon *-*-* 04:00')

        expect:
        listed('fail').path('last').path('state').asText() == 'never'

        when:
        box.sh('systemctl stop berth-fail.timer; touch -d "9 days ago" /var/lib/systemd/timers/stamp-berth-fail.timer; systemctl start berth-fail.timer')
        until('[ "$(systemctl show --property=Result --value berth-fail.service)" = exit-code ]')

        then:
        box.sh('systemctl show --property=ExecMainStatus --value berth-fail.service') == '1\n'
        with(listed('fail').path('last')) {
            path('state').asText() == 'ended'
            path('exit').asInt() == 1
        }
        berth('schedule', 'list')[1].contains('1: a task failed')
    }

    def "while one runs another start is left out and says so, a remove is refused, and a killed one holds up nothing"() {
        given:
        berth('schedule', 'install', 'wait.groovy', '--on-calendar', 'yearly')
        box.sh('systemctl start --no-block berth-wait.service')
        until('[ -e /srv/begun ]')

        when:
        def (int exit, String said) = berth('schedule', 'run', 'wait')

        then:
        exit == 4
        said =~ /schedule 'wait' is running already, as process \d+ since \S+: this start is left out/
        listed('wait').path('last').path('state').asText() == 'running'
        berth('schedule', 'remove', 'wait').with { it[0] == 4 && it[1].contains("schedule 'wait' is running") }

        when:
        box.sh(SETTLED + 'systemctl kill --signal=KILL berth-wait.service; settled berth-wait.service')

        then:
        listed('wait').path('last').path('state').asText() == 'died'

        when:
        box.sh(': >/srv/go')
        (exit, said) = berth('schedule', 'run', 'wait')

        then:
        assert exit == 0: said
        box.sh('wc -l </srv/begun') == '2\n'
    }

    def "an install shows what it would do, replaces its own, and no other's"() {
        when:
        def (int exit, String said) = berth('schedule', 'install', 'write.groovy', '--on-calendar', 'daily', '-C')

        then:
        assert exit == 0: said
        said.contains('+OnCalendar=daily')
        box.sh('ls /etc/systemd/system | grep berth || true; ls /srv/state/berth/schedules 2>&1 || true').contains('cannot access')

        when:
        berth('schedule', 'install', 'write.groovy', '--on-calendar', 'daily')
        (exit, said) = berth('schedule', 'install', 'write.groovy', '--on-calendar', 'weekly', '-t', 'a,b', '-D')

        then:
        assert exit == 0: said
        said.contains('-OnCalendar=daily')
        said.contains('+OnCalendar=weekly')
        said.contains('--tags=a,b')
        listed('write').path('options')*.asText() == ['--tags=a,b', '--diff']
        listed('write').path('next').asText() ==~ /\d{4}-\d\d-\d\dT00:00:00Z/
        listed('write').path('changed').isEmpty()

        when: 'to cron, and the timer goes'
        (exit, said) = berth('schedule', 'install', 'write.groovy', '--on-calendar', 'weekly', '--cron')

        then:
        assert exit == 0: said
        box.sh('ls /etc/systemd/system | grep berth-write || true') == ''
        box.sh('crontab -l').contains('# berth: schedule write\n0 0 * * 1 env ')
        listed('write').path('by').asText() == 'cron'

        when:
        box.sh('printf "[Service]\\nExecStart=/bin/true\\n" >/etc/systemd/system/berth-mine.service')
        (exit, said) = berth('schedule', 'install', 'write.groovy', '--on-calendar', 'daily', '--name', 'mine')

        then:
        exit == 4
        said.contains("there is a timer 'berth-mine' or an entry of that name already")
        box.sh('cat /etc/systemd/system/berth-mine.service') == '[Service]\nExecStart=/bin/true\n'
    }

    def "cron itself runs it, once for each of its times, and catches up what was missed"() {
        given:
        def text = 'it\'s "q" $HOME ${x} 100% %h \\n ü'
        box.sh('printf "# mine\\n1 2 3 4 5 true\\n" | crontab -')

        when:
        def (int exit, String said) = berth('schedule', 'install', 'write.groovy', '--on-calendar', '30 4 * * *', '--cron', '--name', 'nightly', '-e', "text=$text".toString())

        then:
        assert exit == 0: said
        with(listed('nightly')) {
            path('calendar').asText() == '30 4 * * *'
            path('next').asText() ==~ /\d{4}-\d\d-\d\dT\d\d:30:00Z/
        }

        when: 'cron is asked to run each entry of berth as it begins, as none of its times has come since it was installed'
        box.sh('''
            crontab -l | awk '/^# berth/ { print; getline; sub(/^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+/, "@reboot"); $0 = $0 "; echo >>/srv/ran" } /berth/' >/srv/table
            grep -c @reboot /srv/table
            crontab -l >/srv/kept; crontab /srv/table
            ''')
        def cron = {
            box.sh('''
                rm -f /run/crond.reboot /srv/ran
                cron -f &
                for i in $(seq 1200); do
                    [ "$(wc -l </srv/ran 2>/dev/null)" != 2 ] || break
                    sleep 0.05
                done
                kill $!
                wait $! || true
                wc -l </srv/ran''').strip()
        }
        def asked = cron()

        then:
        asked == '2'
        box.sh('cat /srv/state/berth/schedules/nightly/log; ls /srv/written 2>&1 || true').contains('cannot access')

        when: 'the time was missed'
        box.sh('touch -d "2 days ago" /srv/state/berth/schedules/nightly/schedule.json')
        asked = cron()

        then: 'both entries were run, and one of them found that it was its turn'
        asked == '2'
        box.sh('cat /srv/written') == text + '|'
        box.sh('cat /srv/state/berth/schedules/nightly/log').contains("schedule 'nightly' ended with 0")
        listed('nightly').path('last').path('exit').asInt() == 0

        when:
        box.sh('crontab /srv/kept')
        (exit, said) = berth('schedule', 'remove', 'nightly')

        then:
        assert exit == 0: said
        box.sh('crontab -l') == '# mine\n1 2 3 4 5 true\n'
        box.sh('find /etc /srv -name "*nightly*"') == ''
    }

    def "an ordinary user's timer is that of systemd's that is his"() {
        given:
        box.sh('useradd -m emil; chmod 777 /srv; systemctl start "user@$(id -u emil).service"')
        def emil = { String... words ->
            def said = box.sh('cd /srv; e=0; setpriv --reuid emil --regid emil --init-groups env -i HOME=/home/emil PATH=/usr/bin:/bin sh -c \'"$@"\' sh "$@" 2>&1 || e=$?; echo; echo "$e"', *words)
            [said.readLines().last() as int, said]
        }

        when:
        def (int exit, String said) = emil("$HOME/berth", 'schedule', 'install', 'write.groovy', '--on-calendar', '*:*:0/3', '-e', 'text=mine')

        then:
        assert exit == 0: said
        said.contains("'loginctl enable-linger' has it run always")
        until('[ -e /srv/written ]')
        box.sh('stat -c %U /srv/written; ls /home/emil/.config/systemd/user') == 'emil\nberth-write.service\nberth-write.timer\ntimers.target.wants\n'
        emil("$HOME/berth", 'schedule', 'list')[1] =~ /(?s)calendar +\*:\*:0\/3  by systemd of the user/

        when:
        box.sh('id=$(id -u emil); setpriv --reuid emil --regid emil --init-groups env XDG_RUNTIME_DIR="/run/user/$id" HOME=/home/emil sh -c ' +
                '"$1"', SETTLED + 'systemctl --user stop berth-write.timer; settled --user berth-write.service')
        (exit, said) = emil("$HOME/berth", 'schedule', 'remove', 'write', '--yes')

        then:
        assert exit == 0: said
        box.sh('find /home/emil -name "*berth-write*"') == ''
    }
}
