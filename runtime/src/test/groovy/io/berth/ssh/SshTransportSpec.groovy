package io.berth.ssh

import io.berth.model.Command
import io.berth.model.Host
import io.berth.transport.HostKeyRefused
import io.berth.transport.Live
import io.berth.transport.TimedOut
import io.berth.transport.TransportContract
import io.berth.transport.Unreachable
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ExecutionException
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport

/** What only SSH has: keys, known hosts, jump hosts, and connections that end. */
@Timeout(120)
class SshTransportSpec extends Specification {

    @TempDir
    Path dir

    @AutoCleanup
    Cleanup opened = new Cleanup()

    static class Cleanup implements Closeable {

        final List<AutoCloseable> all = []

        def <T extends AutoCloseable> T add(T one) {
            all.add(0, one)
            one
        }

        @Override
        void close() {
            all.each { it.close() }
        }
    }

    SshdFixture sshd(Map<String, ?> how = [:]) {
        def name = how.name ?: 'sshd'
        opened.add(new SshdFixture(dir.resolve(name as String), (how.address ?: '127.0.0.1') as String,
            (how.lines ?: []) as List<String>, (how.keys ?: ['ed25519']) as List<String>))
    }

    SshTransport transport(SshdFixture sshd, Map<String, ?> options = [:]) {
        opened.add(new SshTransport(sshd.options(options)))
    }

    static String echo(SshTransport transport, Host host) {
        transport.session(host).run(Command.of('echo', 'here')).text()
    }

    // Host keys

    def "a host whose key is known as #lines is reached"() {
        given:
        def sshd = sshd()
        sshd.knownHosts(*lines.collect { it.replace('NAME', sshd.name()).replace('KEY', sshd.hostKey()).replace('ADDRESS', sshd.address) })

        expect:
        echo(transport(sshd), sshd.host()) == 'here'

        where:
        lines << [['NAME KEY'], ['other,NAME KEY a comment'], ['[127.0.*]:* KEY'], ['ADDRESS KEY'], ['# one', '', 'box,NAME KEY'],
                  ['@cert-authority NAME KEY', 'NAME KEY']]
    }

    def "a host whose key is refused by #lines is not reached, and the error says #text"() {
        given:
        def sshd = sshd()
        def other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
        sshd.sshConfig("StrictHostKeyChecking $strict")
        sshd.knownHosts(*lines.collect { it.replace('NAME', sshd.name()).replace('KEY', sshd.hostKey()).replace('OTHER', other) })
        def before = Files.readString(sshd.home.resolve('.ssh/known_hosts'))

        when:
        transport(sshd).session(sshd.host())

        then:
        def e = thrown(HostKeyRefused)
        e.host() == 'box'
        e.message.contains(text)
        Files.readString(sshd.home.resolve('.ssh/known_hosts')) == before

        where:
        strict       | lines                                      || text
        'yes'        | []                                         || 'is not known: ssh-ed25519 SHA256:'
        'ask'        | ['elsewhere KEY']                          || '>>'
        'yes'        | ['!NAME,[127.*]:* KEY']                    || 'is not known'
        'yes'        | ['# first', 'NAME OTHER']                  || 'known_hosts:2'
        'accept-new' | ['NAME OTHER']                             || 'not the known one'
        'no'         | ['NAME OTHER']                             || 'not the known one'
        'no'         | ['@revoked NAME KEY', 'NAME KEY']          || 'is revoked'
        'no'         | ['NAME KEY', '@revoked * KEY']             || 'known_hosts:2'
        'yes'        | ['@cert-authority NAME KEY']               || 'is not known'
    }

    def "what the error says to do about an unknown key helps"() {
        given:
        def sshd = sshd()
        def e = null
        try {
            transport(sshd).session(sshd.host())
        } catch (HostKeyRefused refused) {
            e = refused
        }

        when:
        SshdFixture.run('sh', '-c', (e.message =~ /echo .*/)[0] as String)

        then:
        echo(transport(sshd), sshd.host()) == 'here'
    }

    def "names that ssh-keygen has hashed are found"() {
        given:
        def sshd = sshd()
        sshd.knownHosts("${sshd.name()} ${sshd.hostKey()}")
        SshdFixture.run('ssh-keygen', '-q', '-H', '-f', sshd.home.resolve('.ssh/known_hosts').toString())

        expect:
        Files.readString(sshd.home.resolve('.ssh/known_hosts')).startsWith('|1|')
        echo(transport(sshd), sshd.host()) == 'here'
    }

    def "a host with many keys is recognised by the one of them that is known, #type"() {
        given:
        def sshd = sshd(keys: ['ed25519', 'ecdsa', 'rsa'])
        sshd.knownHosts("${sshd.name()} ${sshd.hostKey(type)}")

        expect:
        echo(transport(sshd), sshd.host()) == 'here'

        where:
        type << ['ed25519', 'ecdsa', 'rsa']
    }

    def "an unknown key is added where the user wants that, and told"() {
        given:
        def sshd = sshd()
        def notices = []
        sshd.sshConfig('Host box', '  StrictHostKeyChecking accept-new')
        Files.writeString(sshd.home.resolve('.ssh/known_hosts'), 'no.end.of.line x y')

        expect:
        echo(transport(sshd, [notices: { notices << it }]), sshd.host()) == 'here'
        Files.readAllLines(sshd.home.resolve('.ssh/known_hosts')) == ['no.end.of.line x y', "${sshd.name()} ${sshd.hostKey()}".toString()]
        notices.size() == 1
        notices[0].contains('SHA256:')
    }

    def "the line it was known by lets OpenSSH in too"() {
        given:
        def sshd = sshd()
        sshd.knownHosts("* ${sshd.hostKey()}")
        def lines = transport(sshd).session(sshd.host()).knownHostLines()
        Files.writeString(dir.resolve('lines'), lines)

        expect:
        lines == "${sshd.name()} ${sshd.hostKey()}\n"
        SshdFixture.run('ssh', '-F', 'none', '-i', sshd.clientKey.toString(), '-p', "$sshd.port", '-o', 'StrictHostKeyChecking=yes', '-o', 'GlobalKnownHostsFile=none',
            '-o', "UserKnownHostsFile=${dir.resolve('lines')}", "root@$sshd.address", 'echo here').trim() == 'here'
    }

    // Keys

    SshdFixture known(Map<String, ?> how = [:]) {
        def sshd = sshd(how)
        sshd.knownHosts("${sshd.name()} ${sshd.hostKey()}")
        sshd
    }

    Host without(SshdFixture sshd, String name = 'box') {
        new Host(name, sshd.address, sshd.port, '', '', '', Host.Connection.SSH, Optional.empty(), [:], null)
    }

    def "a key of type #type #options is taken"() {
        given:
        def sshd = known()
        def key = dir.resolve('key')
        sshd.keygen(key, type, passphrase, *options)
        sshd.authorize(key)
        if (!publicFile) {
            Files.delete(Path.of("${key}.pub"))
        }
        sshd.sshConfig('Host box', "  IdentityFile $key")
        def asked = []

        expect:
        echo(transport(sshd, [passphrase: { asked << it; Optional.of('secret'.toCharArray()) }]), without(sshd)) == 'here'
        asked == (passphrase ? [key] : [])

        where:
        type      | options        | passphrase | publicFile
        'ed25519' | []             | ''         | true
        'ed25519' | []             | ''         | false
        'ecdsa'   | ['-b', '256']  | ''         | false
        'ecdsa'   | ['-b', '521']  | ''         | true
        'rsa'     | ['-b', '2048'] | ''         | false
        'ed25519' | []             | 'secret'   | false
        'rsa'     | ['-b', '2048'] | 'secret'   | true
        'rsa'     | ['-m', 'PEM']  | ''         | false
    }

    def "the usual keys are tried, and a refusal lists what was"() {
        given:
        def sshd = known()
        def ssh = sshd.home.resolve('.ssh')
        sshd.keygen(ssh.resolve('id_ed25519'), 'ed25519')
        sshd.keygen(ssh.resolve('id_rsa'), 'rsa', 'secret')
        sshd.authorize(ssh.resolve('id_rsa'))
        Files.writeString(ssh.resolve('id_ecdsa'), 'nonsense')

        when:
        transport(sshd).session(without(sshd))

        then:
        def e = thrown(Unreachable)
        e.message.contains('id_ed25519: refused')
        e.message.contains('id_rsa: is encrypted, and there is no passphrase')
        e.message.contains('id_ecdsa: is no key')
        e.message.contains('no agent')
        e.message.contains('It takes: publickey')
        Thread.allStackTraces.keySet().every { !it.name.contains(":${sshd.port}") || !it.alive || it.join(5000) || !it.alive }
    }

    def "keys of a real agent are taken, #type"() {
        given:
        def sshd = known()
        def key = dir.resolve('key')
        def socket = dir.resolve('agent')
        def agent = new ProcessBuilder('ssh-agent', '-D', '-a', socket.toString()).redirectErrorStream(true).start()
        opened.add({ agent.destroy() } as AutoCloseable)
        TransportContract.until { Files.exists(socket) }
        sshd.keygen(key, type)
        sshd.authorize(key)
        add(socket, key)
        Files.delete(key)
        sshd.sshConfig(*config.collect { it.replace('KEY', key.toString()).replace('SOCKET', socket.toString()) })

        expect:
        echo(transport(sshd, [environment: environment ? [SSH_AUTH_SOCK: socket.toString()] : [:]]), without(sshd)) == 'here'

        where:
        type      | environment | config
        'ed25519' | true        | []
        'rsa'     | true        | []
        'ecdsa'   | true        | ['IdentityFile KEY.pub', 'IdentitiesOnly yes']
        'ed25519' | false       | ['IdentityAgent SOCKET', 'IdentityFile KEY', 'IdentitiesOnly yes']
    }

    static void add(Path socket, Path key) {
        def add = new ProcessBuilder('ssh-add', '-q', key.toString())
        add.environment().put('SSH_AUTH_SOCK', socket.toString())
        assert add.start().waitFor() == 0
    }

    def "where only named keys are to be tried, the agent's others are not"() {
        given:
        def sshd = known()
        def key = dir.resolve('key')
        def socket = dir.resolve('agent')
        def agent = new ProcessBuilder('ssh-agent', '-D', '-a', socket.toString()).start()
        opened.add({ agent.destroy() } as AutoCloseable)
        TransportContract.until { Files.exists(socket) }
        sshd.keygen(key, 'ed25519')
        sshd.authorize(key)
        add(socket, key)
        sshd.sshConfig('IdentitiesOnly yes')

        when:
        transport(sshd, [environment: [SSH_AUTH_SOCK: socket.toString()]]).session(without(sshd))

        then:
        thrown(Unreachable)
    }

    // Ways

    def "a host is found by the ssh configuration alone"() {
        given:
        def sshd = sshd()
        Files.writeString(dir.resolve('known'), "alias ${sshd.hostKey()}")
        sshd.sshConfig('Host b?x !bax', "  HostName $sshd.address", "  Port $sshd.port", '  User root', "  IdentityFile \"$sshd.clientKey\"",
            "  UserKnownHostsFile ${dir.resolve('known')}", '  HostKeyAlias alias')

        expect:
        echo(transport(sshd), new Host('box', '', 0, '', '', '', Host.Connection.SSH, Optional.empty(), [:], null)) == 'here'
    }

    def "jump hosts are gone through, verified, and shared"() {
        given:
        def first = sshd(name: 'first')
        def second = sshd(name: 'second', address: '127.0.0.2', lines: ['AllowTcpForwarding yes'])
        def third = sshd(name: 'third', address: '127.0.0.3')
        def fourth = sshd(name: 'fourth', address: '127.0.0.4')
        def boxes = [first, second, third, fourth]
        boxes.tail().each { it.authorize(first.clientKey) }
        first.knownHosts(*boxes.collect { "${it.name()} ${it.hostKey()}" })
        first.sshConfig("IdentityFile $first.clientKey", "Host first", "  HostName $first.address", "  Port $first.port",
            'Host third fourth', "  ProxyJump root@first,ssh://root@$second.address:$second.port")
        def one = transport(first)

        expect:
        echo(one, without(third, 'third')) == 'here'
        echo(one, without(fourth, 'fourth')) == 'here'
        boxes*.connections()*.size() == [1, 1, 1, 1]

        when: 'the key of the jump host changes'
        def knownHosts = first.home.resolve('.ssh/known_hosts')
        Files.writeString(knownHosts, Files.readString(knownHosts).replace(second.hostKey(), third.hostKey()))
        second.cut()
        transport(first).session(without(third, 'third'))

        then:
        def e = thrown(HostKeyRefused)
        e.message.contains(second.name().replaceAll(/[\[\]]/, ''))
    }

    def "a host that is #why is unreachable within the limit, and the error says so"() {
        given:
        def sshd = known()
        def silent = opened.add(new ServerSocket(0, 1, InetAddress.getByName('127.0.0.1')))
        def closed = new ServerSocket(0).withCloseable { it.localPort }
        def host = new Host('box', address, port == 'closed' ? closed : silent.localPort, 'root', '', '', Host.Connection.SSH, Optional.empty(), [:], null)
        long start = System.nanoTime()

        when:
        transport(sshd, [connectTimeout: Duration.ofSeconds(1)]).session(host)

        then:
        def e = thrown(Unreachable)
        e.host() == 'box'
        e.message.contains(text)
        TransportContract.secondsSince(start) < 15

        where:
        why          | address             | port     || text
        'down'       | '127.0.0.1'         | 'closed' || 'Connection refused'
        'silent'     | '127.0.0.1'         | 'silent' || 'no answer within 1.0 s'
        'not known'  | 'no-such.invalid'   | 'silent' || 'not known here'
    }

    def "a silent host behind a jump host is unreachable within the limit"() {
        given:
        def sshd = known()
        def silent = opened.add(new ServerSocket(0, 1, InetAddress.getByName('127.0.0.1')))
        sshd.sshConfig("IdentityFile $sshd.clientKey", 'Host box', "  ProxyJump $sshd.address:$sshd.port")

        when:
        transport(sshd, [connectTimeout: Duration.ofSeconds(1)])
            .session(new Host('box', '127.0.0.1', silent.localPort, 'root', '', '', Host.Connection.SSH, Optional.empty(), [:], null))

        then:
        thrown(Unreachable)
    }

    // Connections

    def "all who ask at once share one connection"() {
        given:
        def sshd = known()
        def transport = transport(sshd)
        def answers = (0..<10).collect { CompletableFuture.supplyAsync { transport.session(sshd.host()) } }

        expect:
        answers*.get(60, TimeUnit.SECONDS).every { it.is(answers[0].get()) }
        sshd.connections().size() == 1
    }

    def "where a host allows #max sessions, long commands wait for each other and short ones run meanwhile"() {
        given:
        def sshd = known(lines: ["MaxSessions $max"])
        def session = transport(sshd).session(sshd.host())
        session.run(Command.of('true'))
        def begun = new LinkedBlockingQueue<String>()
        def streams = (0..<3).collect { n ->
            CompletableFuture.supplyAsync {
                session.stream(Command.of('sh', '-c', 'echo begun; while [ ! -e "$0" ]; do sleep 0.05; done', dir.resolve('go').toString()), { begun << it }, {})
            }
        }

        when:
        def first = begun.poll(60, TimeUnit.SECONDS)
        def meanwhile = session.run(Command.of('touch', dir.resolve('go').toString()))

        then:
        first == 'begun'
        meanwhile.ok()
        streams*.get(60, TimeUnit.SECONDS).every { it.ok() }

        where:
        max << [1, 2, 3]
    }

    def "a timeout is kept where a host allows one session only"() {
        given:
        def sshd = known(lines: ['MaxSessions 1'])
        def session = transport(sshd).session(sshd.host())

        when:
        session.run(Command.of('sleep', '4721' + TransportContract.OURS).within(Duration.ofMillis(300)))

        then:
        thrown(TimedOut)
        TransportContract.sleepers(4721) == 0
        session.run(Command.of('echo', 'on')).text() == 'on'
    }

    def "when the connection is cut, a long command dies with all it started, after it has undone its work"() {
        given:
        def sshd = known()
        def session = transport(sshd).session(sshd.host())
        def begun = new CountDownLatch(1)
        def script = '''
            trap '' HUP; trap 'echo undoing; echo undoing >&2; sleep 0.2; echo done; echo done >"$0"; exit 3' TERM
            sh -c 'trap "" HUP; sleep 4722OURS & wait' & sleep 4722OURS &
            while :; do echo noise; echo noise >&2; done'''.replace('OURS', TransportContract.OURS)
        def stream = CompletableFuture.supplyAsync {
            session.stream(Command.of('sh', '-c', script, dir.resolve('undone').toString()), { begun.countDown() }, {})
        }
        begun.await()
        TransportContract.until { TransportContract.sleepers(4722) == 2 }

        when:
        long start = System.nanoTime()
        sshd.cut()
        TransportContract.until { TransportContract.sleepers(4722) == 0 }
        def after = TransportContract.secondsSince(start)
        stream.get(20, TimeUnit.SECONDS)

        then:
        def e = thrown(ExecutionException)
        e.cause instanceof Unreachable || e.cause.cause instanceof Unreachable
        after < 3
        TransportContract.until { Files.exists(dir.resolve('undone')) && Files.readString(dir.resolve('undone')) == 'done\n' }
    }

    def "when the connection is cut, a command that has run for more than a second dies too, and those behind it"() {
        given:
        def sshd = known()
        def session = transport(sshd).session(sshd.host())
        def heard = new CountDownLatch(1)
        def script = 'trap "echo done >\\"$0\\"; exit 3" TERM; echo begun; sh -c "trap \\"\\" HUP; sleep 4723' + TransportContract.OURS + ' & wait" & while :; do sleep 0.05; done'
        def chain = CompletableFuture.supplyAsync {
            session.runChain([Command.of('sh', '-c', script, dir.resolve('undone').toString()), Command.of('touch', dir.resolve('never').toString())],
                { int i, String line, boolean error -> heard.countDown() } as Live)
        }
        heard.await()

        when:
        sshd.cut()
        chain.get(20, TimeUnit.SECONDS)

        then:
        def e = thrown(ExecutionException)
        e.cause instanceof Unreachable || e.cause.cause instanceof Unreachable
        TransportContract.until { Files.exists(dir.resolve('undone')) && TransportContract.sleepers(4723) == 0 }
        !Files.exists(dir.resolve('never'))
    }

    def "when the connection is cut, a short command fails as unreachable, and the next session is a new one"() {
        given:
        def sshd = known()
        def transport = transport(sshd)
        def session = transport.session(sshd.host())
        def place = Path.of(session.run(Command.of('sh', '-c', 'readlink /proc/$PPID/fd/2')).text()).parent
        def run = CompletableFuture.supplyAsync {
            try {
                session.run(Command.of('sh', '-c', 'touch "$0"; sleep 2', dir.resolve('begun').toString()))
                null
            } catch (IOException e) {
                e
            }
        }
        TransportContract.until { Files.exists(dir.resolve('begun')) }

        when:
        sshd.cut()

        then:
        run.get(20, TimeUnit.SECONDS) instanceof Unreachable
        TransportContract.until { !Files.exists(place) }

        when:
        session.run(Command.of('true'))

        then:
        thrown(Unreachable)
        echo(transport, sshd.host()) == 'here'
    }

    def "a restarted server is reached again"() {
        given:
        def sshd = known()
        def transport = transport(sshd)
        echo(transport, sshd.host())

        when:
        sshd.stop()
        def e = null
        try {
            TransportContract.until {
                transport.session(sshd.host())
                false
            }
        } catch (Unreachable unreachable) {
            e = unreachable
        }
        sshd.start()

        then:
        e.message.contains('Connection refused')
        echo(transport, sshd.host()) == 'here'
    }

    def "a server that no longer answers is lost in time, also for who #what"() {
        given:
        def sshd = known()
        def transport = transport(sshd, [aliveInterval: Duration.ofMillis(300), aliveCount: 3])
        def session = transport.session(sshd.host())
        session.run(Command.of('true'))
        def begun = new CountDownLatch(1)

        when:
        def failing = CompletableFuture.supplyAsync {
            try {
                how(session, dir, begun)
                null
            } catch (IOException e) {
                e
            }
        }
        begun.await()
        sshd.signal('STOP')

        then:
        failing.get(30, TimeUnit.SECONDS) instanceof Unreachable

        cleanup:
        sshd?.signal('CONT')
        TransportContract.until { dir.toFile().list().every { !it.startsWith('.file.') } }

        where:
        what      | how
        'runs'    | { s, d, go -> go.countDown(); while (true) { s.run(Command.of('true')) } }
        'streams' | { s, d, go -> s.stream(Command.of('sh', '-c', 'echo; sleep 60'), { go.countDown() }, {}) }
        'writes'  | { s, d, go -> s.put(endless(go), d.resolve('file').toString(), 0600) }
    }

    static InputStream endless(CountDownLatch begun) {
        new InputStream() {
            long count

            @Override
            int read() {
                0
            }

            @Override
            int read(byte[] bytes, int offset, int length) {
                count += length
                if (count > 8 << 20) {
                    begun.countDown()
                }
                // So much a second that a slow machine's disk does not fill.
                LockSupport.parkNanos(1_000_000)
                Math.min(length, 65536)
            }
        }
    }

    def "a busy server is not taken for a lost one"() {
        given:
        def sshd = known()
        def transport = transport(sshd, [aliveInterval: Duration.ofMillis(100), aliveCount: 50])
        def session = transport.session(sshd.host())

        expect:
        session.stream(Command.of('sh', '-c', 'head -c 100000000 /dev/zero | tr "\\0" "\\n"; sleep 1'), {}, {}).ok()
    }

    def "a login file that prints does not disturb"() {
        given:
        def sshd = known(lines: ['ForceCommand echo noise; echo noise >&2; eval "$SSH_ORIGINAL_COMMAND"'])
        def session = transport(sshd).session(sshd.host())
        def back = new ByteArrayOutputStream()

        when:
        session.put(new ByteArrayInputStream('content'.bytes), dir.resolve('file').toString(), 0600)
        session.get(dir.resolve('file').toString(), back)

        then:
        session.run(Command.of('echo', 'here')).out() == 'here\n'
        with(session.stream(Command.of('sh', '-c', 'echo out; echo err >&2'), {}, {})) {
            out() == 'out\n'
            err() == 'err\n'
        }
        back.toString() == 'content'
    }
}
