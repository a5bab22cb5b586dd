package io.berth.cli

import static io.berth.cli.Started.berth

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Isolated
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** The verbs, as a user without a terminal says them. What they make is read by ansible-vault in AnsibleVaultSpec. */
@Isolated('it takes standard error')
@Timeout(120)
class VaultCommandSpec extends Specification {

    @TempDir Path dir

    def setup() {
        Files.writeString(dir.resolve('one'), 'correct horse\n')
        Files.writeString(dir.resolve('two'), 'battery staple\n')
    }

    def "a vault from its making to its end"() {
        given:
        def byFile = ['--vault-password-file', 'one'] as String[]
        def byEnvironment = [env: [ANSIBLE_VAULT_PASSWORD_FILE: 'one']]

        expect: 'made with an editor, and seen'
        ran(berth(dir, 'vault', 'create', 's.yml', *byFile, env: [EDITOR: 'printf "db: hunter2\\n" >']))
        berth(byEnvironment, dir, 'vault', 'view', 's.yml').out == 'db: hunter2\n'

        and: 'changed'
        ran(berth(dir, 'vault', 'edit', 's.yml', env: [EDITOR: 'sed -i s/hunter2/hunter3/', BERTH_VAULT_PASSWORD_FILE: 'one']))
        berth(dir, 'vault', 'view', 's.yml', *byFile).out == 'db: hunter3\n'

        and: 'given another password and id'
        ran(berth(dir, 'vault', 'rekey', 's.yml', *byFile, '--new-vault-id', 'prod@two'))
        Files.readString(dir.resolve('s.yml')).startsWith('$ANSIBLE_VAULT;1.2;AES256;prod')
        berth(dir, 'vault', 'view', 's.yml', '--vault-id', 'dev@one', '--vault-id', 'prod@two').out == 'db: hunter3\n'

        and: 'refused to the old password'
        with(berth(dir, 'vault', 'view', 's.yml', *byFile)) {
            exit == 1
            out == ''
            err == "berth: 's.yml': cannot be decrypted: it has vault id 'prod', and the password from 'one' is not its own, or it was changed since\n"
        }
    }

    def "texts go through, and to a YAML file"() {
        when:
        def value = berth(dir, 'vault', 'encrypt-string', '--name', 'db', '--vault-password-file', 'one', input: 'hunter2')

        then:
        value.exit == 0
        value.err == ''
        value.out.startsWith('db: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n          ')

        when:
        def whole = berth(dir, 'vault', 'encrypt', '-', '--vault-password-file', 'one', input: 'one\ntwo\n')

        then:
        berth(dir, 'vault', 'decrypt', '--vault-password-file', 'one', input: whole.out).out == 'one\ntwo\n'
    }

    def "what cannot be is said: #words"() {
        given:
        Files.writeString(dir.resolve('plain'), 'db: hunter2\n')

        and: 'within this process, which has no terminal either'
        def err = System.err
        def told = new ByteArrayOutputStream()
        System.err = new PrintStream(told, true, 'UTF-8')

        when:
        def status = Main.run(words.collect { it.replaceAll(/^(.*@)?(plain|none|one|two)$/) { all, label, file -> "${label ?: ''}${dir.resolve(file)}" } } as String[])

        then:
        status == exit
        told.toString('UTF-8').contains(said)

        cleanup:
        System.err = err

        where:
        words || exit | said
        ['vault', 'view', 'plain', '--vault-password-file', 'one']           || 1    | "plain': is not encrypted"
        ['vault', 'view', 'none', '--vault-password-file', 'one']            || 1    | "none' cannot be read: it is not there"
        ['vault', 'encrypt', 'plain']                                        || 1    | 'there is no terminal to ask for the vault password'
        ['vault', 'encrypt', 'plain', '--ask-vault-pass']                    || 1  | 'there is no terminal'
        ['vault', 'encrypt-string', 'hunter2', '--vault-password-file', 'one'] || 2    | 'give the text on standard input'
        ['vault', 'rekey', 'plain', '--new-vault-id', 'a@two', '--new-vault-password-file', 'two'] || 2    | 'not both'
        ['vault']                                                            || 2    | 'takes a verb'
        ['vault', 'vieuw']                                                   || 2    | 'view'
    }

    def "at a terminal a person is asked, and what is typed is not shown"() {
        given:
        assert berth(dir, 'vault', 'encrypt', '-', '--vault-password-file', 'one', '--output', 's.yml', input: 'db: hunter2\n').exit == 0
        def java = "${System.getProperty('java.home')}/bin/java -cp '${System.getProperty('java.class.path')}' io.berth.cli.Main"
        def process = new ProcessBuilder('script', '-qec', "$java vault view ${dir.resolve('s.yml')}", '/dev/null').redirectErrorStream(true).start()
        def seen = new StringBuilder()

        when:
        while (!seen.contains('Vault password: ')) {
            int c = process.inputStream.read()
            assert c >= 0: seen
            seen << (char) c
        }
        process.outputStream << 'correct horse\n'
        process.outputStream.flush()
        seen << process.inputStream.text

        then:
        seen.contains('db: hunter2')
        !seen.contains('correct')
        process.waitFor() == 0

        cleanup:
        process?.outputStream?.close()
    }

    private static boolean ran(Started started) {
        assert started.exit == 0: started.err
        true
    }
}
