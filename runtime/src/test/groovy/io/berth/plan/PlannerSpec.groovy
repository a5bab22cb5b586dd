package io.berth.plan

import io.berth.api.Change
import io.berth.event.Event
import io.berth.event.Outcome
import io.berth.fixture.Books
import io.berth.fixture.Code
import io.berth.fixture.Played
import io.berth.model.TaskSpec
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

    def "a condition on facts is decided in the plan; they are gathered with the rest, once, and only where they are asked for"() {
        given:
        def debian = [Code.ofFacts("facts.os.family == 'debian'", { it.facts().os.family == 'debian' })]
        def played = new Played(Books.of(['a', 'b', 'c'], Books.play('p', Books.step('plain', ['a', 'b', 'c']), Books.step('apt', ['a', 'b'], when: debian))))
        played.facts = [a: 'os.family=debian', b: 'os.family=redhat']

        when:
        def plan = played.plan()

        then:
        plan.changes()['step:apt@a'].kind() == Change.Kind.CREATE
        plan.changes()['step:apt@b'].kind() == Change.Kind.NONE
        plan.changes()['step:apt@b'].summary() == "left out: facts.os.family == 'debian'"
        plan.leftOut().keySet() == ['step:apt@b'] as Set
        played.transport.trips('a').size() == 2
        played.transport.trips('b').size() == 1
        played.transport.commands('c')*.argv() == [['look', 'plain']]

        when:
        played.run()

        then:
        played.outcomes()['step:apt@b'] == Outcome.LEFT_OUT
        played.outcomes()['step:apt@a'] == Outcome.CHANGED
    }

    def "a type that wants facts has them when it looks"() {
        given:
        def played = new Played(Books.of(['a'], Books.play('p', Books.task('knowing', 'k', ['a']))))
        played.facts = [a: 'hostname=aha']

        when:
        played.plan()

        then:
        played.transport.commands('a').last().argv() == ['look', 'k', 'aha']
    }

    def "what hangs on a result, and what notifies and rescues, is only known later"() {
        given:
        def n = Books.number()
        def tasks = [Books.task('act', 'probe', ['a'], number: n), Books.step('use', ['a'], when: [Code.reading([n], 'probe.out == 1', { false })]),
                     Books.step('conf', ['a'], notifies: ['one']), Books.step('right', ['a'], notifies: ['two']),
                     Books.at(1, TaskSpec.Role.MAIN, Books.task('seq', 'm', ['a'])), Books.at(1, TaskSpec.Role.RESCUE, Books.task('seq', 'undo', ['a']))]
        def played = new Played(Books.of(['a'], Books.with(Books.made('p', tasks), blocks: [Books.block(0, -1), Books.block(1, 0)],
                handlers: [Books.handler('one', Books.task('seq', 'h1', ['a'])), Books.handler('two', Books.task('seq', 'h2', ['a']))])))
        played.states['a/right'] = 'none'

        when:
        def plan = played.plan()

        then:
        ['step:use@a', 'seq:h1@a', 'seq:h2@a', 'seq:undo@a'].collect { [plan.changes()[it].kind().name(), plan.changes()[it].summary()] } == [
                ['MAYBE', 'if probe.out == 1'], ['MAYBE', 'if step conf changes something'], ['NONE', 'nothing notifies it'], ['NONE', 'only if its block fails']]
    }

    def "a task that cannot say, because one before it has not run, is no failure of the plan"() {
        given:
        def played = new Played(Books.of(['a'], Books.play('p', Books.task('seq', 'install', ['a']), Books.task('seq', 'start', ['a']))))
        played.states.putAll('a/install': first, 'a/start': 'nonsense')

        when:
        def plan = played.plan()

        then:
        plan.failures().size() == failures
        failures == 1 || plan.changes()['seq:start@a'].summary().startsWith('known once seq install has run: ')

        where:
        first    || failures
        'create' || 0
        'none'   || 1
    }

    def "code of the playbook that fails is a failure of its task"() {
        given:
        def played = new Played(Books.of(['a'], Books.play('p', Books.step('s', ['a'], when: [Code.reading([], 'x', { throw new IllegalStateException('no x') })]))))

        expect:
        played.plan().failures()['step:s@a'].cause() == 'no x'
    }
}
