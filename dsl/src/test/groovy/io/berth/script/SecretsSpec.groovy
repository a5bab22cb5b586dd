package io.berth.script

import io.berth.api.Param
import io.berth.diag.PlaybookException
import io.berth.model.Playbook
import io.berth.model.Secret
import io.berth.model.SecretFailure
import io.berth.model.SecretSource
import io.berth.model.Secrets
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Secrets in playbooks: where they may go, and where not. */
class SecretsSpec extends Specification {

    static final String HEAD = "hosts { host 'h' }\nsecrets {\n    vault 'secrets.yml'\n    env 'token', 'MY_TOKEN'\n}\n"

    @TempDir Path dir
    List<String> asked = []

    def "a secret goes where a parameter takes one, in plain text"() {
        when:
        def keep = task(HEAD + code)

        then:
        [keep.input(), keep.lines(), keep.names(), keep.data()] == [input, lines, names, data]

        where:
        code                                                                         || input           | lines             | names          | data
        "play('p') { on 'h'; keep 'x', input: secret('db') }"                        || 'DB'            | []                | [:]            | [:]
        "play('p') { on 'h'; keep 'x', input: \"password=\${secret('db')}\\n\" }"    || 'password=DB\n' | []                | [:]            | [:]
        "play('p') { on 'h'; keep 'x', input: 'a' + secret('db') + 1 }"              || 'aDB1'          | []                | [:]            | [:]
        "play('p') { on 'h'; keep 'x', input: [secret('db'), 'b'].join('-') }"       || 'DB-b'          | []                | [:]            | [:]
        "play('p') { on 'h'; keep 'x', input: \"\${[a: secret('db')]}\" }"           || '[a:DB]'        | []                | [:]            | [:]
        "play('p') { on 'h'; keep('x') { input((' ' + secret('db')).trim()) } }"     || 'DB'            | []                | [:]            | [:]
        "play('p') { on 'h'; keep('x') { lines 'a', secret('db') } }"                || ''              | ['a', 'DB']       | [:]            | [:]
        "play('p') { on 'h'; keep 'x', lines: ['a', secret('db')] }"                 || ''              | ['a', 'DB']       | [:]            | [:]
        "def all = ['a', secret('db')]\nplay('p') { on 'h'; keep 'x', lines: all }"  || ''              | ['a', 'DB']       | [:]            | [:]
        "play('p') { on 'h'; keep('x') { names a: secret('db') } }"                  || ''              | []                | [a: 'DB']      | [:]
        "play('p') { on 'h'; keep 'x', data: [a: [b: secret('db')]] }"               || ''              | []                | [:]            | [a: [b: 'DB']]
        "play('p') { on 'h'; keep('x') { data a: [secret('db')] } }"                 || ''              | []                | [:]            | [a: ['DB']]
        "variables pw: secret('db')\nplay('p') { on 'h'; keep 'x', input: pw }"      || 'DB'            | []                | [:]            | [:]
        "def f(x) { secret(x) }\nplay('p') { on 'h'; keep 'x', input: f('db') }"     || 'DB'            | []                | [:]            | [:]
        "def secret = { 'own ' + it }\nplay('p') { on 'h'; keep 'x', input: secret('db') }" || 'own db' | []                | [:]            | [:]
        "play('p') { on 'h'; keep 'x', input: secret('token') }"                     || 'TOKEN'         | []                | [:]            | [:]
    }

    def "a secret is asked for when it is used, and once"() {
        when:
        load(HEAD + "def unused = { secret('other') }\nplay('p') { on 'h'; 3.times { keep 'x', input: secret('db') }; keep 'y', input: secret('token') }")

        then:
        asked == ['Vault secrets.yml db', 'InEnvironment MY_TOKEN token']
    }

    def "a secret where it would be seen is an error there: #code"() {
        when:
        load(HEAD + code)

        then:
        def e = thrown(PlaybookException)
        e.diagnostics()*.message() == [message]
        e.diagnostics()[0].at().line() == 6
        !e.message.contains('DB')

        where:
        code                                                              || message
        "play('p') { on 'h'; exec 'echo', secret('db') }"                 || "'argv' would show the secret 'db': everybody on the host can read a command's arguments"
        "play('p') { on 'h'; exec(['echo', \"x\${secret('db')}\"]) }"     || "'argv' would show the secret 'db': everybody on the host can read a command's arguments"
        "play('p') { on 'h'; keep secret('db') }"                         || "'text' would show the secret 'db': it is part of what plans, journals and reports tell"
        "pool('p') { on 'h'; dir '/srv/' + secret('db') }"                || "'dir' would show the secret 'db': it is part of what plans, journals and reports tell"
        "hosts { host 'i', vars: [a: secret('db')] }"                     || "'vars' would show the secret 'db': it is part of what plans, journals and reports tell"
        "play('p') { on 'h'; if (secret('db') == 'x') { exec 'true' } }"  || "the secret 'db' cannot be compared: what the playbook does would tell what it is"
        "play('p') { on 'h'; if (secret('db') in ['x']) { exec 'true' } }" || "the secret 'db' cannot be compared: what the playbook does would tell what it is"
        "play('p') { on 'h'; exec secret('db').substring(1) }"            || "the secret 'db' has no method 'substring'"
        "assert false : \"it is \${secret('db')}\""                       || '‹secret db›'
        "throw new RuntimeException(secret('db') + '!')"                  || '‹secret db›'
        "include secret('db')"                                            || "'include' takes one file"
        "play('p') { on 'h'; exec secret('nothing') }"                    || "there is no secret 'nothing' in any of the sources"
        "def x = secret('nothing')"                                       || "there is no secret 'nothing' in any of the sources"
        "def x = secret(5)"                                               || "the name of a secret is a text, not the number 5"
        "def x = secret()"                                                || "'secret' takes one name"
        "secrets { env 'token', 'OTHER' }"                                || "a secret 'token' is declared already"
        "secrets 'secrets.yml'"                                           || "'secrets' takes a block that says where secrets come from"
    }

    def "what may hold a secret is said"() {
        when:
        load(HEAD + "play('p') { on 'h'; keep secret('db') }")

        then:
        def e = thrown(PlaybookException)
        e.diagnostics()[0].hints() == ["what may hold a secret in 'keep': input, lines, names, data"]
    }

    def "a source that fails is said where the source stands, once"() {
        when:
        load(HEAD + "def a = secret('locked')\ndef b = secret('locked')\n")

        then:
        def e = thrown(PlaybookException)
        e.diagnostics().collect { [it.at().line(), it.message()] } == [[3, 'cannot be decrypted']]
    }

    def "without a source there is no secret"() {
        when:
        load("hosts { host 'h' }\ndef a = secret('db')\n")

        then:
        def e = thrown(PlaybookException)
        e.message.contains("there is no secret 'db'")
    }

    def "a variable that is a secret is not given on the command line"() {
        when:
        load(HEAD + "variables pw: secret('db')\n", [pw: 'plain-on-argv'])

        then:
        def e = thrown(PlaybookException)
        e.message.contains("variable 'pw' is a secret and is not given on the command line")
        !e.message.contains('plain-on-argv')
    }

    def "sources are handed on as they are said, relative to the file that says them"() {
        given:
        Files.createDirectory(dir.resolve('sub'))
        Files.writeString(dir.resolve('sub/site.groovy'), "secrets { vault 'v.yml'; file 'f', 'x'; file 'g', '/abs'; command 'c', 'pass', 'show', 'c' }")
        def sources = []

        when:
        load("include 'sub/site.groovy'\ndef all = [secret('f'), secret('g'), secret('c'), secret('v')]", [:], { source, name -> sources << source; Optional.of('text') } as Secrets)

        then:
        sources[0] instanceof SecretSource.InFile && sources[0].file() == dir.resolve('sub/x')
        sources[1].file() == Path.of('/abs')
        [sources[2].argv(), sources[2].directory()] == [['pass', 'show', 'c'], dir.resolve('sub')]
        sources[3].file() == dir.resolve('sub/v.yml')
    }

    def "what only looks at a playbook has masks"() {
        expect:
        task(HEAD + "play('p') { on 'h'; keep 'x', input: \"a \${secret('db')}\" }", Secrets.PLACEHOLDERS).input() == 'a ‹secret db›'
    }

    // -- what the specs need

    record Keep(
            @Param(doc = 'a text', positional = true, required = true) String text,
            @Param(doc = 'a secret', secret = true) String input,
            @Param(doc = 'secrets', secret = true) List<String> lines,
            @Param(doc = 'named secrets', secret = true) Map<String, String> names,
            @Param(doc = 'anything', secret = true) Map<String, Object> data) {
    }

    private Secrets texts() {
        { source, name ->
            asked << "${source.class.simpleName} ${source instanceof SecretSource.Vault ? source.file().fileName : source.variable()} $name".toString()
            if (name == 'locked') {
                throw new SecretFailure('cannot be decrypted')
            }
            name == 'nothing' ? Optional.empty() : Optional.of(name.toUpperCase())
        } as Secrets
    }

    private Keep task(String code, Secrets secrets = texts()) {
        load(code, [:], secrets).plays()[0].tasks()[0].parameters() as Keep
    }

    private Playbook load(String code, Map<String, Object> given = [:], Secrets secrets = texts()) {
        def file = Files.writeString(dir.resolve('book.groovy'), code)
        new PlaybookLoader(Vocabulary.all() + Vocabulary.type('keep', Keep), secrets).load([], file, given)
    }
}
