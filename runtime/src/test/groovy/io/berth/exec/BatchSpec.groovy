package io.berth.exec

import static io.berth.event.Outcome.*

import io.berth.api.Scope
import io.berth.compile.Compiler
import io.berth.compile.Selection
import io.berth.diag.Diagnostics
import io.berth.event.Event
import io.berth.fixture.Books
import io.berth.fixture.Code
import io.berth.fixture.Played
import io.berth.fixture.Step
import io.berth.fixture.StepTask
import io.berth.model.Command
import io.berth.model.TaskSpec
import java.time.Duration
import java.util.concurrent.CountDownLatch
import spock.lang.Specification
import spock.lang.Timeout

/** Small tasks of one host that are sent together. */
@Timeout(30)
class BatchSpec extends Specification {

    def "commands that follow each other are one chain, which begins when all of them are said to have started"() {
        given:
        def played = played((1..20).collect { act("c$it") })

        when:
        played.run()

        then:
        played.transport.trips('a') == (1..20).collect { 'do c' + it }.collate(64)
        played.outcomes().values().toSet() == [CHANGED] as Set
        played.events.findAll { it instanceof Event.TaskStarted || it instanceof Event.TaskEnded }*.class*.simpleName ==
                ['TaskStarted'] * 20 + ['TaskEnded'] * 20
    }

    def "a batch is no longer than #most, so that a run can be interrupted and watched"() {
        given:
        def played = played((1..150).collect { act("c$it") })

        when:
        played.run()

        then:
        played.transport.trips('a')*.size() == [64, 64, 22]

        where:
        most = 64
    }

    def "tasks that look look together, act together, and look again together"() {
        given:
        def played = played((1..3).collect { small("s$it", writes: ["file s$it"]) })

        when:
        played.run()

        then:
        played.transport.trips('a') == [['look s1', 'look s2', 'look s3']] + [['look s1', 'look s2', 'look s3'], ['do s1', 'do s2', 'do s3'], ['look s1', 'look s2', 'look s3']]
        played.outcomes().values().toSet() == [CHANGED] as Set
    }

    def "what is done for many in one go is, and each has an end of its own"() {
        given:
        def played = played((1..4).collect { joint("j$it") })
        played.states['a/j2'] = 'none'
        played.acts['a/j1+j3+j4'] = { played.states.putAll('a/j1': 'none', 'a/j4': 'none'); Played.ok('j3') }

        when:
        played.run()

        then: 'two is in order, which the plan has found'
        played.transport.trips('a').drop(1) == [['look j1', 'look j3', 'look j4'], ['do j1+j3+j4'], ['look j1', 'look j4']]
        played.outcomes() == ['joint:j1@a': CHANGED, 'joint:j2@a': UNCHANGED, 'joint:j3@a': FAILED, 'joint:j4@a': CHANGED]
        played.ended('joint:j3@a').failure()[0].cause() == 'j3 cannot be done'
    }

    def "it is done neither with commands nor with what it comes after"() {
        given:
        def played = played([joint('j1', writes: ['file f']), small('s1'), joint('j2', reads: ['file f'])])

        when:
        played.run()

        then:
        played.done('a').toSet() == ['j1', 's1', 'j2'] as Set
        played.done('a').indexOf('j1') < played.done('a').indexOf('j2')
        played.outcomes().values().toSet() == [CHANGED] as Set
    }

    def "where nothing comes of it, none of them is changed"() {
        given:
        def played = played([joint('j1'), joint('j2')])
        played.acts['a/j1+j2'] = { Played.failed('no room') }

        when:
        played.run()

        then:
        played.outcomes().values().toSet() == [FAILED] as Set
    }

    def "what is found in order on the way is unchanged, and what is behind it goes on"() {
        given: 'two is in order, but is looked at again, for one before it changes something'
        def played = played([small('one'), small('two'), small('three')])
        played.states['a/two'] = 'none'

        when:
        played.run()

        then:
        played.outcomes() == ['small:one@a': CHANGED, 'small:two@a': UNCHANGED, 'small:three@a': CHANGED]
        played.events.findAll { it instanceof Event.TaskEnded }*.task() == ['small:one@a', 'small:two@a', 'small:three@a']
    }

    def "a task that looks at what one before it writes is not in its batch"() {
        given:
        def played = played([small('one', writes: ['file f']), act('cmd', writes: ['all']), small('two', reads: ['all'])])

        when:
        played.run()

        then:
        played.transport.trips('a').drop(1) == [['look one'], ['do one', 'do cmd'], ['look one'], ['look two'], ['do two'], ['look two']]
    }

    def "in the middle of a batch one fails: those before it are done, those behind it never ran"() {
        given:
        def played = played((1..4).collect { act("c$it") })
        played.acts['a/c3'] = { Played.failed('no room') }

        when:
        played.run()

        then:
        played.done('a') == ['c1', 'c2', 'c3']
        played.outcomes() == ['act:c1@a': CHANGED, 'act:c2@a': CHANGED, 'act:c3@a': FAILED, 'act:c4@a': SKIPPED]
        with(played.ended('act:c3@a').failure()[0]) {
            command() == ['do', 'c3']
            tail() == ['no room']
        }
    }

    def "what is ignored, or made up for, holds up nothing that was behind it in the batch"() {
        given:
        def played = played([act('c1'), act('c2', ignoreFailure: true), act('c3')])
        played.acts['a/c2'] = { Played.failed('') }

        when:
        def result = played.run()

        then:
        played.done('a') == ['c1', 'c2', 'c3']
        result.counts() == [(CHANGED): 2, (IGNORED): 1]
    }

    def "what only its type can do comes out of the batch, and so do those behind it"() {
        given: 'the plan cannot know: they wait for a result'
        def n = Books.number()
        def late = { [Code.reading([n], 'c0.ok', { true })] }
        def played = played([act('c0', number: n), act('c1', when: late()), Books.task('seq', 'big', ['a'], when: late()), act('c2', when: late()), act('c3', when: late())])

        when:
        played.run()

        then:
        played.done('a') == ['c0', 'c1', 'big', 'c2', 'c3']
        played.outcomes().values().toSet() == [CHANGED] as Set
    }

    def "a task that cannot say what to do until one before it has run says it then"() {
        given:
        def played = played([small('one', writes: ['file f']), small('two')])
        played.states['a/two'] = 'nonsense'
        played.acts['a/one'] = { played.states.putAll('a/one': 'none', 'a/two': 'create'); Played.ok('') }

        when:
        played.run()

        then:
        played.outcomes() == ['small:one@a': CHANGED, 'small:two@a': CHANGED]
    }

    def "a task that leaves something to do has failed, in a batch too"() {
        given:
        def played = played([small('good'), small('liar'), small('next')])
        played.acts['a/liar'] = { Played.ok('all fine') }

        when:
        played.run()

        then: 'the one behind it had run by then'
        played.outcomes() == ['small:good@a': CHANGED, 'small:liar@a': FAILED, 'small:next@a': CHANGED]
    }

    def "a type that breaks while it is asked fails its own task only"() {
        given:
        def played = played([act('c1'), act('broken'), act('c3', ignoreFailure: true)])
        played.graph = new Compiler([new Broken(word: 'act', ordered: true, running: true, looks: false)]).compile(played.book, Selection.ALL, new Diagnostics())

        when:
        played.run()

        then:
        played.outcomes() == ['act:c1@a': CHANGED, 'act:broken@a': FAILED, 'act:c3@a': SKIPPED]
        played.ended('act:broken@a').failure()[0].cause() == 'cannot say'
    }

    def "the host is lost in the middle of a batch"() {
        given:
        def played = played((1..4).collect { act("c$it") })
        played.acts['a/c3'] = { played.transport.lose('a'); Played.ok('') }

        when:
        played.run()

        then:
        played.outcomes() == ['act:c1@a': CHANGED, 'act:c2@a': CHANGED, 'act:c3@a': UNREACHABLE, 'act:c4@a': SKIPPED]
        played.events.findAll { it instanceof Event.HostLost }*.host() == ['a']
    }

    def "an interrupt lets the batch end, a second stops it where it is"() {
        given:
        def begun = new CountDownLatch(1)
        def played = played((1..3).collect { act("c$it") } + [Books.task('seq', 'later', ['a'])])
        played.acts['a/c2'] = {
            played.executor.drain()
            if (hard) {
                begun.countDown()
                new CountDownLatch(1).await()
            }
            Played.ok('')
        }
        def user = Thread.start { if (hard) { begun.await(); played.executor.cancel() } }

        when:
        def result = played.run()
        user.join()

        then:
        result.interrupted()
        ['c1', 'c2', 'c3'].collect { played.outcomes()["act:$it@a".toString()] } == outcomes
        played.outcomes()['seq:later@a'] == CANCELLED

        where:
        hard  || outcomes
        false || [CHANGED, CHANGED, CHANGED]
        true  || [CHANGED, CANCELLED, CANCELLED]
    }

    def "the time of a task is that of its commands in a batch"() {
        given:
        def played = played([act('c1'), act('c2', timeout: Duration.ofSeconds(7)), act('c3', environment: [A: 'b'], directory: '/tmp')])

        when:
        played.run()

        then:
        played.transport.commands('a')*.timeout() == [Duration.ofMinutes(1), Duration.ofSeconds(7), Duration.ofMinutes(1)]
        played.transport.commands('a')*.environment() == [[:], [:], [A: 'b']]
        played.transport.commands('a')*.directory() == ['', '', '/tmp']
    }

    def "what needs the controller in between is not sent ahead: #why"() {
        given:
        def n = Books.number()
        def played = played([act('c1', number: n), act(options.subMap(options.keySet() - 'reads') + (options.reads ? [when: [Code.reading([n], 'c1.ok', { true })]] : [:]), 'c2')])

        when:
        played.run(step: why == 'a step' ? ({ title, host -> Stepping.Say.YES } as Stepping) : null)

        then:
        played.transport.trips('a') == [['do c1'], ['do c2']]

        where:
        why               | options
        'retries'         | [retries: 1]
        'its until'       | [until: Code.reading([], 'true', { true })]
        'its failedWhen'  | [failedWhen: Code.reading([], 'false', { false })]
        'a result it asks for' | [reads: true]
        'a step'          | [:]
    }

    def "a failure that is told of a handler's notifier in a batch still lets the handler run"() {
        given:
        def play = Books.with(Books.made('p', [act('c1', notifies: ['h']), act('c2')]), handlers: [Books.handler('h', act('restart'))])
        def played = new Played(Books.of(['a'], play))
        played.acts['a/c2'] = { Played.failed('') }

        when:
        played.run()

        then:
        played.done('a') == ['c1', 'c2', 'restart']
    }

    private static Played played(List<TaskSpec> tasks) {
        new Played(Books.of(['a'], Books.made('p', tasks)))
    }

    private static TaskSpec act(Map options = [:], String name) { Books.task(options, 'act', name, ['a']) }

    private static TaskSpec joint(Map options = [:], String name) { Books.task(options, 'joint', name, ['a']) }

    private static TaskSpec small(Map options = [:], String name) { Books.task(options, 'small', name, ['a']) }

    /** Cannot say what it looks at, for a step of that name. */
    private static class Broken extends StepTask {
        @Override
        List<Command> observe(Step step, Scope scope) {
            if (step.name() == 'broken') {
                throw new IllegalStateException('cannot say')
            }
            super.observe(step, scope)
        }
    }
}
