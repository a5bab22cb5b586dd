package io.berth.cli

import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.transport.Box
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** The reference's examples of what changes a system: run by berth itself on a host that is thrown away, after which nothing is left to do. */
class SystemExamplesSpec extends Specification {

    static final List<String> WORDS = ['authorizedKey', 'confirm', 'cron', 'debug', 'exec', 'facts', 'fail', 'mount', 'packages', 'pause', 'ping',
                                       'reboot', 'require', 'script', 'service', 'shell', 'timer', 'user', 'userGroup', 'wait']
    /** What is done each time. */
    static final List<String> ACTS = ['act', 'look', 'maybe']

    @Shared @AutoCleanup Box box = Box.systemd()

    def setupSpec() {
        box.sh '''
            rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/*
            mkdir -p /srv/apt /tmp/tree/DEBIAN
            echo 'deb [trusted=yes] file:/srv/apt ./' >/etc/apt/sources.list
            for name in tree curl; do
                printf 'Package: %s\\nVersion: 99\\nArchitecture: all\\nMaintainer: nobody <n@example.org>\\nDescription: none\\n' "$name" >/tmp/tree/DEBIAN/control
                dpkg-deb --root-owner-group -Znone -b /tmp/tree /srv/apt >/dev/null
            done
            cd /srv/apt
            for deb in ./*.deb; do dpkg-deb -f "$deb"; echo "Filename: $deb"; echo "Size: $(stat -c %s "$deb")"; echo "SHA256: $(sha256sum "$deb" | cut -d' ' -f1)"; echo; done >Packages'''
        box.write('/root/inventory.groovy', "hosts { host 'host', connection: local }\n")
    }

    private String berth(String command, String word, String... more) {
        box.sh('cd "$1"; shift; exec "$@"', Path.of('').toAbsolutePath(), "${System.getProperty('java.home')}/bin/java", '-XX:TieredStopAtLevel=1', '-cp', System.getProperty('java.class.path'),
                'io.berth.cli.Main', command, "../docs/reference/examples/${word}.groovy", '-i', '/root/inventory.groovy', *more)
    }

    def "the example of #word"() {
        when:
        berth('run', word, *(word == 'confirm' ? ['--yes'] : []))
        def left = new ObjectMapper().readTree(berth('plan', word, '-o', 'json')).path('tasks').collectEntries { [it.path('task').asText(), it.path('kind').asText()] }

        then:
        left.findAll { task, kind -> kind != 'none' && !(kind in ACTS) } == [:]

        where:
        word << WORDS - 'reboot'
    }

    def "the example of reboot, which ends whoever runs it there"() {
        when:
        berth('check', 'reboot')

        then:
        noExceptionThrown()
    }
}
