package io.berth.transport

import io.berth.model.Bytes
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

    def "printf makes the bytes again"() {
        expect:
        bytes("printf %b ".bytes, Quote.printed(Bytes.of(content))) == content

        where:
        content << ['x', '\\', '\\n', '\\0101', 'a\0b', '\0', '%s %d', "it's", '\\\\c', 'ende\\', 'ä☃𝄞'].collect { it.getBytes('UTF-8') } + [every()]
    }

    static byte[] every() {
        def all = new byte[512]
        512.times { all[it] = (byte) it }
        all
    }

    def "no argument can contain NUL"() {
        when:
        Quote.word('a\0b')

        then:
        thrown(IllegalArgumentException)
    }

    static String sh(String text) {
        new String(bytes(text.getBytes('UTF-8')), 'UTF-8')
    }

    static byte[] bytes(byte[]... text) {
        def process = new ProcessBuilder('/bin/sh').start()
        process.outputStream.withCloseable { to -> text.each { to.write(it) } }
        def out = process.inputStream.readAllBytes()
        assert process.waitFor() == 0
        out
    }
}
