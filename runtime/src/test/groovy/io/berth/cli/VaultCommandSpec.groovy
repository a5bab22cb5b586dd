package io.berth.cli

import static io.berth.cli.Started.berth

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** The verbs, as a user without a terminal says them. What they make is read by ansible-vault in AnsibleVaultSpec. */
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
            err == "berth: 's.yml' cannot be decrypted: it has vault id 'prod', and the password from 'one' is not its own, or it was changed since\n"
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

        when:
        def ran = berth(dir, *words, env: env)

        then:
        ran.exit == exit
        ran.err.contains(said)
        !ran.err.contains('\tat ')

        where:
        words                                                                | env                              || exit | said
        ['vault', 'view', 'plain', '--vault-password-file', 'one']           | [:]                              || 1    | "'plain' is not encrypted"
        ['vault', 'view', 'none', '--vault-password-file', 'one']            | [:]                              || 1    | "'none' cannot be read: it is not there"
        ['vault', 'encrypt', 'plain']                                        | [:]                              || 1    | 'there is no terminal to ask for the vault password'
        ['vault', 'encrypt', 'plain', '--ask-vault-pass']                    | [BERTH_VAULT_PASSWORD_FILE: 'one'] || 1  | 'there is no terminal'
        ['vault', 'encrypt-string', 'hunter2', '--vault-password-file', 'one'] | [:]                            || 2    | 'give the text on standard input'
        ['vault', 'rekey', 'plain', '--new-vault-id', 'a@two', '--new-vault-password-file', 'two'] | [:]        || 2    | 'not both'
        ['vault']                                                            | [:]                              || 2    | 'takes a verb'
        ['vault', 'vieuw']                                                   | [:]                              || 2    | 'view'
    }

    private static boolean ran(Started started) {
        assert started.exit == 0: started.err
        true
    }
}
