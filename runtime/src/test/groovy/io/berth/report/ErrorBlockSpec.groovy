package io.berth.report

import io.berth.event.Failure
import spock.lang.Specification

class ErrorBlockSpec extends Specification {

    def 'the block tells everything there is'() {
        expect:
        Golden.check('error.txt', ErrorBlock.render(SampleRun.failure(), PlainViewSpec.PLAIN))
    }

    def 'what there is not is left out, and a cause of several lines stays in its column'() {
        expect:
        ErrorBlock.render(new Failure('load inventory', '', 'it has\ntwo reasons', [], 0, [], '', ''), PlainViewSpec.PLAIN) == '''\
            error: load inventory on controller
              cause     it has
                        two reasons
            '''.stripIndent()
    }

    def 'arguments are shown as a shell would take them: #argument'() {
        expect:
        ErrorBlock.commandLine(['echo', argument]) == "echo $shown".toString()

        where:
        argument    || shown
        'a/b-c=d,e' || 'a/b-c=d,e'
        ''          || "''"
        'a b'       || "'a b'"
        "it's"      || "'it'\\''s'"
        '$(id)'     || "'\$(id)'"
    }
}
