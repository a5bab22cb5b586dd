package io.berth.cli

import io.berth.api.Refusal
import spock.lang.Specification

class ConfirmationsSpec extends Specification {

    ByteArrayOutputStream out = new ByteArrayOutputStream()

    private Confirmations at(String typed, boolean yes = false) {
        new Confirmations(yes, { typed == null ? null : new BufferedReader(new StringReader(typed)) }, new PrintStream(out))
    }

    def "a question is put once, and '#typed' is #answer"() {
        given:
        def confirmations = at(typed)

        expect:
        confirmations.ask('Go on?') == answer
        confirmations.ask('Go on?') == answer
        out.toString() == 'Go on? [y/N] '

        where:
        typed   | answer
        'y\n'   | true
        'YES\n' | true
        'n\n'   | false
        '\n'    | false
        ''      | false
        'yet\n' | false
    }

    def "without a terminal it is refused, unless yes was said beforehand"() {
        expect:
        at(null, true).ask('Go on?')
        out.toString() == ''

        when:
        at(null).ask('Go on?')

        then:
        Refusal e = thrown()
        e.message == 'there is no terminal to ask at: Go on?'
        e.next() == 'say yes beforehand, with --yes'
    }
}
