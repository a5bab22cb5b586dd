package io.berth.ssh

import spock.lang.Specification

/** What is done once before it is needed, so that it is quick when it is. */
class RehearsalSpec extends Specification {

    def "packets come back as they went, one after another"() {
        when: 'one that was changed, or counted otherwise than its counterpart does, would be refused'
        Rehearsal.packets(1000)

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
}
