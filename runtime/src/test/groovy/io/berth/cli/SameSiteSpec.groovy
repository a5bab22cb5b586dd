package io.berth.cli

import io.berth.transport.Box
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.Specification

/** The site of playbooks/site-services.groovy, written for Ansible in bench/site-ansible: both leave the same behind, file by file. */
class SameSiteSpec extends Specification {

    static final Path ROOT = Path.of('..').toRealPath()

    /** What the site is about, and where it could leave a trace; not what programs keep for themselves. */
    static final String STATE = '''
        for path in "$@"; do
            find "$path" -xdev \\( -name '*-' -o -name '*.lock' \\) -prune -o -printf '%p %y %m %u %g %l\\n'
        done | LC_ALL=C sort
        find "$@" -xdev -type f ! -name '*-' ! -name '*.lock' ! -name state -exec sha256sum {} + | LC_ALL=C sort -k 2
        systemctl is-enabled statusd
        systemctl is-active statusd
        '''

    static final List<String> LOOKED_AT = ['/etc', '/srv', '/usr/local', '/opt']

    private static String state(Box box) { box.sh(STATE, LOOKED_AT as Object[]) }

    /** On a throwaway host, which sees this checkout as it is. */
    private static String after(Closure<Void> does) {
        Box box = Box.systemd()
        try {
            box.sh('printf "127.0.0.1 localhost\\n" >/etc/hosts; mkdir -p /etc/status; : >/etc/status/old.conf')
            does(box)
            state(box)
        } finally {
            box.close()
        }
    }

    def "a site written for Ansible and for berth ends in the same state"() {
        given:
        String java = "${System.getProperty('java.home')}/bin/java"
        String classes = System.getProperty('java.class.path')
        def berth = { Box box, String verb -> box.sh('''
            printf "hosts { host 'here', connection: local }\\n" >/tmp/hosts.groovy
            cd "$1" && XDG_STATE_HOME=/tmp/state "$2" -cp "$3" io.berth.cli.Main "$4" playbooks/site-services.groovy -i /tmp/hosts.groovy -o json 2>&1
            ''', ROOT, java, classes, verb) }

        when: 'both at once'
        def ansible = CompletableFuture.supplyAsync {
            after { Box box -> box.sh('cd "$1" && HOME=/tmp ansible-playbook -i localhost, -c local site.yml 2>&1', ROOT.resolve('bench/site-ansible')) }
        }
        String left = ''
        String byBerth = after { Box box ->
            berth(box, 'run')
            left = berth(box, 'plan')
        }
        String byAnsible = ansible.get(10, TimeUnit.MINUTES)

        then:
        byBerth.readLines() == byAnsible.readLines()
        byBerth.contains('/usr/local/bin/status l 777 root root statusd')
        byBerth.readLines().takeRight(2) == ['enabled', 'active']

        and: 'nothing is left to do'
        !left.contains('"kind":"create"') && !left.contains('"kind":"update"')
    }
}
