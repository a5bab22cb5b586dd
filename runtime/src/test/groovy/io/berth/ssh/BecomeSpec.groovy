package io.berth.ssh

import io.berth.model.Become
import io.berth.model.Command
import io.berth.model.Secret
import io.berth.transport.BecomeRefused
import io.berth.transport.Session
import io.berth.transport.TimedOut
import io.berth.transport.TransportContract
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration

import static io.berth.model.Become.Method.DOAS
import static io.berth.model.Become.Method.SU
import static io.berth.model.Become.Method.SUDO

/**
 * Other users by the real sudo, su and doas. The host has an /etc of its own, with users of its own: pat may by sudo and his
 * password, kim by sudo and doas without one, lee by doas with one, tom only on a terminal.
 */
@Timeout(120)
class BecomeSpec extends Specification {

    @Shared
    @TempDir
    Path shared

    @Shared
    @AutoCleanup
    SshdFixture sshd

    @TempDir
    Path dir

    @AutoCleanup
    SshTransport transport

    def setupSpec() {
        ['sudo', 'doas', 'su', 'unshare'].each { assert SshdFixture.run('sh', '-c', "command -v $it || :"), "no $it: apt-get install sudo opendoas util-linux" }
        def etc = shared.resolve('etc')
        SshdFixture.run('cp', '-a', '/etc', etc.toString())
        def users = [pat: 'pat-secret', kim: 'kim-secret', lee: 'lee-secret', tom: 'tom-secret', site: 'site-secret']
        users.eachWithIndex { name, password, i ->
            def home = Files.createDirectories(shared.resolve("home/$name"))
            etc.resolve('passwd').toFile() << "$name:x:${60100 + i}:${60100 + i}::$home:/bin/sh\n"
            etc.resolve('group').toFile() << "$name:x:${60100 + i}:\n"
            etc.resolve('shadow').toFile() << "$name:${SshdFixture.run('perl', '-e', 'print crypt($ARGV[0], q($6$salt$))', password)}:19000:0:99999:7:::\n"
            SshdFixture.run('chown', '-R', "${60100 + i}", home.toString())
        }
        etc.resolve('sudoers').toFile() << '''
            |Defaults lecture=always
            |Defaults:tom requiretty
            |pat ALL=(ALL) ALL
            |kim ALL=(ALL) NOPASSWD: ALL
            |tom ALL=(ALL) NOPASSWD: ALL
            |'''.stripMargin()
        Files.writeString(etc.resolve('doas.conf'), 'permit nopass kim\npermit lee\n')
        def auth = etc.resolve('pam.d/common-auth').toFile()
        auth.text = auth.text.replace('pam_unix.so', 'pam_unix.so nodelay')
        // The users look for their keys themselves.
        for (def up = shared; up.nameCount > 1; up = up.parent) {
            Files.setPosixFilePermissions(up, PosixFilePermissions.fromString('rwxr-xr-x'))
        }
        sshd = new SshdFixture(shared.resolve('sshd'), '127.0.0.1', [], ['ed25519'], ['/etc': etc])
        sshd.knownHosts("${sshd.name()} ${sshd.hostKey()}")
    }

    def setup() {
        transport = new SshTransport(sshd.options())
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString('rwxrwxrwx'))
    }

    Session session(String login, Become become) {
        transport.session(sshd.host('box', login), Optional.of(become))
    }

    static Become become(Become.Method method, String user, String password) {
        new Become(method, user, password.empty ? Secret.NONE : new Secret('the-password', password))
    }

    static Command sh(String script, String... arguments) {
        Command.of(['sh', '-c', script] + (arguments as List)).within(Duration.ofSeconds(60))
    }

    def "#login becomes #user by #method, with the password '#password'"() {
        given:
        def session = session(login, become(method, user, password))
        def file = dir.resolve('file')
        def back = new ByteArrayOutputStream()

        when:
        session.put(new ByteArrayInputStream('content'.bytes), file.toString(), 0600)
        session.get(file.toString(), back)

        then:
        session.run(sh('id -un; echo "$HOME"; cat')).out() == "$user\n${user == 'root' ? '/root' : shared.resolve("home/$user")}\n"
        session.run(Command.of('cat').reading('input')).out() == 'input'
        session.stream(sh('id -un'), {}, {}).text() == user
        back.toString() == 'content'
        Files.getOwner(file).name in (user == 'root' ? ['root'] : ['60104'])

        and: 'what it keeps is for that user alone'
        session.run(sh('stat -c "%U %a" "$(dirname "$(readlink /proc/$PPID/fd/2)")"')).text() == "$user 700"

        where:
        login  | method | user   | password
        'pat'  | SUDO   | 'root' | 'pat-secret'
        'pat'  | SUDO   | 'site' | 'pat-secret'
        'kim'  | SUDO   | 'root' | ''
        'kim'  | SUDO   | 'site' | 'not asked for; $(touch /tmp/never)'
        'pat'  | SU     | 'site' | 'site-secret'
        'root' | SU     | 'site' | ''
        'root' | SU     | 'site' | 'not asked for'
        'root' | SUDO   | 'site' | ''
        'kim'  | DOAS   | 'root' | ''
        'kim'  | DOAS   | 'site' | 'not asked for'
    }

    def "#login does not become #user by #method with the password '#password': #text"() {
        when:
        session(login, become(method, user, password))

        then:
        def e = thrown(BecomeRefused)
        e.message.startsWith("box does not let its user become $user by ${method.name().toLowerCase()}: ")
        e.message.contains(text)
        !password || !e.message.contains(password)

        and: 'the user who logs in is there as before'
        transport.session(sshd.host('box', login)).run(sh('id -un')).text() == login

        where:
        login  | method | user   | password       || text
        'pat'  | SUDO   | 'root' | 'wrong-secret' || "the password 'the-password' is wrong"
        'pat'  | SUDO   | 'root' | ''             || 'it wants a password, and was given none'
        'lee'  | SUDO   | 'root' | 'lee-secret'   || 'its sudoers do not allow it'
        'lee'  | SUDO   | 'root' | ''             || 'it wants a password'
        'kim'  | SUDO   | 'none' | ''             || 'there is no user none'
        'tom'  | SUDO   | 'root' | ''             || 'its sudo wants a terminal'
        'pat'  | SU     | 'site' | 'wrong-secret' || "the password 'the-password' is wrong"
        'pat'  | SU     | 'site' | ''             || 'it wants a password'
        'pat'  | SU     | 'none' | 'any-secret'   || 'there is no user none'
        'lee'  | DOAS   | 'root' | 'lee-secret'   || 'doas wants a terminal for a password'
        'pat'  | DOAS   | 'root' | ''             || 'its doas.conf does not allow it'
        'kim'  | DOAS   | 'none' | ''             || 'there is no user none'
    }

    def "who logs in need not become himself, and others share a connection with him"() {
        given:
        def own = transport.session(sshd.host('box', 'lee'))
        def before = sshd.connections().size()

        expect:
        session('lee', become(SUDO, 'lee', '')).is(own)
        with(transport.session(sshd.host('box', 'kim'))) { it.run(sh('id -un')).text() == 'kim' }
        session('kim', become(SUDO, 'site', '')).run(sh('id -un')).text() == 'site'
        session('kim', become(SUDO, 'site', '')).is(session('kim', become(SUDO, 'site', '')))
        sshd.connections().size() == before + 1
    }

    def "no password is in the arguments or the environment of any process"() {
        given:
        def session = session('pat', become(SUDO, 'root', 'pat-secret'))
        def seen = []

        when:
        session.stream(sh('echo go; exec cat'), {
            seen = new File('/proc').listFiles().findAll { it.name ==~ /\d+/ && it.name != ProcessHandle.current().pid().toString() }
                .collectMany { process -> ['cmdline', 'environ'].collect { readable(process.toPath().resolve(it)) } }
        }, {})

        then:
        seen.any { it.contains('sudo\0') }
        !seen.any { it.contains('pat-secret') }
    }

    static String readable(Path file) {
        try {
            new String(Files.readAllBytes(file), 'ISO-8859-1')
        } catch (IOException ignored) {
            // It has ended.
            ''
        }
    }

    def "a timeout ends what the other user runs, with all it started"() {
        given:
        def session = session('pat', become(SUDO, 'site', 'pat-secret'))
        def before = stopped()

        when:
        how(session, sh('sleep 4731OURS & sleep 4731OURS'.replace('OURS', TransportContract.OURS)).within(Duration.ofMillis(limit)))

        then:
        thrown(TimedOut)
        TransportContract.sleepers(4731) == 0
        session.run(sh('id -un')).text() == 'site'
        stopped() - before == [] as Set

        where:
        limit | how
        500   | { s, c -> s.run(c) }
        1500  | { s, c -> s.run(c) }
        500   | { s, c -> s.stream(c, {}, {}) }
    }

    /** The processes of sudo that are stopped, as it stops itself when what it runs is stopped: nobody would ever let it go on. */
    private static Set<String> stopped() {
        new File('/proc').listFiles().findAll { it.name ==~ /\d+/ }.findAll {
            try {
                new File(it, 'stat').text ==~ /(?s)\d+ \(sudo\) T .*/
            } catch (IOException ignored) {
                false // gone
            }
        }*.name as Set
    }

    def "when the connection is cut, what the other user runs dies"() {
        given:
        def session = session('kim', become(DOAS, 'root', ''))
        def failed = Thread.start {
            try {
                session.stream(sh('sleep 4732' + TransportContract.OURS), {}, {})
            } catch (IOException ignored) {
                // expected
            }
        }
        TransportContract.until { TransportContract.sleepers(4732) > 0 }

        when:
        sshd.cut()

        then:
        TransportContract.until { TransportContract.sleepers(4732) == 0 }
        failed.join(20_000)
        !failed.alive
    }
}
