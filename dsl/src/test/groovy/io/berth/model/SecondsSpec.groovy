package io.berth.model

import java.time.Duration
import spock.lang.Specification

class SecondsSpec extends Specification {

    def "#time is told as #told"() {
        expect:
        Seconds.of(time) == told

        where:
        time                     || told
        Duration.ofMinutes(5)    || '300 s'
        Duration.ofMillis(500)   || '0.5 s'
        Duration.ofMillis(61_230) || '61.23 s'
        Duration.ZERO            || '0 s'
        Duration.ofSeconds(Long.MAX_VALUE) || '9223372036854775807 s'
    }
}
