package io.berth.ssh

import spock.lang.Specification

import java.nio.ByteBuffer
import java.nio.channels.ByteChannel

/** The agent's messages, byte by byte. */
class AgentSpec extends Specification {

    /** Answers from a script, a byte at a time, and keeps what it was asked. */
    static class Played implements ByteChannel {

        final asked = new ByteArrayOutputStream()
        final Iterator<Byte> answer

        Played(String hex) {
            answer = hex.replace(' ', '').decodeHex().toList().iterator()
        }

        @Override
        int read(ByteBuffer to) {
            if (!answer.hasNext()) {
                return -1
            }
            to.put(answer.next())
            1
        }

        @Override
        int write(ByteBuffer from) {
            asked.write(from.get())
            1
        }

        @Override
        boolean isOpen() {
            true
        }

        @Override
        void close() {
        }
    }

    static final String TWO_KEYS = '0000001b 0c 00000002  00000003 010203 00000001 61  00000001 04 00000001 62'

    def "it lists keys and comments"() {
        given:
        def played = new Played(TWO_KEYS)

        when:
        def keys = new Agent(played).keys()

        then:
        played.asked.toByteArray().encodeHex().toString() == '000000010b'
        keys*.wire()*.toList() == [[1, 2, 3], [4]]
        keys*.comment() == ['a', 'b']
    }

    def "it signs, for #algorithm with the flags #flags"() {
        given:
        def played = new Played(TWO_KEYS + '00000007 0e 00000002 cafe')

        when:
        def key = new Agent(played).keys()[0]
        played.asked.reset()
        def signature = key.sign(algorithm, [9, 8] as byte[])

        then:
        signature.encodeHex().toString() == 'cafe'
        played.asked.toByteArray().encodeHex().toString() == "00000012" + '0d' + '00000003010203' + '000000020908' + flags

        where:
        algorithm      || flags
        'ssh-ed25519'  || '00000000'
        'rsa-sha2-256' || '00000002'
        'rsa-sha2-512' || '00000004'
    }

    def "the answer #answer is an error: #text"() {
        when:
        new Agent(new Played(answer)).keys()

        then:
        def e = thrown(IOException)
        e.message.contains(text)

        where:
        answer         || text
        ''             || 'hung up'
        '00000001'     || 'hung up'
        '00000001 05'  || 'refused'
        '00000001 06'  || 'type 6'
        '00000000'     || 'length of 0'
        '7fffffff 0c'  || 'length of'
    }
}
