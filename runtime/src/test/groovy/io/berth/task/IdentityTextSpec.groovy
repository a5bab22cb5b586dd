package io.berth.task

import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.api.TaskFailure
import io.berth.model.Identity
import io.berth.model.Identity.AuthorizedKeys
import io.berth.model.Identity.Card
import io.berth.model.Identity.CloudInit
import io.berth.model.CloudUser
import io.berth.model.Identity.NetworkSystem
import io.berth.model.Identity.Password
import org.yaml.snakeyaml.Yaml
import spock.lang.Specification
import spock.lang.TempDir

class IdentityTextSpec extends Specification {

    private static final HASH = '$6$salt$0123456789abcdef'
    private static final KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKn7YqyUQCOnJRWn2VUrwVPPYPWJVmvAN0gPqGnxgFqk'

    private static final ADA = KEY + ' ada'
    private static final BOB = KEY.replace('nxg', 'abc') + ' bob'

    @TempDir
    File dir

    def "one that says nothing asks for nothing"() {
        given:
        def text = new IdentityText(Identity.named('w01'))

        expect:
        text.summary() == ''
        text.shown() == ['ssh host keys: fresh']
        text.sent('i') == 'shown ssh host keys: fresh\nssh-keys fresh\nend\n'
    }

    def "all of it is shown but secrets, and sent whole"() {
        given:
        new File(dir, 'team').text = "# the team\n\n$BOB\n$ADA\n"
        def text = new IdentityText(new Identity('w01', Identity.SshKeys.KEPT, [new AuthorizedKeys('root', [ADA], "$dir/team", true)], [new Password('root', HASH)],
                new Identity.Network(NetworkSystem.NETWORKD, [new Card('52:54:00:00:00:01', '192.0.2.21/24', '192.0.2.1', ['192.0.2.53'], ['lab'])]),
                'Europe/Berlin', 'C.UTF-8', CloudInit.NONE))

        expect:
        text.summary() == 'kept host keys; keys of root; password of root; network 192.0.2.21/24'
        text.shown() == ['ssh host keys: kept', 'keys of root: these and no others', "  $ADA", "  $BOB", 'password of root: set', 'network by networkd',
                         '  52:54:00:00:00:01: 192.0.2.21/24, gateway 192.0.2.1, dns 192.0.2.53, search lab', 'time zone: Europe/Berlin', 'locale: C.UTF-8']*.toString()

        when:
        def sent = text.sent('i').readLines()

        then:
        sent.findAll { it.startsWith('shown ') }*.substring(6) == text.shown()
        sent.findAll { !(it.split(' ')[0] in ['shown', 'net']) } == ['ssh-keys kept', 'authorized root exclusive', "authorized-key root $ADA",
                "authorized-key root $BOB", "password root $HASH", 'timezone Europe/Berlin', 'locale C.UTF-8', 'network networkd', 'end']*.toString()
        sent.findAll { it.startsWith('net ') }.every { it.startsWith('net networkd etc/systemd/network/10-berth0.network ') }
        sent.findAll { it.contains(HASH) }.size() == 1
    }

    def "where the tree says what system it is, the files of all are sent"() {
        expect:
        new IdentityText(networked(CloudInit.NONE)).sent('i').readLines().findAll { it.startsWith('net ') }.collect { it.split(' ')[1] }.toSet() ==
                ['netplan', 'networkd', 'networkmanager', 'ifupdown', 'scripts'] as Set
    }

    def "a hash is nowhere but in what is sent"() {
        given:
        def identity = new Identity('w01', Identity.SshKeys.FRESH, [], [new Password('root', HASH)], Identity.Network.AS_IMAGE, '', '', CloudInit.NONE)

        expect:
        !identity.toString().contains(HASH)
        !(new IdentityText(identity).shown().join('\n') + new IdentityText(identity).summary()).contains(HASH)
    }

    def "cloud-init gets accounts, packages and the network, and leaves host keys and host name alone"() {
        given:
        def identity = networked(new CloudInit(Identity.Seed.TREE, [new CloudUser('ada', ["$KEY \"quoted\" it's # no comment".toString()], '', ['adm', 'sudo'], '/bin/bash', true)], ['htop', 'git']))
        def files = CloudSeed.of(identity, 'w01 r1')
        def user = new Yaml().load(files['user-data'])

        expect:
        files['user-data'].startsWith('#cloud-config\n')
        new ObjectMapper().readValue(files['meta-data'], Map) == ['instance-id': 'w01 r1', 'local-hostname': 'w01']
        user == [preserve_hostname: true, ssh_deletekeys: false, users: [[name: 'ada', shell: '/bin/bash', lock_passwd: true, groups: 'adm,sudo',
                 sudo: 'ALL=(ALL) NOPASSWD:ALL', ssh_authorized_keys: ["$KEY \"quoted\" it's # no comment".toString()]]],
                 package_update: true, packages: ['htop', 'git']]
        new Yaml().load(files['network-config']) == [version: 2, ethernets: [berth0: [match: [macaddress: '52:54:00:00:00:01'], dhcp4: true, 'dhcp-identifier': 'mac']]]
        with(new IdentityText(identity)) {
            summary() == 'network DHCP; cloud-init'
            shown().containsAll(['cloud-init: seed in the tree', '  user ada, root by sudo, in adm, sudo', '  packages htop git'])
            !sent('w01 r1').contains('\nnet ') && !sent('w01 r1').contains('\nnetwork ')
        }
    }

    def "a file of keys that is not there, or holds something else, is told before any host is asked"() {
        given:
        new File(dir, 'odd').text = 'no key\n'

        when:
        new IdentityText(new Identity('w01', Identity.SshKeys.FRESH, [new AuthorizedKeys('root', keys, file ? "$dir/$file" : '', false)], [], Identity.Network.AS_IMAGE, '', '', CloudInit.NONE)).check()

        then:
        TaskFailure e = thrown()
        e.message.replace(dir.path, 'DIR') == message

        where:
        keys                      | file   || message
        []                        | 'none' || 'the keys of root cannot be read: DIR/none'
        []                        | 'odd'  || 'what is said as a key of root is none: no key'
        ["$KEY a\npassword x y".toString()] | '' || 'the identity has a text of several lines, or with control characters'
    }

    private static Identity networked(CloudInit cloudInit) {
        new Identity('w01', Identity.SshKeys.FRESH, [], [], new Identity.Network(NetworkSystem.AUTO, [new Card('52:54:00:00:00:01', '', '', [], [])]), '', '', cloudInit)
    }
}
