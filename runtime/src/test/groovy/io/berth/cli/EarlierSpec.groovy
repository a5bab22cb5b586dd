package io.berth.cli

import io.berth.event.Event
import io.berth.event.Outcome
import io.berth.event.Redaction
import io.berth.journal.RunRecord
import java.time.Instant
import spock.lang.Specification

class EarlierSpec extends Specification {

    static final BY = ['seq:restart@a': ['seq:conf@a', 'seq:other@a']]

    def "a handler is owed if one that notifies it changed something, or may have, and it has not run since: #conf, then #restart"() {
        given:
        def earlier = new Earlier('r1', ['seq:conf@a': task('seq:conf@a', conf, 10), 'seq:restart@a': task('seq:restart@a', restart, at)])

        expect:
        earlier.owedAmong(BY, new Redaction()) == (owed ? ['seq:restart@a'] as Set : [] as Set)

        where:
        conf                   | restart                | at || owed
        ended(Outcome.CHANGED) | new RunRecord.NotStarted() | 1 || true
        ended(Outcome.CHANGED) | new RunRecord.CutOff()     | 20 || true
        ended(Outcome.CHANGED) | ended(Outcome.FAILED)  | 20 || true
        ended(Outcome.CHANGED) | ended(Outcome.CHANGED) | 20 || false
        ended(Outcome.CHANGED) | ended(Outcome.CHANGED) | 5  || true
        new RunRecord.CutOff() | new RunRecord.NotStarted() | 1 || true
        ended(Outcome.UNCHANGED) | new RunRecord.NotStarted() | 1 || false
        ended(Outcome.FAILED)  | new RunRecord.NotStarted() | 1 || false
    }

    private static RunRecord.Ended ended(Outcome outcome) { new RunRecord.Ended(outcome, '') }

    private static RunRecord.Task task(String id, RunRecord.End end, long second) {
        new RunRecord.Task(id, 'd', end, Instant.ofEpochSecond(second))
    }
}
