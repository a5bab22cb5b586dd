package io.berth.script

import io.berth.diag.PlaybookException
import io.berth.model.Identity
import io.berth.model.Identity.AuthorizedKeys
import io.berth.model.Identity.Card
import io.berth.model.Identity.CloudInit
import io.berth.model.CloudUser
import io.berth.model.Identity.NetworkSystem
import io.berth.model.Identity.Password
import io.berth.model.Playbook
import io.berth.model.Secrets
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

/** Who a system is, as slots and redeploys say it. */
class IdentitySpec extends Specification {

    static final String KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKn7YqyUQCOnJRWn2VUrwVPPYPWJVmvAN0gPqGnxgFqk'
    static final String GUIDE = Files.readString(Path.of('../docs/guide/identity.md'))

    @TempDir
    Path dir

    def "a redeploy that says nothing has the slot's name: #code"() {
        expect:
        identity(code) == wanted

        where:
        code                                                   | wanted
        "redeploy 'a'"                                         | Identity.named('a')
        "redeploy('a') { identity { } }"                       | Identity.named('a')
        "redeploy('a') { identity hostname: 'x.lab' }"         | Identity.named('x.lab')
        "redeploy('a') { identity { hostname 'x.lab' } }"      | Identity.named('x.lab')
    }

    def "all of it can be said"() {
        expect:
        identity("""redeploy('a') { identity {
            hostname 'x'; sshKeys kept; timezone 'Europe/Berlin'; locale 'de_DE.UTF-8'
            authorizedKey 'root', keys: ['$KEY ada', 'no-pty $KEY bob'], exclusive: true
            authorizedKey('ada') { file 'keys/team' }
            password 'root', '\$6\$salt\$hash'; password 'ada', '!'
            network { system networkd; search 'lab'; dns '192.0.2.53'; nic 'lan', address: '192.168.150.21'; nic 'wan', address: '198.51.100.2/30', gateway: '198.51.100.1', dns: ['198.51.100.3'] }
            cloudInit { seed iso; user 'eve', keys: ['$KEY eve'], groups: ['adm'], sudo: true; packages 'htop' }
        } }""") == new Identity('x', Identity.SshKeys.KEPT,
                [new AuthorizedKeys('root', ["$KEY ada".toString(), "no-pty $KEY bob".toString()], '', true),
                 new AuthorizedKeys('ada', [], dir.resolve('keys/team').toAbsolutePath().toString(), false)],
                [new Password('root', '$6$salt$hash'), new Password('ada', '!')],
                new Identity.Network(NetworkSystem.NETWORKD, [
                        new Card('52:54:00:00:00:01', '192.168.150.21/24', '192.168.150.1', ['192.0.2.53'], ['lab']),
                        new Card('52:54:00:00:00:02', '198.51.100.2/30', '198.51.100.1', ['198.51.100.3'], ['lab'])]),
                'Europe/Berlin', 'de_DE.UTF-8',
                new CloudInit(Identity.Seed.ISO, [new CloudUser('eve', ["$KEY eve".toString()], '', ['adm'], '/bin/bash', true)], ['htop']))
    }

    def "a card has what is said of it, else the slot's address, else DHCP: #said"() {
        expect:
        identity("redeploy('$slot') { identity { network { $said } } }").network().cards().collect { [it.address(), it.gateway(), it.dns()] } == cards

        where:
        slot | said                                                         | cards
        'a'  | ''                                                           | [['', '', []], ['', '', []]]
        'b'  | ''                                                           | [['192.168.150.77/24', '192.168.150.1', ['192.168.150.1']]]
        'b'  | "nic gateway: 'none', dns: ['9.9.9.9', '8.8.8.8']"           | [['192.168.150.77/24', '', ['9.9.9.9', '8.8.8.8']]]
        'a'  | "nic address: '192.168.150.9'; nic address: '10.0.0.2/8'"    | [['192.168.150.9/24', '192.168.150.1', ['192.168.150.1']], ['10.0.0.2/8', '', []]]
        'a'  | "nic 'wan', address: '10.0.0.2/8'; nic gateway: 'none'"      | [['', '', []], ['10.0.0.2/8', '', []]]
        'a'  | "nic mac: '52:54:00:00:00:02', address: '10.0.0.2/8'; dns '9.9.9.9'" | [['', '', ['9.9.9.9']], ['10.0.0.2/8', '', ['9.9.9.9']]]
    }

    def "an IPv6 address is beside the other one, as short as it can be said: #said"() {
        expect:
        identity("redeploy('a') { identity { network { $said } } }").network().cards().collect { [it.address(), it.address6(), it.gateway6(), it.dns()] }[0] == card

        where:
        said                                                                                  | card
        "nic 'lan', address6: 'FD00:0:0:0::10/64', gateway6: 'fd00::1'; dns 'fd00::0053'"      | ['', 'fd00::10/64', 'fd00::1', ['fd00::53']]
        "nic 'lan', address: '192.168.150.9', address6: '2001:db8:0:1:0:0:0:1/64', gateway6: 'fe80::1'" | ['192.168.150.9/24', '2001:db8:0:1::1/64', 'fe80::1', ['192.168.150.1']]
        "nic 'lan', address6: '1:0:3:4:5:6:7:8/128'"                                           | ['', '1:0:3:4:5:6:7:8/128', '', []]
    }

    def "what a redeploy does not say is as its slot says, and the slot's card has the address that its identity gives it"() {
        given:
        def slot = "identity { hostname 'c.lab'; sshKeys kept; authorizedKey 'root', keys: ['$KEY']; password 'root', '!'; network { nic 'lan', address: '192.168.150.30' } }"

        when:
        def loaded = load("redeploy 'c'; redeploy('c') { identity hostname: 'other', sshKeys: 'fresh' }; redeploy('c') { identity { authorizedKey 'ada', keys: ['$KEY']; network { } } }", slot)
        def identities = loaded.plays()[0].tasks()*.parameters()*.identity()

        then:
        loaded.slots().c.nics()[0].address() == '192.168.150.30'
        identities[0] == loaded.slots().c.identity()
        identities[0].network().cards()[0].address() == '192.168.150.30/24'
        identities[1] == new Identity('other', Identity.SshKeys.FRESH, identities[0].authorizedKeys(), identities[0].passwords(), identities[0].network(), '', '', CloudInit.NONE)
        identities[2].authorizedKeys()*.user() == ['ada']
        identities[2].passwords()*.user() == ['root']
        identities[2].network().cards()[0].address() == '192.168.150.30/24'
        identities[2].hostname() == 'c.lab'
    }

    def "a hash may be a secret, and stands nowhere where it can be read"() {
        when:
        def said = load("redeploy('a') { identity { password 'root', secret('root') } }", '', [text: { source, name -> Optional.of('$6$salt$hush') }] as Secrets)
                .plays()[0].tasks()[0].parameters()

        then:
        said.identity().passwords()[0].hash() == '$6$salt$hush'
        !said.toString().contains('hush')

        and: 'where no secret is asked for, something stands for it'
        load("redeploy('a') { identity { password 'root', secret('root') } }").plays()[0].tasks()[0].parameters().identity().passwords()[0].hash() == '‹secret root›'
    }

    def "what is wrong is said where it stands: #code"() {
        when:
        load("redeploy('a') { identity { $code } }")

        then:
        PlaybookException e = thrown()
        e.diagnostics()*.message() == [message]
        e.diagnostics()[0].sourceLine().substring(e.diagnostics()[0].at().column() - 1).startsWith(at)

        where:
        code                                                               | at                  || message
        "hostname 'a b'"                                                   | "'a b'"             || "'a b' cannot be a host name"
        "sshKeys 'old'"                                                    | "'old'"             || "'sshKeys' wants fresh or kept, not 'old'"
        "timezone '../../etc/passwd'"                                      | "'../"              || "'timezone' wants a time zone such as Europe/Berlin, not '../../etc/passwd'"
        "locale 'C\\nX=1'"                                                 | "'C"                || "'locale' wants a locale such as de_DE.UTF-8, not 'C\nX=1'"
        "authorizedKey 'root'"                                             | 'authorizedKey'     || "no key is said: give 'keys' or 'file'"
        "authorizedKey 'root', keys: ['x']"                                | "'x'"               || 'this is not a key as in a .pub file'
        "authorizedKey '../x', keys: ['$KEY']"                             | "'../x'"            || "'user' wants the name of an account, not '../x'"
        "authorizedKey 'a', file: 'f'; authorizedKey 'a', file: 'g'"       | "authorizedKey 'a', file: 'g'" || "account 'a' is said twice"
        "password 'root', 'hunter2'"                                       | "'hunter2'"         || 'this is not the hash of a password'
        "password 'root', '\$6\$a\$b:0'"                                   | "'\$6"              || 'this is not the hash of a password'
        "network { nic 'other' }"                                          | "nic 'other'"       || "slot 'a' has no such card, or no more of them"
        "network { nic(); nic(); nic() }"                                  | 'nic() }'           || "slot 'a' has no such card, or no more of them"
        "network { nic 'wan', address: '10.0.0.1' }"                       | "'10.0.0.1'"        || "'10.0.0.1' needs a prefix, /8 to /32: network 'wan' has no range"
        "network { nic 'lan', address: '10.0.0.1' }"                       | "'10.0.0.1'"        || '10.0.0.1 is not an address for guests of 192.168.150.0/24'
        "network { nic 'lan', address: '192.168.150.300' }"                | "'192.168.150.300'" || "'192.168.150.300' is not an IPv4 address"
        "network { nic 'lan', gateway: '192.168.150.1' }"                  | "'192.168.150.1'"   || 'a card that has its address from DHCP has its gateway from there, too'
        "network { nic 'lan', address: 'fd00::10/64' }"                    | "'fd00::10/64'"     || "'fd00::10' is not an IPv4 address"
        "network { nic 'lan', address6: 'fd00::10' }"                      | "'fd00::10'"        || "'fd00::10' needs a prefix, /1 to /128"
        "network { nic 'lan', address6: 'fd00::10/129' }"                  | "'fd00::10/129'"    || "'fd00::10/129' needs a prefix, /1 to /128"
        "network { nic 'lan', address6: 'fd00::1::2/64' }"                 | "'fd00::1::2/64'"   || "'fd00::1::2' is not an IPv6 address"
        "network { nic 'lan', address6: '::ffff:c000:201/64' }"            | "'::ffff:c000:201/64'" || "'::ffff:c000:201' is not an IPv6 address"
        "network { nic 'lan', address6: 'fe80::1/64' }"                    | "'fe80::1/64'"      || 'fe80::1/64 is not an address that a card can have'
        "network { nic 'lan', address6: 'ff02::1/64' }"                    | "'ff02::1/64'"      || 'ff02::1/64 is not an address that a card can have'
        "network { nic 'lan', address6: 'fd00::/64' }"                     | "'fd00::/64'"       || 'fd00::/64 is not an address that a card can have'
        "network { nic 'lan', gateway6: 'fd00::1' }"                       | "'fd00::1'"         || 'a card that says no address6 has its gateway from its network'
        "network { nic 'lan', address6: 'fd00::10/64', gateway6: 'fd01::1' }" | "'fd01::1'"      || 'fd01::1 is not in the network of fd00::10/64'
        "network { dns 'x' }"                                              | "'x'"               || "'x' is not an IPv4 address"
        "network { search 'a b' }"                                         | "'a b'"             || "'search' wants domains, not 'a b'"
        "cloudInit { packages '-y' }"                                      | "'-y'"              || "'packages' wants names of packages, not '-y'"
        "cloudInit { user 'a', shell: 'sh' }"                              | "'sh'"              || "'shell' wants an absolute path, not 'sh'"
        "cloudInit { user 'a', keys: ['k'] }"                              | "'k'"               || 'this is not a key as in a .pub file'
    }

    def "two slots cannot have one IPv6 address, however it is said"() {
        when:
        load("redeploy('a') { identity { network { nic 'lan', address6: 'fd00::9/64' } } }; redeploy('c') { identity { network { nic 'lan', address6: 'FD00:0::9/64' } } }")

        then:
        PlaybookException e = thrown()
        e.diagnostics()*.message() == ["address fd00::9 is given to slot 'a' and to slot 'c'"]
    }

    def "two slots cannot have one address"() {
        when:
        load("['a', 'c'].each { redeploy(it) { identity { network { nic 'lan', address: '192.168.150.9' } } } }")

        then:
        PlaybookException e = thrown()
        e.diagnostics()*.message() == ["address 192.168.150.9 is given to slot 'a' and to slot 'c'"]
    }

    def "playbook code cannot read an identity"() {
        when:
        load("def s = slots('c')[0]; redeploy('a') { identity hostname: \"\${s.identity}\" }", "identity { password 'root', '!' }")

        then:
        PlaybookException e = thrown()
        e.diagnostics()[0].message().contains("no 'identity'")
    }

    def "the playbooks of the guide load: #beginning"() {
        given:
        Files.writeString(dir.resolve('w.ftl'), '<domain/>')
        Files.writeString(dir.resolve('team.keys'), KEY)
        def text = blocks[0] + blocks.find { it.startsWith(beginning) && it != blocks[0] }.with { it ?: '' }
        Path file = Files.writeString(dir.resolve('site.groovy'), """\
            hosts { host 'kvm1'; group 'hypervisors', 'kvm1' }
            secrets { env 'root', 'ROOT_HASH' }
            pool('primary') { on 'all'; dir '/p' }
            network('lan') { on 'all'; nat '192.168.150.0/24' }
            image('debian12') { store 'kvm1'; tree '/i' }
            template 'worker', 'w.ftl'
            """ + text)

        expect:
        new PlaybookLoader(Vocabulary.all()).load([], file, [:]).plays()*.tasks()*.size() == tasks

        where:
        beginning       | tasks
        'slots'         | [2]
        "play('cloud')" | [2, 1]
        blocks = (GUIDE =~ /(?s)```groovy\n(.*?)```/).collect { it[1] }
    }

    private Identity identity(String code) {
        load(code).plays()[0].tasks()[0].parameters().identity()
    }

    private Playbook load(String code, String slot = '', Secrets secrets = Secrets.PLACEHOLDERS) {
        Files.writeString(dir.resolve('t.ftl'), '<domain/>')
        Path file = Files.writeString(dir.resolve('site.groovy'), """\
            hosts { host 'kvm1' }
            secrets { env 'root', 'ROOT_HASH' }
            pool('p') { on 'all'; dir '/p' }
            network('lan') { on 'all'; nat '192.168.150.0/24' }
            network('wan') { on 'all'; bridge 'br0' }
            image('i') { store 'kvm1'; tree '/i' }
            template 't', 't.ftl'
            slot('a') { on 'kvm1'; disk pool: 'p', size: 1.GiB; memory 1.GiB; template 't'; image 'i'; nic 'lan', mac: '52:54:00:00:00:01'; nic 'wan', mac: '52:54:00:00:00:02' }
            slot('b') { on 'kvm1'; disk pool: 'p', size: 1.GiB; memory 1.GiB; template 't'; image 'i'; nic 'lan', address: '192.168.150.77' }
            slot('c') { on 'kvm1'; disk pool: 'p', size: 1.GiB; memory 1.GiB; template 't'; image 'i'; nic 'lan'; $slot }
            play('p') { $code }
            """)
        new PlaybookLoader(Vocabulary.all(), secrets).load([], file, [:])
    }
}
