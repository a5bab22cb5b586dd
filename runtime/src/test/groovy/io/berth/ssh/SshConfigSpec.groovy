package io.berth.ssh

import io.berth.model.Host
import io.berth.transport.Unreachable
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

/** What of ssh_config(5) is understood. */
class SshConfigSpec extends Specification {

    @TempDir
    Path dir

    List<String> notices = []

    def setup() {
        Files.createDirectories(dir.resolve('home/.ssh/conf.d'))
        Files.createDirectories(dir.resolve('etc'))
    }

    Endpoint endpoint(Map<String, String> files, Host host) {
        files.each { name, text -> Files.writeString(dir.resolve(name), text) }
        new Endpoints(new SshOptions(dir.resolve('home'), dir.resolve('etc'), 'me', [SSH_AUTH_SOCK: '/agent', OTHER: '/other'],
            Duration.ofSeconds(10), Duration.ofSeconds(15), 3, Duration.ofSeconds(20), { Optional.empty() }, { notices << it })).of(host)
    }

    static Host host(Map<String, ?> more = [:], String name) {
        new Host(name, more.address ?: '', more.port ?: 0, more.user ?: '', more.identityFile ?: '', more.knownHosts ?: '',
            Host.Connection.SSH, Optional.empty(), [:], null)
    }

    def "#pattern matches #name: #matches"() {
        expect:
        Patterns.match(pattern.split(' ') as List, name) == matches

        where:
        pattern            | name        || matches
        'kvm1'             | 'kvm1'      || true
        'kvm1'             | 'KVM1'      || true
        'kvm'              | 'kvm1'      || false
        'kvm?'             | 'kvm1'      || true
        'kvm?'             | 'kvm12'     || false
        '*'                | 'any'       || true
        '*'                | ''          || true
        'k*1*'             | 'kvm10'     || true
        'k*2'              | 'kvm22'     || true
        '10.77.0.*'        | '10.77.0.1' || true
        '10.77.0.*'        | '10x77x0.1' || false
        'kvm* !kvm2'       | 'kvm1'      || true
        'kvm* !kvm2'       | 'kvm2'      || false
        '!kvm2'            | 'kvm1'      || false
        'a b c'            | 'b'         || true
        '*.example.org'    | 'example.org' || false
    }

    def "the line #line is #keyword #arguments"() {
        expect:
        ConfigLine.parse(line).map { [it.keyword(), it.arguments()] }.orElse(null) == (keyword ? [keyword, arguments] : null)

        where:
        line                            || keyword        | arguments
        ''                              || null           | null
        '  # comment'                   || null           | null
        'User root'                     || 'user'         | ['root']
        '\tUSER=root'                   || 'user'         | ['root']
        'user = root'                   || 'user'         | ['root']
        'Host a  b\t!c'                 || 'host'         | ['a', 'b', '!c']
        'IdentityFile "~/my key"'       || 'identityfile' | ['~/my key']
        "IdentityFile '~/my key' more"  || 'identityfile' | ['~/my key', 'more']
        'User "a\\"b"'                  || 'user'         | ['a"b']
        'User root # comment'           || 'user'         | ['root']
        'Port'                          || 'port'         | []
    }

    def "the first value wins, the user's file before the system's"() {
        when:
        def e = endpoint(['home/.ssh/config': '''
            Port 1
            Host kvm2
              User two
            Host kvm*
              User all
              HostName %h.example.org
              Port 2''', 'etc/ssh_config': '''
            User system
            ConnectTimeout 3
            ServerAliveInterval 4
            ServerAliveCountMax 5'''], host(name))

        then:
        [e.user(), e.address(), e.port()] == [user, address, 1]
        [e.connectTimeout().toSeconds(), e.aliveInterval().toSeconds(), e.aliveCount()] == [3, 4, 5]

        where:
        name   || user     | address
        'kvm1' || 'all'    | 'kvm1.example.org'
        'kvm2' || 'two'    | 'kvm2.example.org'
        'web'  || 'system' | 'web'
    }

    def "what the inventory says wins"() {
        when:
        def e = endpoint(['home/.ssh/config': '''
            Host kvm1
              HostName elsewhere
              User other
              Port 99
              IdentityFile ~/other
              UserKnownHostsFile ~/other'''],
            host('kvm1', address: '10.0.0.1', port: 22, user: 'root', identityFile: '~/key', knownHosts: '/known'))

        then:
        [e.address(), e.port(), e.user()] == ['10.0.0.1', 22, 'root']
        e.identities() == [dir.resolve('home/key')]
        e.onlyThese()
        e.knownHosts() == [Path.of('/known')]
    }

    def "sections for a host's address apply too"() {
        expect:
        endpoint(['home/.ssh/config': 'Host 10.77.*\n  User lab'], host('kvm1', address: '10.77.0.11')).user() == 'lab'
    }

    def "files are included where they stand, in order, and only where their section applies"() {
        when:
        def e = endpoint(['home/.ssh/config': '''
            Include conf.d/*.conf missing/* nothing
            Host other
              Include conf.d/other
            Host *
              User last''', 'home/.ssh/conf.d/1.conf': 'Host kvm1\n  Port 1', 'home/.ssh/conf.d/2.conf': 'Port 2\n Host kvm2\n  User two',
            'home/.ssh/conf.d/other': 'User other\nHost *\n  User other'], host(name))

        then:
        [e.port(), e.user()] == [port, user]

        where:
        name   || port | user
        'kvm1' || 1    | 'last'
        'kvm2' || 2    | 'two'
    }

    def "a file that includes itself is an error"() {
        when:
        endpoint(['home/.ssh/config': 'Include config'], host('kvm1'))

        then:
        def e = thrown(Unreachable)
        e.message.contains('Include')
    }

    def "Match all applies, any other Match is passed over with one notice"() {
        when:
        def e = endpoint(['home/.ssh/config': '''
            Match host kvm1
              User never
            Match all
              User all'''], host('kvm1'))

        then:
        e.user() == 'all'
        notices.size() == 1
        notices[0].contains('Match host kvm1')
    }

    def "#keyword is understood"() {
        expect:
        pick(endpoint(['home/.ssh/config': lines], host('kvm1'))).toString() == value.replace('HOME', dir.resolve('home').toString())
            .replace('ETC', dir.resolve('etc').toString())

        where:
        keyword                 | lines                                                      | pick                  || value
        'no IdentityFile'       | ''                                                         | { it.identities() }   || '[HOME/.ssh/id_rsa, HOME/.ssh/id_ecdsa, HOME/.ssh/id_ed25519]'
        'IdentityFile'          | 'IdentityFile ~/a\nIdentityFile %d/b-%h-%r\nIdentityFile /c%%' | { it.identities() } || '[HOME/a, HOME/b-kvm1-me, /c%]'
        'IdentitiesOnly'        | 'IdentitiesOnly yes'                                       | { it.onlyThese() }    || 'true'
        'no known hosts'        | ''                                                         | { it.knownHosts() }   || '[HOME/.ssh/known_hosts, HOME/.ssh/known_hosts2, ETC/ssh_known_hosts, ETC/ssh_known_hosts2]'
        'known hosts'           | 'UserKnownHostsFile ~/a ~/b\nGlobalKnownHostsFile none'    | { it.knownHosts() }   || '[HOME/a, HOME/b]'
        'StrictHostKeyChecking' | 'StrictHostKeyChecking accept-new'                         | { it.addUnknown() }   || 'true'
        'the same, ask'         | ''                                                         | { it.addUnknown() }   || 'false'
        'HostKeyAlias'          | 'HostKeyAlias other'                                       | { it.alias() }        || 'other'
        'no IdentityAgent'      | ''                                                         | { it.agent() }        || '/agent'
        'IdentityAgent none'    | 'IdentityAgent none'                                       | { it.agent() }        || ''
        'IdentityAgent file'    | 'IdentityAgent ~/agent'                                    | { it.agent() }        || 'HOME/agent'
        'IdentityAgent $'       | 'IdentityAgent $OTHER'                                     | { it.agent() }        || '/other'
        'IdentityAgent ${}'     | 'IdentityAgent ${OTHER}/x'                                 | { it.agent() }        || '/other/x'
        'ProxyJump'             | 'ProxyJump a'                                              | { it.via() }          || '[a (me@a:22)]'
        'ProxyJump of itself'   | 'ProxyJump a'                                              | { it.via()*.via() }   || '[[]]'
        'ProxyJump none'        | 'ProxyJump none'                                           | { it.via() }          || '[]'
    }

    def "jump hosts that the host names itself win over the configuration's, and have their own there"() {
        given:
        def named = new Host('kvm1', '', 0, '', '', '', Host.Connection.SSH, Optional.empty(), 'root@first:2222', [:], null)

        expect:
        with(endpoint(['home/.ssh/config': 'Host kvm1\n ProxyJump other\n ProxyCommand nc\nHost first\n ProxyJump gate'], named).via()[0]) {
            [address(), port(), user()] == ['first', 2222, 'root']
            via()*.address() == ['gate']
        }
    }

    def "jump hosts come in a chain, with what the configuration says of each"() {
        when:
        def e = endpoint(['home/.ssh/config': '''
            Host kvm1
              ProxyJump root@first:2222,ssh://[fe80::1]:23
            Host first
              HostName first.example.org
              User ignored
              ProxyJump gate'''], host('kvm1'))
        def last = e.via()[0]
        def first = last.via()[0]

        then:
        [last.address(), last.port(), last.user()] == ['fe80::1', 23, 'me']
        [first.address(), first.port(), first.user()] == ['first.example.org', 2222, 'root']
        first.via()*.address() == ['gate']
    }

    def "#text in the configuration is an error that says so"() {
        when:
        endpoint(['home/.ssh/config': text], host('kvm1'))

        then:
        def e = thrown(Unreachable)
        e.message.contains(message)

        where:
        text                                          || message
        'Port many'                                   || 'port many'
        'ProxyCommand nc %h %p'                       || 'ProxyJump'
        'Host a\n ProxyJump b\nHost b kvm1\n ProxyJump a' || 'circle'
        'ProxyJump a@b@c:x'                           || 'not a jump host'
    }
}
