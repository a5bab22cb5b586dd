package io.berth.transport

import spock.lang.Specification

class QuoteSpec extends Specification {

    def "a shell takes #text for one word that means just that"() {
        expect:
        Quote.word(text) == word
        sh("printf %s ${Quote.word(text)}") == text

        where:
        text            || word
        ''              || "''"
        'plain'         || "'plain'"
        "it's"          || "'it'\\''s'"
        "'"             || "''\\'''"
        '$(id) `id` $x' || "'\$(id) `id` \$x'"
        'a\nb'          || "'a\nb'"
        '-n'            || "'-n'"
        'ä☃𝄞'          || "'ä☃𝄞'"
        '\\'            || "'\\'"
    }

    def "words stay apart"() {
        expect:
        Quote.words(['a', '', "b'c"]) == "'a' '' 'b'\\''c'"
    }

    def "printf makes the text again"() {
        expect:
        sh("printf %b ${Quote.printed(text)}") == text

        where:
        text << ['x', '\\', '\\n', '\\0101', 'a\0b', '\0', '%s %d', "it's", '\\\\c', 'ende\\']
    }

    def "no argument can contain NUL"() {
        when:
        Quote.word('a\0b')

        then:
        thrown(IllegalArgumentException)
    }

    static String sh(String text) {
        def process = new ProcessBuilder('/bin/sh', '-c', text).start()
        def out = new String(process.inputStream.readAllBytes(), 'UTF-8')
        assert process.waitFor() == 0
        out
    }
}
