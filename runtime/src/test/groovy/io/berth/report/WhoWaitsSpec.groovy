package io.berth.report

import io.berth.event.Event
import io.berth.event.Outcome
import java.time.Duration
import spock.lang.Specification

class WhoWaitsSpec extends Specification {

    WhoWaits waits = new WhoWaits()

    private static Event.Node node(String id) {
        def (word, rest) = id.tokenize(':')
        def (name, host) = rest.tokenize('@')
        new Event.Node(id, word, name, host, 'p', 'p.groovy:1:1', 'd')
    }

    def "before the plan it says what it waits for"() {
        when:
        def unread = waits.lines(SampleRun.T0)
        waits.accept(new Event.GraphMade(SampleRun.T0, ['exec:a@h1', 'exec:a@h2', 'exec:a@h3'].collect { node(it) }, []))
        def connecting = waits.lines(SampleRun.T0)
        waits.accept(new Event.HostConnected(SampleRun.T0, 'h1', Duration.ZERO))
        waits.accept(new Event.HostLost(SampleRun.T0, 'h2', 'gone'))
        def last = waits.lines(SampleRun.T0)
        waits.accept(new Event.HostConnected(SampleRun.T0, 'h3', Duration.ZERO))

        then:
        unread == ['reading the playbook']
        connecting == ['planning: waiting for h[1-3] to connect and answer']
        last == ['planning: waiting for h3 to connect and answer']
        waits.lines(SampleRun.T0) == ['planning: waiting for what hosts answer']
    }

    def "it tells what runs, since when and in which phase, and what waits for what"() {
        given:
        waits.accept(new Event.GraphMade(SampleRun.T0, ['exec:a@h1', 'exec:b@h1', 'exec:b@h2', 'exec:c@h1', 'exec:d@h1'].collect { node(it) }, [
                new Event.Edge('exec:a@h1', 'exec:b@h1', ''), new Event.Edge('exec:a@h1', 'exec:b@h2', ''), new Event.Edge('exec:b@h1', 'exec:c@h1', '')]))
        waits.accept(new Event.PlanMade(SampleRun.T0, []))
        waits.accept(new Event.TaskStarted(SampleRun.T0, 'exec:a@h1', 'h1', 1))
        waits.accept(new Event.TaskPhase(SampleRun.T0, 'exec:a@h1', 'copy'))
        waits.accept(new Event.TaskOutput(SampleRun.T0, 'exec:a@h1', 'half of it', false))

        expect:
        waits.lines(SampleRun.T0.plusSeconds(75)) == [
                '1 task running, 4 waiting',
                '  running  exec a on h1 for 1 min 15 s, copy: half of it',
                '  waits    exec b for exec a, which runs on h[1,2]',
                '  waits    exec c for exec b on h1',
                '  waits    exec d for its turn: limits are reached on h1']

        when:
        waits.accept(new Event.TaskEnded(SampleRun.T0, 'exec:a@h1', 'h1', Outcome.CHANGED, '', Duration.ZERO, []))

        then:
        waits.lines(SampleRun.T0)[0] == '0 tasks running, 4 waiting'
    }
}
