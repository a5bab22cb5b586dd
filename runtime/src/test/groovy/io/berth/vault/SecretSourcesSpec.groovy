package io.berth.vault

import io.berth.diag.SourceRange
import io.berth.event.Redaction
import io.berth.model.SecretFailure
import io.berth.model.SecretSource
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class SecretSourcesSpec extends Specification {

    @TempDir Path dir
    Redaction redaction = new Redaction()
    Keyring keys
    SecretSources sources

    def setup() {
        keys = new Keyring(AnsibleVaultSpec.nobody()).addFile('default', Files.writeString(dir.resolve('password'), 'correct horse').toString())
        sources = new SecretSources(keys, [TOKEN: 'from-environment', SHORT: 'abc'], redaction)
    }

    def "a secret comes from #from, and is redacted from then on"() {
        given:
        Files.write(dir.resolve('whole.yml'), keys.encrypt('''\
            db: from-whole
            port: 54321
            long: |
              line one
              line two
            twice: the first
            twice: the last
            sites: {main: {password: from-main}, main.password: said-whole}
            whole: {name: within}
            whole.name: as it is
            whole: {name: within again}
            users: [{name: ada, password: from-the-first}, {name: bob, password: from-the-second}]
            '''.stripIndent().bytes, ''))
        Files.writeString(dir.resolve('inline.yml'), 'plain: from-plain\n' + new VaultFiles(keys).inYaml('db', 'from-inline'.bytes, ''))
        Files.writeString(dir.resolve('file'), 'from-file\n')

        expect:
        sources.text(source.call(dir), name).orElse('none') == text
        text == 'none' || redaction.of("[$text]") == "[‹secret $name›]"

        where:
        from                         | name    | source                                                              || text
        'an encrypted file'          | 'db'    | { vault(it.resolve('whole.yml')) }                                  || 'from-whole'
        'a number in it'             | 'port'  | { vault(it.resolve('whole.yml')) }                                  || '54321'
        'several lines in it'        | 'long'  | { vault(it.resolve('whole.yml')) }                                  || 'line one\nline two\n'
        'one that is said twice'     | 'twice' | { vault(it.resolve('whole.yml')) }                                 || 'the last'
        'a name with a dot'          | 'whole.name' | { vault(it.resolve('whole.yml')) }                            || 'as it is'
        'names within names'         | 'sites.main.password' | { vault(it.resolve('whole.yml')) }                    || 'from-main'
        'one of a list'              | 'users.1.password' | { vault(it.resolve('whole.yml')) }                       || 'from-the-second'
        'behind the end of a list'   | 'users.2.password' | { vault(it.resolve('whole.yml')) }                       || 'none'
        'within a text'              | 'db.password' | { vault(it.resolve('whole.yml')) }                            || 'none'
        'a value encrypted in place' | 'db'    | { vault(it.resolve('inline.yml')) }                                 || 'from-inline'
        'a plain value beside it'    | 'plain' | { vault(it.resolve('inline.yml')) }                                 || 'from-plain'
        'nowhere'                    | 'x'     | { vault(it.resolve('inline.yml')) }                                 || 'none'
        'a file'                     | 'f'     | { new SecretSource.InFile('f', it.resolve('file'), SourceRange.NONE) } || 'from-file'
        'the environment'            | 'token' | { new SecretSource.InEnvironment('token', 'TOKEN', SourceRange.NONE) } || 'from-environment'
        'a command'                  | 'c'     | { command(it, 'printf', 'from %s\n\n', 'command') }                 || 'from command\n'
    }

    def "#why is said, and nothing that is secret"() {
        given:
        Files.write(dir.resolve('whole.yml'), keys.encrypt('db: [hunter2]\npin: 12\nsites: {main: {password: hunter2}}\nround: &r {again: *r}\n'.bytes, ''))
        Files.write(dir.resolve('noyaml.yml'), keys.encrypt('db: "hunter2\n  : : ]['.bytes, ''))
        Files.write(dir.resolve('list.yml'), keys.encrypt('- hunter2\n'.bytes, ''))
        Files.write(dir.resolve('binary'), [0xff, 0xfe, 0x41, 0x42, 0x43] as byte[])
        Files.write(dir.resolve('other.yml'), VaultText.encrypt('db: hunter2'.bytes, 'prod', 'other'.bytes).format().bytes)

        when:
        sources.text(source.call(dir), name)

        then:
        def e = thrown(SecretFailure)
        e.message.contains(said)
        !stack(e).contains('hunter2')

        where:
        why                     | name    | source                                            || said
        'a list for a text'     | 'db'    | { vault(it.resolve('whole.yml')) }                || "whole.yml': 'db' in it is no text, but holds others: ask for one, as 'db.0'"
        'names for a text'      | 'sites.main' | { vault(it.resolve('whole.yml')) }           || "'sites.main' in it is no text, but holds others: ask for one, as 'sites.main.NAME'"
        'what holds itself'     | 'round.again.again' | { vault(it.resolve('whole.yml')) }    || "as 'round.again.again.NAME'"
        'a secret too short'    | 'pin'   | { vault(it.resolve('whole.yml')) }                || "the secret 'pin' has fewer than 4 characters"
        'rubbish'               | 'db'    | { vault(it.resolve('noyaml.yml')) }               || 'is not YAML once it is decrypted'
        'no names'              | 'db'    | { vault(it.resolve('list.yml')) }                 || 'holds no names with values'
        'another password'      | 'db'    | { vault(it.resolve('other.yml')) }                || "it has vault id 'prod'"
        'no file'               | 'db'    | { vault(it.resolve('none.yml')) }                 || "none.yml' cannot be read: it is not there"
        'no text'               | 'f'     | { new SecretSource.InFile('f', it.resolve('binary'), SourceRange.NONE) } || 'is not UTF-8 text'
        'no variable'           | 't'     | { new SecretSource.InEnvironment('t', 'NONE', SourceRange.NONE) }  || 'no environment variable NONE'
        'a short one'           | 't'     | { new SecretSource.InEnvironment('t', 'SHORT', SourceRange.NONE) } || 'fewer than 4 characters'
        'a failing command'     | 'c'     | { command(it, 'sh', '-c', 'echo hunter2; echo locked >&2; exit 7') } || "'sh' ended with status 7: locked"
        'no command'            | 'c'     | { command(it, 'no-such-program') }                || "'no-such-program' cannot be started"
    }

    def "a vault is opened once, and its password asked for once"() {
        given:
        def asked = 0
        def prompt = { question -> asked++; 'correct horse'.bytes } as Prompt
        Files.write(dir.resolve('whole.yml'), keys.encrypt('a: first\nb: second\n'.bytes, ''))
        def prompting = new SecretSources(new Keyring(prompt).addPrompt('default'), [:], redaction)

        when:
        def vault = vault(dir.resolve('whole.yml'))
        def both = [prompting.text(vault, 'a').get(), prompting.text(vault, 'b').get()]

        then:
        both == ['first', 'second']
        asked == 1
        redaction.of('first second') == '‹secret a› ‹secret b›'
    }

    def "what nobody asks for is not known, nor asked for"() {
        given:
        Files.write(dir.resolve('whole.yml'), keys.encrypt('a: first\nb: second\n'.bytes, ''))

        when:
        sources.text(vault(dir.resolve('whole.yml')), 'a')

        then:
        redaction.of('second') == 'second'
    }

    def "values of inventories are decrypted by the same passwords, and redacted"() {
        given:
        def text = new String(keys.encrypt('in the inventory'.bytes, ''))

        expect:
        sources.decrypt(text.readLines().collect { "   $it" }.join('\n')).get() == 'in the inventory'
        sources.decrypt('no vault text').empty
        redaction.of('in the inventory') == '‹secret vault›'
    }

    static SecretSource vault(Path file) { new SecretSource.Vault(file, SourceRange.NONE) }

    static SecretSource command(Path dir, String... argv) { new SecretSource.FromCommand('c', argv as List, dir, SourceRange.NONE) }

    private static String stack(Throwable e) {
        new StringWriter().tap { e.printStackTrace(new PrintWriter(it)) }.toString()
    }
}
