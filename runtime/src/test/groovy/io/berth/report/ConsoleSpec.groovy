package io.berth.report

import spock.lang.Specification

class ConsoleSpec extends Specification {

    def 'live lines and colour are for terminals that can: #environment, terminal: #terminal'() {
        when:
        Console console = Console.of(environment, terminal, { new Console.Size(80, 24) })

        then:
        [console.live(), console.colour(), console.unicode()] == [live, colour, unicode]

        where:
        environment                                      | terminal || live  | colour | unicode
        [TERM: 'xterm', LANG: 'en_US.UTF-8']             | true     || true  | true   | true
        [TERM: 'xterm', LANG: 'en_US.UTF-8']             | false    || false | false  | true
        [TERM: 'xterm', NO_COLOR: '1', LANG: 'C.utf8']   | true     || true  | false  | true
        [TERM: 'xterm', NO_COLOR: '']                    | true     || true  | true   | false
        [TERM: 'dumb']                                   | true     || false | false  | false
        [:]                                              | true     || false | false  | false
        [TERM: 'xterm', CI: 'true']                      | true     || false | false  | false
        [TERM: 'xterm', CI: 'false']                     | true     || true  | true   | false
        [TERM: 'xterm', LC_ALL: 'C', LANG: 'C.UTF-8']    | true     || true  | true   | false
        [TERM: 'xterm', LC_ALL: '', LC_CTYPE: 'C.UTF-8'] | true     || true  | true   | true
    }

    def 'text is cut by what it takes on the screen, not by its letters'() {
        expect:
        Text.cut(text, columns) == cut
        Text.width(Text.column(text, columns)) == columns

        where:
        text        | columns || cut
        'abcdef'    | 6       || 'abcdef'
        'abcdef'    | 5       || 'abcd…'
        '漢字漢字'      | 8       || '漢字漢字'
        '漢字漢字'      | 7       || '漢字漢…'
        '漢字漢字'      | 6       || '漢字…'
        'e\u0301te' | 3       || 'e\u0301te'
        'abc'       | 0       || ''
    }

    def 'durations read well: #millis ms'() {
        expect:
        Took.of(java.time.Duration.ofMillis(millis)) == text
        Took.clock(java.time.Duration.ofMillis(millis)) == clock

        where:
        millis    || text         | clock
        0         || '0.0 s'      | '0:00'
        449       || '0.4 s'      | '0:00'
        59_949    || '59.9 s'     | '0:59'
        59_950    || '1 min 00 s' | '0:59'
        3_599_000 || '59 min 59 s' | '59:59'
        3_720_000 || '1 h 02 min' | '1:02:00'
    }
}
