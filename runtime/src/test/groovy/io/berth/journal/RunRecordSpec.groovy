package io.berth.journal

import io.berth.event.Outcome
import spock.lang.Specification

import static io.berth.journal.Samples.graph
import static io.berth.journal.Samples.started
import static io.berth.journal.Samples.taskEnded
import static io.berth.journal.Samples.taskStarted

class RunRecordSpec extends Specification {

    def 'each task stands where its last event left it'() {
        when:
        RunRecord record = RunRecord.of([
                started(), graph('a:a@h': 'd1', 'b:b@h': 'd2', 'c:c@h': 'd3', 'd:d@h': 'd4'),
                taskStarted('a:a@h'), taskEnded('a:a@h', Outcome.CHANGED),
                taskStarted('b:b@h'), taskStarted('b:b@h', 2), taskEnded('b:b@h', Outcome.FAILED),
                taskStarted('c:c@h')])

        then:
        record.request() == started().request()
        record.tasks().keySet() as List == ['a:a@h', 'b:b@h', 'c:c@h', 'd:d@h']
        record.tasks().values()*.end() == [new RunRecord.Ended(Outcome.CHANGED, 'summary'), new RunRecord.Ended(Outcome.FAILED, 'summary'),
                                           new RunRecord.CutOff(), new RunRecord.NotStarted()]
    }

    def 'a task is done only if it ended well with the same parameters: #outcome, #before then #now'() {
        given:
        RunRecord record = RunRecord.of([started(), graph('a:a@h': before), taskEnded('a:a@h', outcome)])

        expect:
        record.tasks()['a:a@h'].doneAs(now) == done

        where:
        outcome             | before | now  || done
        Outcome.CHANGED     | 'd1'   | 'd1' || true
        Outcome.UNCHANGED   | 'd1'   | 'd1' || true
        Outcome.DONE_BEFORE | 'd1'   | 'd1' || true
        Outcome.CHANGED     | 'd1'   | 'd2' || false
        Outcome.CHANGED     | ''     | ''   || false
        Outcome.IGNORED     | 'd1'   | 'd1' || true
        Outcome.LEFT_OUT    | 'd1'   | 'd1' || false
        Outcome.RESCUED     | 'd1'   | 'd1' || false
        Outcome.FAILED      | 'd1'   | 'd1' || false
        Outcome.CANCELLED   | 'd1'   | 'd1' || false
        Outcome.SKIPPED     | 'd1'   | 'd1' || false
    }

    def 'a killed resume still knows what the run before it did'() {
        given:
        RunRecord first = RunRecord.of([started(), graph('a:a@h': 'd1', 'b:b@h': 'd2', 'c:c@h': 'd3'),
                                        taskEnded('a:a@h', Outcome.CHANGED), taskEnded('b:b@h', Outcome.CHANGED), taskStarted('c:c@h')])
        RunRecord second = RunRecord.of([started(run: 'two', resumes: first.run()), graph('a:a@h': 'd1', 'b:b@h': 'd2b', 'c:c@h': 'd3'),
                                         taskEnded('b:b@h', Outcome.FAILED)])

        when:
        RunRecord both = second.after(first)

        then:
        both.run() == 'two'
        both.tasks()['a:a@h'].doneAs('d1')
        with(both.tasks()['b:b@h']) {
            digest() == 'd2b'
            end() == new RunRecord.Ended(Outcome.FAILED, 'summary')
        }
        both.tasks()['c:c@h'].end() == new RunRecord.CutOff()
    }

    def 'what a resume found done before stands where it was done, so that it is known whether it changed something'() {
        given:
        RunRecord first = RunRecord.of([started(), graph('a:a@h': 'd1'), taskEnded('a:a@h', Outcome.CHANGED)])
        RunRecord second = RunRecord.of([started(run: 'two', resumes: first.run()), graph('a:a@h': 'd1'), taskEnded('a:a@h', Outcome.DONE_BEFORE)])

        expect:
        second.after(first).tasks()['a:a@h'] == first.tasks()['a:a@h']
    }

    def 'events that begin no run are no record'() {
        when:
        RunRecord.of([taskStarted('a:a@h')])

        then:
        thrown(IllegalArgumentException)
    }
}
