package io.berth.transport

import spock.lang.Specification

/** How the streams of a channel are taken apart. */
class StreamsSpec extends Specification {

    def "#text is the lines #lines, however it is cut"() {
        expect:
        (1..3).every { size ->
            def got = []
            def sink = new Lines({ got << it })
            text.getBytes('UTF-8').toList().collate(size).each { sink.write(it as byte[]) }
            sink.close()
            got == lines
        }

        where:
        text           || lines
        ''             || []
        'a'            || ['a']
        'a\n'          || ['a']
        'a\nb'         || ['a', 'b']
        '\n\n'         || ['', '']
        'a\r\nb\r\n'   || ['a', 'b']
        '1%\r2%\rend'  || ['1%', '2%', 'end']
        '\r\n\r\n'     || ['', '']
        '\n\r'         || ['', '']
        'ä☃𝄞\n'       || ['ä☃𝄞']
    }

    def "a line that does not end comes in pieces of whole characters"() {
        given:
        def got = []
        def sink = new Lines({ got << it })
        def text = ('ä☃𝄞' * 30_000) + 'end'

        when:
        sink.write(text.getBytes('UTF-8'))
        sink.close()

        then:
        got.size() > 3
        got.join('') == text
    }

    def "parts end at their mark, however they are cut and whatever looks like one"() {
        given:
        def in_ = new MarkedInput(new Dribble("one\nMARMARK two\nMARK\nMAR\nMARK 3 -\nrest".bytes, size))
        def mark = '\nMARK'.bytes
        def rest = new ByteArrayOutputStream()

        expect:
        new String(in_.until(mark)) == 'one\nMARMARK two'
        new String(in_.until(mark)) == '\nMAR'
        in_.line() == ' 3 -'

        when:
        in_.copyRest(rest)

        then:
        rest.toString() == 'rest'

        where:
        size << [1, 2, 3, 5, 7, 100]
    }

    def "what cannot be part of the mark is handed on at once"() {
        given:
        def got = new ByteArrayOutputStream()
        def seen = []
        def pieces = ['ab', 'cM', 'Ax', 'MARK']
        def source = new InputStream() {
            @Override
            int read() {
                throw new UnsupportedOperationException()
            }

            @Override
            int read(byte[] bytes, int offset, int length) {
                seen << got.toString()
                def piece = pieces.remove(0).bytes
                System.arraycopy(piece, 0, bytes, offset, piece.length)
                piece.length
            }
        }

        when:
        new MarkedInput(source).copyUntil('MARK'.bytes, got)

        then:
        seen == ['', 'ab', 'abc', 'abcMAx']
        got.toString() == 'abcMAx'
    }

    def "a stream that ends before its mark is an error, and nothing of it is kept back"() {
        given:
        def got = new ByteArrayOutputStream()

        when:
        new MarkedInput(new ByteArrayInputStream('text MAR'.bytes)).copyUntil('MARK'.bytes, got)

        then:
        thrown(EOFException)
        got.toString() == 'text MAR'
    }

    def "of a long output the end is kept"() {
        given:
        def tail = new Tail(10)

        when:
        pieces.each { tail.write(it.getBytes('UTF-8')) }

        then:
        tail.text() == text

        where:
        pieces                  || text
        []                      || ''
        ['abc']                 || 'abc'
        ['abcdefgh', 'ijkl']    || 'cdefghijkl'
        ['x' * 1000 + 'end']    || 'x' * 7 + 'end'
        ['ääääää']              || 'äääää'
        ['☃☃☃☃']               || '☃☃☃'
    }

    /** Gives at most so many bytes at once. */
    static class Dribble extends ByteArrayInputStream {

        final int most

        Dribble(byte[] bytes, int most) {
            super(bytes)
            this.most = most
        }

        @Override
        synchronized int read(byte[] bytes, int offset, int length) {
            super.read(bytes, offset, Math.min(length, most))
        }
    }
}
