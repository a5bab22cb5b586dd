package io.berth.plan

import io.berth.api.Change
import io.berth.event.Event
import io.berth.fixture.Books
import io.berth.fixture.Played
import spock.lang.Specification

class PlannerSpec extends Specification {

    def "each task says what it would do, and nothing is done"() {
        given:
        def played = new Played(Books.of(['a', 'b'], Books.play('p', Books.step('s', ['a', 'b']), Books.step('t', ['a']))))
        played.states['b/s'] = 'none'

        when:
        def plan = played.plan()

        then:
        plan.changes().collectEntries { id, change -> [id, change.kind()] } ==
                ['step:s@a': Change.Kind.CREATE, 'step:s@b': Change.Kind.NONE, 'step:t@a': Change.Kind.CREATE]
        plan.changesAnything()
        played.done('a') == [] && played.done('b') == []
    }

    def "what several tasks of a host ask is asked once"() {
        given:
        def played = new Played(Books.of(['a'], Books.play('p', Books.step('s', ['a']), Books.step('s', ['a']))))

        when:
        def plan = played.plan()

        then:
        plan.changes().size() == 2
        played.transport.commands('a').size() == 1
    }

    def "a host that is down and a task that makes no sense are part of the plan"() {
        given:
        def played = new Played(Books.of(['a', 'b'], Books.play('p', Books.step('s', ['a', 'b']), Books.step('t', ['a']))))
        played.transport.lose('b')
        played.states['a/t'] = 'nonsense'

        when:
        def plan = played.plan()

        then:
        plan.changes().keySet() == ['step:s@a'] as Set
        plan.lost().keySet() == ['b'] as Set
        plan.failures()['step:t@a'].what() == 'step t'
        played.events.find { it instanceof Event.HostLost }.host() == 'b'
    }
}
