package io.berth.ssh

import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

class KnownHostsSpec extends Specification {

    static final byte[] KEY = 'one key'.bytes
    static final byte[] OTHER = 'another key'.bytes
    static final String K = KEY.encodeBase64()
    static final String O = OTHER.encodeBase64()

    @TempDir
    Path dir

    KnownHosts.Library library = new KnownHosts.Library()

    HostKeyCheck check(List<String> lines, Map<String, ?> at = [:]) {
        def file = dir.resolve('known_hosts')
        Files.write(file, lines)
        def files = [dir.resolve('missing'), file]
        new HostKeyCheck(new Endpoint('kvm1', '10.0.0.1', (at.port ?: 22) as int, 'root', [], false, '', files, false,
            (at.alias ?: '') as String, [], Duration.ofSeconds(1), Duration.ofSeconds(1), 1), library.read(files), {})
    }

    def "#lines and port #port: #verdict"() {
        expect:
        with(check(lines.collect { it.replace('KEY', K).replace('OTHER', O) }, [port: port, alias: alias]).judge('ssh-ed25519', KEY)) {
            verdict == 'taken' ? it == '' : it.contains(verdict)
        }

        where:
        port | alias | lines                                                       || verdict
        22   | ''    | ['10.0.0.1 ssh-ed25519 KEY']                                || 'taken'
        22   | ''    | ['  10.0.0.1\tssh-ed25519  KEY comment here']               || 'taken'
        22   | ''    | ['a,10.0.0.?,b ssh-ed25519 KEY']                            || 'taken'
        22   | ''    | ['kvm1 ssh-ed25519 KEY']                                    || 'taken'
        22   | ''    | ['KVM1 ssh-ed25519 KEY']                                    || 'taken'
        22   | ''    | ['10.0.0.1 ssh-rsa OTHER', '10.0.0.1 ssh-ed25519 KEY']      || 'taken'
        22   | ''    | ['10.0.0.1 ssh-ed25519 OTHER', '10.0.0.1 ssh-ed25519 KEY']  || 'taken'
        22   | ''    | []                                                          || 'is not known'
        22   | ''    | ['#10.0.0.1 ssh-ed25519 KEY']                               || 'is not known'
        22   | ''    | ['*,!10.0.0.1,!kvm1 ssh-ed25519 KEY']                       || 'is not known'
        22   | ''    | ['10.0.0.1 ssh-ed25519']                                    || 'is not known'
        22   | ''    | ['10.0.0.1 ssh-ed25519 ???']                                || 'is not known'
        22   | ''    | ['[10.0.0.1]:2222 ssh-ed25519 KEY']                         || 'is not known'
        22   | ''    | ['10.0.0.1 ssh-ed25519 OTHER']                              || 'known_hosts:1'
        22   | ''    | ['', '10.0.0.1 ssh-rsa OTHER']                              || 'known_hosts:2'
        22   | ''    | ['10.0.0.1 ssh-ed25519 OTHER', 'kvm1 ssh-ed25519 KEY']      || 'not the known one'
        22   | ''    | ['@revoked * ssh-ed25519 KEY', '10.0.0.1 ssh-ed25519 KEY']  || 'is revoked'
        22   | ''    | ['10.0.0.1 ssh-ed25519 KEY', '@revoked kvm1 ssh-ed25519 KEY'] || 'is revoked'
        22   | ''    | ['@revoked * ssh-ed25519 OTHER', '* ssh-ed25519 KEY']       || 'taken'
        22   | ''    | ['@cert-authority * ssh-ed25519 KEY']                       || 'is not known'
        22   | ''    | ['@cert-authority * ssh-ed25519 OTHER', '* ssh-ed25519 KEY'] || 'taken'
        2222 | ''    | ['[10.0.0.1]:2222 ssh-ed25519 KEY']                         || 'taken'
        2222 | ''    | ['10.0.0.1 ssh-ed25519 KEY']                                || 'taken'
        2222 | ''    | ['10.0.0.1 ssh-ed25519 OTHER']                              || 'is not known'
        2222 | ''    | ['[10.0.0.1]:2222 ssh-ed25519 OTHER', '10.0.0.1 ssh-ed25519 KEY'] || 'not the known one'
        2222 | ''    | ['@revoked 10.0.0.1 ssh-ed25519 KEY', '[10.0.0.1]:2222 ssh-ed25519 KEY'] || 'is revoked'
        2222 | 'al'  | ['al ssh-ed25519 KEY']                                      || 'taken'
        2222 | 'al'  | ['[10.0.0.1]:2222 ssh-ed25519 KEY']                         || 'is not known'
    }

    def "hashed names are found, for any port"() {
        given: 'lines that ssh-keygen -H made of 10.0.0.1 and [10.0.0.1]:2222'
        def file = dir.resolve('hashed')
        Files.write(file, ["10.0.0.1 ssh-ed25519 $key".toString(), "[10.0.0.1]:2222 ssh-ed25519 $key".toString()])
        SshdFixture.run('ssh-keygen', '-q', '-H', '-f', file.toString())
        def lines = Files.readAllLines(file)

        expect:
        lines.every { it.startsWith('|1|') }
        check([lines[0]]).judge('ssh-ed25519', key.decodeBase64()) == ''
        check([lines[1]]).judge('ssh-ed25519', key.decodeBase64()) != ''
        check([lines[1]], [port: 2222]).judge('ssh-ed25519', key.decodeBase64()) == ''

        where:
        key = 'AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    }

    def "the host is asked first for keys of the known types"() {
        expect:
        check(["10.0.0.1 ssh-rsa $K", "10.0.0.1 ecdsa-sha2-nistp256 $K", "@revoked 10.0.0.1 ssh-ed25519 $K"].collect { it.toString() })
            .findExistingAlgorithms('', 0) == ['rsa-sha2-512', 'rsa-sha2-256', 'ecdsa-sha2-nistp256']
        check([]).findExistingAlgorithms('', 0) == []
    }

    def "a line is added behind what is there, in a directory made for it"() {
        given:
        def file = dir.resolve('new/known_hosts')

        when:
        KnownHosts.add(file, 'one')
        file.toFile() << 'no end'
        KnownHosts.add(file, 'two')

        then:
        Files.readString(file) == 'one\nno end\ntwo\n'
    }

    def "a file is read again when it has changed, and only then"() {
        given:
        def file = Files.write(dir.resolve('known_hosts'), ["10.0.0.1 ssh-ed25519 $K".toString()])

        expect:
        library.read([file]).lines('10.0.0.1')[0].is(library.read([file]).lines('10.0.0.1')[0])

        when:
        KnownHosts.add(file, "10.0.0.2 ssh-ed25519 $O")

        then:
        library.read([file]).lines('10.0.0.2')*.number() == [2]
        library.read([file]).lines('10.0.0.1')*.number() == [1]
    }
}
