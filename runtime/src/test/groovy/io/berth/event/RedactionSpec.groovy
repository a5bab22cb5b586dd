package io.berth.event

import io.berth.model.Diff
import java.lang.management.ManagementFactory
import java.nio.charset.StandardCharsets
import java.time.Duration
import java.time.Instant
import java.util.concurrent.TimeUnit
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What other programs make of a secret is made by those programs, not by what is tested. */
class RedactionSpec extends Specification {

    static final List<String> SECRETS = ['hunter2secret', "it's \"a\" \\back`tick\$x", 'pass word & <more> 100%/~', 'schlüssel-ключ-鍵-🔑', 'Ab1!', '-----BEGIN KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END KEY-----\n']

    /** One start for many forms, each of which must go. */
    static final String PYTHON = [
            'import sys,json,shlex,html,base64', 'import urllib.parse as u', 'from xml.sax.saxutils import escape,quoteattr', 'b=sys.stdin.buffer.read()', 's=b.decode()',
            'print(json.dumps([s]))', 'print(json.dumps([s],ensure_ascii=False))', 'print(repr(s))', 'print(ascii(s))', 'print(b)', 'print(u.quote(s))', 'print(u.quote_plus(s))',
            'print(u.quote(s,safe=str()))', 'print(html.escape(s))', 'print(escape(s))', 'print(quoteattr(s))', 'print(shlex.quote(s))', 'print(base64.b64encode(b).decode())',
            'print(base64.b16encode(b).decode())'].join('; ')

    /** Shell lines that read the secret and tell it in a form of their own. */
    static final List<String> TELLERS = [
            'cat', 'base64', 'base64 -w0', 'basenc --base64url -w0', 'basenc --base16 -w0', 'xxd -p', 'xxd -p -u -c 999', 'od -An -v -tx1 -w9999',
            '{ printf x; cat; printf yz; } | base64 -w0', '{ printf xy; cat; printf z; } | base64 -w0', '{ printf "a longer beginning"; cat; printf z; } | basenc --base64url -w0',
            '{ printf "user:"; cat; } | base64', '{ head -c 31 /dev/zero; cat; head -c 50 /dev/zero; } | base64', '{ head -c 53 /dev/zero; cat; } | xxd -p',
            'openssl base64', 'openssl base64 -A', 'x=$(cat); (set -x; : "$x") 2>&1', 'x=$(cat); bash -c \'set -x; : "$1"\' b "$x" 2>&1', 'x=$(cat); bash -c \'printf %q "$1"\' b "$x"', 'sed s/^/+/',
            "python3 -c '$PYTHON'",
    ]

    @Shared @TempDir java.nio.file.Path dir

    def "#secret is not in what '#teller' says"() {
        given:
        def redaction = knowing(secret)

        when:
        def said = tell(teller, secret)
        def told = said.readLines().collect { redaction.of(it) }.join('\n')

        then: 'nothing of it is left, whatever is decoded'
        told.contains('‹secret it›')
        leaks(told, secret) == []
        !teller.startsWith('python3') || secret.contains('\n') || told.readLines().every { it.contains('‹secret it›') }
        leaks(redaction.of(said), secret) == []

        where:
        [secret, teller] << [SECRETS, TELLERS].combinations()
    }

    def "what is near a secret stays, and what is like one too"() {
        expect:
        knowing('hunter2').of(text) == told

        where:
        text                                    || told
        'user=me password=hunter2;'             || 'user=me password=‹secret it›;'
        'hunter2hunter2'                        || '‹secret it›‹secret it›'
        'hunter hunter3 unter2'                 || 'hunter hunter3 unter2'
        'x' * 100                               || 'x' * 100
        ''                                      || ''
        'hun'                                   || 'hun'
        'YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo='  || 'YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo='
    }

    def "secrets that overlap go together, and the longer of two that begin alike"() {
        given:
        def redaction = new Redaction()
        redaction.add('a', 'hunter2secret')
        redaction.add('b', 'secretsauce')
        redaction.add('c', 'hunter2secretsauces')

        expect:
        redaction.of('[hunter2secretsauce]') == '[‹secret a›‹secret b›]'
        redaction.of('[hunter2secretsauces]') == '[‹secret c›]'
    }

    def "a secret that is in everything is refused"() {
        when:
        new Redaction().add('pin', text)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == "the secret 'pin' is too short to be kept out of outputs"

        where:
        text << ['', 'abc', ' ab ', '\n']
    }

    def "every text in every kind of event is looked at"() {
        given:
        def at = Instant.EPOCH
        def s = 'x hunter2secret y'
        def t = 'x ‹secret it› y'
        def redaction = knowing('hunter2secret')

        expect:
        redaction.copy(new Event.PlanMade(at, [new Event.Planned(s, 'h', 'update', s, [new Diff(s, s, s)])])) ==
                new Event.PlanMade(at, [new Event.Planned(t, 'h', 'update', t, [new Diff(t, t, t)])])
        redaction.copy(new Event.TaskEnded(at, s, 'h', Outcome.FAILED, s, Duration.ZERO, [new Failure(s, 'h', s, [s], 1, [s], s, s)])) ==
                new Event.TaskEnded(at, t, 'h', Outcome.FAILED, t, Duration.ZERO, [new Failure(t, 'h', t, [t], 1, [t], t, t)])
        Event.permittedSubclasses.every { type -> !redaction.copy(sample(type, s)).toString().contains('hunter2') }
    }

    /** An event of that class with the text wherever one goes. */
    private static Object sample(Class<?> type, String text) {
        def values = type.recordComponents.collect { component ->
            switch (component.type) {
                case String: return text
                case List: return component.name in ['running', 'inventories', 'tags', 'skipTags', 'failure', 'tasks', 'nodes', 'edges'] ? [] : [text]
                case Map: return component.name == 'counts' ? [:] : [(text): [text]]
                case Instant: return Instant.EPOCH
                case Duration: return Duration.ZERO
                case boolean: return false
                case int: return 1
                case long: return 1L
                case Outcome: return Outcome.CHANGED
                case { it.record }: return sample(component.type, text)
                default: throw new IllegalStateException("a component of a kind that is new here: $component")
            }
        }
        type.getDeclaredConstructor(type.recordComponents*.type as Class[]).newInstance(values as Object[])
    }

    def "a secret that a cut in output without line ends divides is found, wherever the cut falls"() {
        given:
        def told = []
        def sink = new Redacted(knowing('hunter2secret'), { told << it } as EventSink)
        def output = ('.' * (64 * 1024 - before) + 'hunter2secret') + '.' * 70_000
        def pieces = [output.substring(0, 65536), output.substring(65536, 131072), output.substring(131072)].findAll()

        when:
        pieces.each { sink.accept(new Event.TaskOutput(Instant.EPOCH, 't', it, false)) }
        sink.accept(new Event.TaskEnded(Instant.EPOCH, 't', 'h', Outcome.CHANGED, '', Duration.ZERO, []))

        then:
        told[0..-2]*.line().join('') == output.replace('hunter2secret', '‹secret it›')
        told.last() instanceof Event.TaskEnded

        where:
        before << (0..14)
    }

    def "the outputs of two tasks, and both of one, are not mixed up by what is held back"() {
        given:
        def told = []
        def sink = new Redacted(knowing('hunter2secret'), { told << it } as EventSink)
        def cut = '.' * 65530 + 'hunter'

        when:
        sink.accept(new Event.TaskOutput(Instant.EPOCH, 'a', cut, false))
        sink.accept(new Event.TaskOutput(Instant.EPOCH, 'b', '2secret', false))
        sink.accept(new Event.TaskOutput(Instant.EPOCH, 'a', '2secret', true))
        sink.accept(new Event.TaskOutput(Instant.EPOCH, 'a', '2secret', false))

        then:
        told*.line()[1..2] == ['2secret', '2secret']
        told[0].line() + told[3].line() == '.' * 65530 + '‹secret it›'
    }

    def "fifty secrets in a hundred megabytes cost little"() {
        given:
        def random = new Random(7)
        def redaction = new Redaction()
        50.times { n -> redaction.add("s$n", (0..<(n % 10 == 0 ? 1700 : 24)).collect { (char) (33 + random.nextInt(94)) }.join('')) }
        List<String> lines = (0..<1000).collect { (0..<100).collect { (char) (32 + random.nextInt(95)) }.join('') }
        lines.each { redaction.of(it) }

        when:
        def threads = ManagementFactory.threadMXBean
        long start = threads.currentThreadCpuTime
        50.times { lines.each { redaction.of(it) } }
        double speed = 50 * lines.sum { it.length() } / ((threads.currentThreadCpuTime - start) / 1e9) / 1e6
        println "redaction: ${speed.round(0)} MB of output in a second of CPU, with 50 secrets"

        then: 'of CPU time, for the machine may have much else to do'
        speed > 20
    }

    private static Redaction knowing(String secret) {
        new Redaction().tap { add('it', secret) }
    }

    private String tell(String teller, String secret) {
        def builder = new ProcessBuilder('sh', '-c', teller).redirectErrorStream(true)
        builder.environment().putAll([LC_ALL: 'C.UTF-8', PYTHONIOENCODING: 'utf-8'])
        def process = builder.start()
        process.outputStream.withCloseable { it.write(secret.getBytes(StandardCharsets.UTF_8)) }
        def said = process.inputStream.getText('UTF-8')
        assert process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0: said
        said
    }

    /** Parts of a secret of eight characters and more (the whole of a short one) that are still to be read, as they are or decoded. */
    private static List<String> leaks(String told, String secret) {
        def texts = [told]
        told.split(/[^A-Za-z0-9+\/=_-]+/).findAll { it.length() >= 8 }.each { word ->
            3.times { skip ->
                def digits = word.drop(skip).replace('-', '+').replace('_', '/').replace('=', '')
                texts << new String(Base64.decoder.decode(digits.take(digits.length().intdiv(4) * 4)), StandardCharsets.ISO_8859_1)
            }
            if (word ==~ /(?i)[0-9a-f]+/) {
                texts << new String(HexFormat.of().parseHex(word.take(word.length().intdiv(2) * 2)), StandardCharsets.ISO_8859_1)
            }
        }
        def readable = new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
        def parts = [secret, readable].collectMany { whole ->
            whole.readLines().collectMany { line -> line.length() < 8 ? [line] : (0..line.length() - 8).collect { line.substring(it, it + 8) } }
        }
        texts.collectMany { text -> parts.findAll { text.contains(it) } }.unique()
    }
}
