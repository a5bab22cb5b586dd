package io.berth.vault

import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Both tools share files. Each call of ansible-vault takes half a second, so it gets many files at once. */
class AnsibleVaultSpec extends Specification {

    static final Map<String, byte[]> TEXTS = [
            empty  : bytes(''),
            word   : bytes('x'),
            block  : bytes('0123456789abcdef'),
            lines  : bytes('db: hunter2\napi: "a\'b\\c"\n'),
            unicode: bytes('schlüssel: ключ 鍵 🔑\n'),
            crlf   : bytes('a: 1\r\nb: 2\r\n'),
            binary : (0..255).collect { it as byte } as byte[],
            large  : new byte[1 << 20].tap { new Random(1).nextBytes(it) },
    ]

    @Shared @TempDir Path dir

    def setupSpec() {
        assert Files.isExecutable(Path.of('/usr/bin/ansible-vault')): 'no ansible-vault: apt-get install ansible-core'
        password('one', 'first pässword\n')
        password('two', '  second \r\n')
    }

    def "what ansible-vault encrypts is read, and what berth encrypts ansible-vault reads"() {
        given:
        TEXTS.each { name, text -> Files.write(dir.resolve("theirs-$name"), text) }
        ansible('encrypt', '--vault-password-file', path('one'), *TEXTS.keySet().collect { path("theirs-$it") })
        TEXTS.each { name, text -> SafeFile.write(dir.resolve("ours-$name"), keys('one').encrypt(text, '')) }

        expect:
        TEXTS.each { name, text -> assert keys('one').decrypt(Files.readAllBytes(dir.resolve("theirs-$name"))) == text }

        when:
        ansible('decrypt', '--vault-password-file', path('one'), *TEXTS.keySet().collect { path("ours-$it") })

        then:
        TEXTS.each { name, text -> assert Files.readAllBytes(dir.resolve("ours-$name")) == text }
    }

    def "vault ids go both ways"() {
        given:
        Files.write(dir.resolve('prod'), TEXTS.lines)
        ansible('encrypt', '--vault-id', "dev@${path('one')}", '--vault-id', "prod@${path('two')}", '--encrypt-vault-id', 'prod', path('prod'))
        def both = new Keyring(nobody()).addId("dev@${path('one')}").addId("prod@${path('two')}")

        expect:
        Files.readString(dir.resolve('prod')).startsWith('$ANSIBLE_VAULT;1.2;AES256;prod\n')
        both.decrypt(Files.readAllBytes(dir.resolve('prod'))) == TEXTS.lines

        when: 'the password goes by another label here'
        def other = new Keyring(nobody()).addId("prod@${path('one')}").addId("x@${path('two')}")

        then:
        other.decrypt(Files.readAllBytes(dir.resolve('prod'))) == TEXTS.lines

        when:
        Files.write(dir.resolve('dev'), both.encrypt(TEXTS.unicode, 'dev'))

        then:
        Files.readString(dir.resolve('dev')).startsWith('$ANSIBLE_VAULT;1.2;AES256;dev\n')
        ansible('view', '--vault-id', "dev@${path('one')}", path('dev')) == TEXTS.unicode
    }

    def "a file rekeyed by one is read by the other"() {
        given:
        Files.write(dir.resolve('r1'), TEXTS.lines)
        Files.write(dir.resolve('r2'), TEXTS.crlf)
        new VaultFiles(keys('one')).encrypt([dir.resolve('r1'), dir.resolve('r2')], '')

        when:
        new VaultFiles(keys('one')).rekey([dir.resolve('r1')], new Keyring(nobody()).addId("new@${path('two')}"), '')
        ansible('rekey', '--vault-password-file', path('one'), '--new-vault-password-file', path('two'), path('r2'))

        then:
        ansible('view', '--vault-id', "new@${path('two')}", path('r1')) == TEXTS.lines
        keys('two').decrypt(Files.readAllBytes(dir.resolve('r2'))) == TEXTS.crlf
    }

    def "an encrypted value is what ansible reads in a YAML file, and the other way round"() {
        given:
        def made = ansible('encrypt_string', '--vault-password-file', path('one'), '--name', 'api', 'their value')
        def ours = new VaultFiles(keys('one')).inYaml('db', bytes("it's ours"), '')
        Files.writeString(dir.resolve('vars.yml'), ours + new String(made, StandardCharsets.UTF_8) + '\nnested:\n  users:\n  - word: further in\n')

        when:
        def shown = run([:], 'ansible', 'localhost', '-m', 'debug', '-a', 'msg={{ db }}/{{ api }}/{{ nested.users.0.word }}', '-e', "@${path('vars.yml')}",
                '--vault-password-file', path('one'))

        then:
        new String(shown, StandardCharsets.UTF_8).contains('"msg": "it\'s ours/their value/further in"')
        def vault = VaultYaml.of(Files.readAllBytes(dir.resolve('vars.yml')), keys('one'))
        ['db', 'api', 'nested.users.0.word'].collect { vault.text(it).get() } == ["it's ours", 'their value', 'further in']
    }

    def "#what is refused, and the text of it is nowhere in what is said"() {
        when:
        keys('one').decrypt(change(keys('one').encrypt(bytes('sensitive'), '')))

        then:
        def e = thrown(VaultFailure)
        e.message.contains(said)
        !e.message.contains('sensitive')

        where:
        what                | said             | change
        'a changed digit'   | 'changed since'  | { byte[] text -> changed(text, 'encrypted') }
        'a changed mac'     | 'changed since'  | { byte[] text -> changed(text, 'mac') }
        'a changed salt'    | 'changed since'  | { byte[] text -> changed(text, 'salt') }
        'a cut file'        | 'is damaged'     | { byte[] text -> text[0..-20] as byte[] }
        'a file of rubbish' | 'is damaged'     | { byte[] text -> bytes('$ANSIBLE_VAULT;1.1;AES256\nzz\n') }
        'another version'   | "form 1.0"       | { byte[] text -> bytes(new String(text).replace('1.1', '1.0')) }
        'a plain text'      | 'not encrypted'  | { byte[] text -> bytes('db: sensitive\n') }
        'nothing'           | 'not encrypted'  | { byte[] text -> new byte[0] }
    }

    def "a wrong password and none are told apart, and say what was tried"() {
        given:
        def text = keys('one').encrypt(bytes('sensitive'), '')

        when:
        ring.call(this).decrypt(text)

        then:
        def e = thrown(VaultFailure)
        e.message.contains(said)

        where:
        said                                 | ring
        'is not its own'                     | { it.keys('two') }
        'no vault password was given'        | { new Keyring(it.nobody()) }
        'there is no terminal'               | { new Keyring(Prompt.terminal()).addPrompt('default') }
        'is not there'                       | { new Keyring(it.nobody()).addFile('default', it.path('none')) }
        'is empty'                           | { new Keyring(it.nobody()).addFile('default', it.password('blank', ' \n').toString()) }
    }

    def "line ends and blanks that mail programs and editors add do no harm"() {
        given:
        def text = new String(keys('one').encrypt(TEXTS.lines, ''), StandardCharsets.US_ASCII)

        expect:
        keys('one').decrypt(bytes(text.replace('\n', '\r\n'))) == TEXTS.lines
        keys('one').decrypt(bytes(text.readLines().collect { "$it  " }.join('\n'))) == TEXTS.lines
    }

    def "a password program is run, and a client is told the label"() {
        given:
        def script = program('give-client.sh', '#!/bin/sh\n[ "$1" = --vault-id ] && [ "$2" = prod ] && echo "  second"\n')
        Files.write(dir.resolve('by-script'), keys('two').encrypt(TEXTS.lines, ''))

        expect:
        new Keyring(nobody()).addId("prod@$script").decrypt(Files.readAllBytes(dir.resolve('by-script'))) == TEXTS.lines

        when:
        new Keyring(nobody()).addFile('default', program('fails', '#!/bin/sh\necho hunter2; echo locked >&2; exit 3\n').toString()).encrypt(new byte[1], '')

        then:
        def e = thrown(VaultFailure)
        e.message.contains('status 3: locked')
        !e.message.contains('hunter2')
    }

    def "the environment names a password file, berth's own first"() {
        expect:
        new Keyring(nobody()).addFrom([ANSIBLE_VAULT_PASSWORD_FILE: path('one')]).decrypt(keys('one').encrypt(TEXTS.word, '')) == TEXTS.word
        new Keyring(nobody()).addFrom([ANSIBLE_VAULT_PASSWORD_FILE: path('one'), BERTH_VAULT_PASSWORD_FILE: path('two')])
                .decrypt(keys('two').encrypt(TEXTS.word, '')) == TEXTS.word
    }

    // -- what the specs need

    static byte[] bytes(String text) { text.getBytes(StandardCharsets.UTF_8) }

    static Prompt nobody() { { question -> throw new AssertionError("asked for $question" as Object) } as Prompt }

    Keyring keys(String password) { new Keyring(nobody()).addFile('default', path(password)) }

    String path(String name) { dir.resolve(name).toString() }

    Path password(String name, String text) { Files.writeString(dir.resolve(name), text) }

    Path program(String name, String text) {
        def file = Files.writeString(dir.resolve(name), text)
        assert file.toFile().setExecutable(true)
        file
    }

    static byte[] changed(byte[] text, String part) {
        def parsed = VaultText.parse(text)
        parsed."$part"()[0] ^= 1
        bytes(parsed.format())
    }

    byte[] ansible(String... words) { run([:], 'ansible-vault', *words) }

    byte[] run(Map<String, String> environment, String... words) {
        def builder = new ProcessBuilder(words).directory(dir.toFile()).redirectError(dir.resolve('stderr').toFile())
        builder.environment().putAll([HOME: dir.toString(), PAGER: 'cat', ANSIBLE_LOCALHOST_WARNING: 'False', LC_ALL: 'C.UTF-8'] + environment)
        def process = builder.start()
        process.outputStream.close()
        def out = process.inputStream.bytes
        assert process.waitFor(60, TimeUnit.SECONDS)
        assert process.exitValue() == 0: "$words: ${Files.readString(dir.resolve('stderr'))}"
        out
    }
}
