package io.berth.diag

import spock.lang.Specification

class DiagnosticSpec extends Specification {

    def "a diagnostic shows its place, the line, a marker under it and the hints"() {
        expect:
        new Diagnostic(Diagnostic.Severity.ERROR, "unknown word 'pol'", new SourceRange('site.groovy', 12, 3, 6), "  pol('a') {  ", ["did you mean 'pool'?", 'or not']).render() ==
                '''\
                site.groovy:12:3: error: unknown word 'pol'
                   12 |   pol('a') {
                      |   ^^^
                      = did you mean 'pool'?
                      = or not
                '''.stripIndent()
    }

    def "the marker stands under what it marks when there are tabs before it"() {
        expect:
        new Diagnostic(Diagnostic.Severity.WARNING, 'm', new SourceRange('f', 1, 3, 4), "\t\tx", []).render() == "f:1:3: warning: m\n    1 | \t\tx\n      | \t\t^\n"
    }

    def "what is not known is not shown: #at"() {
        expect:
        new Diagnostic(Diagnostic.Severity.ERROR, 'm', at, line, []).render() == rendered

        where:
        at                             | line  || rendered
        new SourceRange('f', 0, 0, 0)  | ''    || 'f: error: m\n'
        new SourceRange('f', 7, 0, 0)  | 'abc' || 'f:7: error: m\n    7 | abc\n'
        new SourceRange('f', 7, 2, 2)  | 'abc' || 'f:7:2: error: m\n    7 | abc\n      |  ^\n'
        SourceRange.NONE               | ''    || '(built in): error: m\n'
    }

    def "a range that is none is refused"() {
        when:
        new SourceRange('f', line, column, end)

        then:
        thrown IllegalArgumentException

        where:
        line | column | end
        -1   | 1      | 1
        1    | 5      | 4
    }

    def "diagnostics come by file in the order of reading, then by line and column, each once, and know their line"() {
        given:
        Diagnostics diagnostics = new Diagnostics()
        diagnostics.source('b', 'one\ntwo\nthree')
        diagnostics.source('a', 'uno\ndue')

        when:
        diagnostics.error(new SourceRange('a', 2, 1, 2), 'last')
        diagnostics.error(new SourceRange('b', 3, 4, 5), 'third')
        diagnostics.error(new SourceRange('b', 3, 1, 2), 'second', 'hint')
        diagnostics.error(new SourceRange('b', 3, 1, 2), 'second', 'hint')
        diagnostics.warning(new SourceRange('b', 1, 1, 2), 'first')

        then:
        diagnostics.all()*.message() == ['first', 'second', 'third', 'last']
        diagnostics.all()*.sourceLine() == ['one', 'three', 'three', 'due']
    }

    def "errors are thrown all together, warnings alone are not"() {
        given:
        Diagnostics diagnostics = new Diagnostics()

        when:
        diagnostics.warning(new SourceRange('a', 1, 1, 2), 'doubtful')
        diagnostics.throwIfErrors()

        then:
        noExceptionThrown()
        !diagnostics.hasErrors()

        when:
        diagnostics.error(new SourceRange('a', 2, 1, 2), 'wrong')
        diagnostics.error(new SourceRange('a', 3, 1, 2), 'wrong too')
        diagnostics.throwIfErrors()

        then:
        PlaybookException e = thrown()
        e.diagnostics()*.message() == ['doubtful', 'wrong', 'wrong too']
        e.message == e.diagnostics()*.render().join('')
    }
}
