package io.berth.ssh

import spock.lang.Specification

/** What is done once before it is needed, so that it is quick when it is. */
class RehearsalSpec extends Specification {

    def "packets come back as they went, one after another"() {
        when: 'one that was changed, or counted otherwise than its counterpart does, would be refused'
        Rehearsal.packets(1000, 32)
        Rehearsal.packets(100, 1024)

        then:
        noExceptionThrown()
    }

    def "that much is carried is noticed once"() {
        given:
        int noticed = 0
        def bulk = new Bulk({ noticed++ })

        when:
        8.times { bulk.carried(1 << 20) }

        then:
        noticed == 0

        when:
        8.times { bulk.carried(1 << 20) }

        then:
        noticed == 1
    }

    def "that much is going to be carried is noticed before it is: #expected"() {
        given:
        int noticed = 0
        def bulk = new Bulk({ noticed++ })

        when:
        expected.each { bulk.expect(it) }

        then:
        noticed == times

        where:
        expected              || times
        [0, 1 << 20, 8 << 20] || 0
        [9 << 20]             || 1
        [9 << 20, 1L << 40]   || 1
    }
}
