package io.berth.cli

import io.berth.ssh.SshdFixture
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Semaphore
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** A run with secrets on real hosts, this machine and a real sshd: nothing that berth writes or starts shows one. */
class SecretsRunSpec extends Specification {

    static final String SECRET = "hunt'er2 \"s\$cret\\<&>ü/+"

    @Shared @TempDir Path dir
    @Shared @AutoCleanup SshdFixture sshd

    def setupSpec() {
        sshd = new SshdFixture(dir.resolve('sshd'))
        Files.writeString(dir.resolve('known_hosts'), "${sshd.name()} ${sshd.hostKey()}\n")
        Files.writeString(dir.resolve('password'), 'correct horse\n')
        Files.writeString(dir.resolve('plain.yml'), "db: '${SECRET.replace("'", "''")}'\nunused: 'swordfish'\n")
        assert Started.berth(dir, 'vault', 'encrypt', 'plain.yml', '--vault-password-file', 'password').exit == 0
        Files.writeString(dir.resolve('book.groovy'), """
            hosts {
                host 'here', connection: local
                host 'box', address: '127.0.0.1', port: $sshd.port, user: 'root', identityFile: '$sshd.clientKey', knownHosts: '${dir.resolve('known_hosts')}'
            }
            secrets { vault 'plain.yml' }
            variables line: "password=\${secret('db')}\\n"
            play('tell') {
                on 'all'
                exec 'sh', '-c', 'echo marker-of-spec >/dev/null; cat; sleep 1', input: line
                exec 'sh', '-c', 'base64; echo told', input: secret('db')
                exec 'sh', '-c', '{ printf user:; cat; printf @host; } | base64 -w0; echo told', input: secret('db')
                exec 'sh', '-c', 'x=\$(cat); set -x; : "\$x"', input: secret('db')
                exec 'sh', '-c', 'od -An -v -tx1 -w999', input: secret('db')
            }
            play('fail') {
                on 'all'
                exec 'sh', '-c', 'cat >&2; exit 3', input: line
            }
            """.stripIndent())
    }

    def "a run shows its secret nowhere: view #view"() {
        when:
        def seen = ConcurrentHashMap.newKeySet()
        def sampling = sample(seen)
        def ran
        try {
            ran = Started.berth(dir, 'run', 'book.groovy', '--vault-password-file', 'password', '-o', view, '-v', '--stacktrace')
        } finally {
            sampling()
        }

        then: 'it did what it was to do'
        ran.exit == 1
        def said = ran.out + ran.err
        said.contains('password=‹secret db›')
        said.count('told') >= 4
        said.contains('status') || view == 'json'

        and: 'no process had it in its arguments or environment, and those were looked at'
        seen.contains('marker')
        !seen.contains('secret')

        and:
        showing(said) == []

        and: 'nor is it in what the run leaves, which is its owner\'s only'
        def left = Files.walk(dir.resolve('state')).toList()
        left.findAll { Files.isRegularFile(it) }*.fileName*.toString().containsAll(['journal.jsonl', 'report.html', 'digest.key'])
        left.findAll { Files.isRegularFile(it) && showing(Files.readString(it, StandardCharsets.ISO_8859_1).with { new String(it.getBytes('ISO-8859-1'), 'UTF-8') }) } == []
        left.findAll { it.startsWith(dir.resolve('state/berth/runs')) }.collect { [Files.isDirectory(it), PosixFilePermissions.toString(Files.getPosixFilePermissions(it))] }
                .toSet() == [[true, 'rwx------'], [false, 'rw-------']] as Set

        where:
        view << ['plain', 'json']
    }

    def "one that had it would have been seen"() {
        given:
        def seen = ConcurrentHashMap.newKeySet()
        def process = new ProcessBuilder('sh', '-c', 'read -r _', SECRET).start()

        when:
        def sampling = sample(seen)
        long start = System.nanoTime()
        while (!seen.contains('secret') && System.nanoTime() - start < 20e9) {
            sleep(10)
        }

        then:
        seen.contains('secret')

        cleanup:
        sampling()
        process.outputStream.close()
        process.waitFor()
    }

    def "#command shows no secret, and #asks"() {
        when:
        def ran = Started.berth(dir, *words)

        then:
        ran.exit == exit
        ran.err.contains(said)
        showing(ran.out + ran.err) == []

        where:
        command                   | words                                                                   || exit | said                                  | asks
        'graph'                   | ['graph', 'book.groovy']                                                || 0    | ''                                    | 'asks for no password'
        'check'                   | ['check', 'book.groovy']                                                || 0    | 'is well'                             | 'asks for no password'
        'plan'                    | ['plan', 'book.groovy', '-o', 'json', '--vault-id', 'x@password']       || 0    | ''                                    | 'takes one'
        'resume'                  | ['resume', 'last', '--vault-password-file', 'password']                 || 1    | 'status'                              | 'takes one'
        'a run without password'  | ['run', 'book.groovy']                                                  || 2    | "book.groovy:6:11: error: '"          | 'says where the vault stands'
        'a run with a wrong one'  | ['run', 'book.groovy', '--vault-password-file', 'known_hosts']          || 2    | 'is not its own, or it was changed'   | 'says so'
    }

    def "an error that quotes a secret does not tell it"() {
        given:
        Files.writeString(dir.resolve('wrong.groovy'), """
            hosts { host 'here', connection: local }
            secrets { vault 'plain.yml' }
            play('p') { on 'here'; exec 'echo', secret('db') }
            play('q') { on 'here'; exec 'x', creates: "/tmp/\${secret('db')}"; throw new RuntimeException("it is \${secret('db')}") }
            """.stripIndent())

        when:
        def ran = Started.berth(dir, 'run', 'wrong.groovy', '--vault-password-file', 'password')

        then:
        ran.exit == 2
        ran.err.contains("'argv' would show the secret 'db': everybody on the host can read a command's arguments")
        ran.err.contains("'creates' would show the secret 'db'")
        ran.err.contains('it is ‹secret db›') || ran.err.contains('‹secret db›')
        showing(ran.out + ran.err) == []
    }

    /** The forms of the secret, and parts of it, that are in the text. Made with the JDK, not with what is tested. */
    private static List<String> showing(String text) {
        def utf8 = SECRET.getBytes(StandardCharsets.UTF_8)
        def base64 = [0, 1, 2].collect { before ->
            def digits = Base64.encoder.withoutPadding().encodeToString((new byte[before] as List) + (utf8 as List) as byte[])
            digits.substring((before * 8 + 5).intdiv(6), ((before + utf8.length) * 8).intdiv(6))
        }
        def forms = [SECRET, SECRET.replace("'", "'\\''"), SECRET.replace('\\', '\\\\').replace('"', '\\"'), SECRET.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;'),
                     "hunt'er2", "hunt'\\''er2", "hunt'\"'\"'er2", 'hunt&#39;er2', 's$cret', 'swordfish', 'correct horse', HexFormat.of().formatHex(utf8), HexFormat.ofDelimiter(' ').formatHex(utf8)] + base64 +
                base64.collect { it.replace('+', '-').replace('/', '_') } + base64.collect { it.take(12) }
        forms.findAll { text.contains(it) }
    }

    /** Looks at the arguments and environments of all processes, again and again, until what it gives is called. */
    private static Closure sample(Set<String> seen) {
        def forms = [SECRET, "hunt'er2", "hunt'\\''er2", 's$cret'].collect { new String(it.getBytes('UTF-8'), 'ISO-8859-1') }
        def stop = new Semaphore(0)
        def thread = Thread.start {
            while (!stop.tryAcquire(10, TimeUnit.MILLISECONDS)) {
                for (process in new File('/proc').listFiles().findAll { it.name ==~ /\d+/ }) {
                    for (part in ['cmdline', 'environ']) {
                        try {
                            def text = new String(Files.readAllBytes(process.toPath().resolve(part)), StandardCharsets.ISO_8859_1)
                            if (forms.any { text.contains(it) }) {
                                seen << 'secret'
                            }
                            if (part == 'cmdline' && text.contains('marker-of-spec')) {
                                seen << 'marker'
                            }
                        } catch (IOException ended) {
                            // it has ended meanwhile
                        }
                    }
                }
            }
        }
        return { stop.release(); thread.join() }
    }
}
