package io.berth.exec

import static io.berth.event.Outcome.*

import io.berth.event.Event
import io.berth.fixture.Books
import io.berth.fixture.Played
import io.berth.model.Limits
import io.berth.transport.Unreachable
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import spock.lang.Specification
import spock.lang.Timeout

@Timeout(30)
class ExecutorSpec extends Specification {

    def "what is as it should be costs no look of its own, and what is not is done and looked at again"() {
        given:
        def played = played(Books.step('right', ['a']), Books.step('wrong', ['a']))
        played.states['a/right'] = 'none'

        when:
        def result = played.run()

        then:
        result.counts() == [(UNCHANGED): 1, (CHANGED): 1]
        played.transport.commands('a')*.argv() ==
                [['look', 'right'], ['look', 'wrong'], ['look', 'wrong'], ['do', 'wrong'], ['look', 'wrong']]
    }

    def "a task that leaves something to do has failed"() {
        given:
        def played = played(Books.step('liar', ['a']))
        played.acts['a/liar'] = { Played.ok('all fine') }

        when:
        def result = played.run()

        then:
        result.counts() == [(FAILED): 1]
        played.ended('step:liar@a').failure()[0].cause().startsWith('it was done, and yet there is still to do')
    }

    def "a failed task holds up those that need it, and nothing else"() {
        given:
        def played = new Played(Books.of(['a', 'b'], Books.play('p',
                Books.step('make', ['a', 'b'], writes: ['pool x']),
                Books.step('use', ['a', 'b'], reads: ['pool x']),
                Books.step('beside', ['a']))))
        played.acts['a/make'] = { Played.failed('no room') }

        when:
        played.run()

        then:
        played.outcomes() == ['step:make@a': FAILED, 'step:use@a': SKIPPED, 'step:beside@a': CHANGED,
                              'step:make@b': CHANGED, 'step:use@b': CHANGED]
        played.ended('step:use@a').summary() == 'needs step make, which failed'
        with(played.ended('step:make@a').failure()[0]) {
            command() == ['do', 'make']
            status() == 1
            tail() == ['no room']
            host() == 'a'
        }
    }

    def "always tasks run after a failure, in their order"() {
        given:
        def played = new Played(Books.of(['a'], Books.playWithAlways('p',
                [Books.step('work', ['a'])], [Books.step('tidy', ['a']), Books.step('tell', ['a'])])))
        played.acts['a/work'] = { Played.failed('') }

        when:
        played.run()

        then:
        played.outcomes() == ['step:work@a': FAILED, 'step:tidy@a': CHANGED, 'step:tell@a': CHANGED]
        played.done('a') == ['work', 'tidy', 'tell']
    }

    def "a host that is lost in the middle ends its own tasks; always tasks try it again"() {
        given:
        def played = new Played(Books.of(['a', 'b'], Books.playWithAlways('p',
                [Books.step('one', ['a', 'b']), Books.step('two', ['a', 'b'], reads: ['x y'])], [Books.step('tidy', ['a', 'b'])])))
        played.acts['a/one'] = { played.transport.lose('a'); Played.ok('') }

        when:
        def result = played.run(forks: 1)

        then:
        played.outcomes() == ['step:one@a': UNREACHABLE, 'step:two@a': UNREACHABLE, 'step:tidy@a': UNREACHABLE,
                              'step:one@b': CHANGED, 'step:two@b': CHANGED, 'step:tidy@b': CHANGED]
        result.any(UNREACHABLE)
        !result.interrupted()
    }

    def "a host that was down when the plan was made is not tried again by plain tasks"() {
        given:
        def played = new Played(Books.of(['a', 'b'], Books.play('p', Books.step('s', ['a', 'b']))))
        played.transport.lose('a')

        when:
        played.run()

        then:
        played.outcomes() == ['step:s@a': UNREACHABLE, 'step:s@b': CHANGED]
        played.ended('step:s@a').failure()[0].next().contains('berth resume')
    }

    def "a task is tried again as often as it may be"() {
        given:
        def tries = new AtomicInteger()
        def played = played(Books.step('shaky', ['a'], retries: 2))
        played.acts['a/shaky'] = {
            if (tries.incrementAndGet() < 3) {
                return Played.failed('not yet')
            }
            played.states['a/shaky'] = 'none'
            Played.ok('')
        }

        when:
        played.run()

        then:
        played.outcomes() == ['step:shaky@a': CHANGED]
        played.events.findAll { it instanceof Event.TaskStarted }*.attempt() == [1, 2, 3]
    }

    def "a task that takes too long is stopped"() {
        given:
        def played = played(Books.step('slow', ['a'], timeout: Duration.ofMillis(50)))
        played.acts['a/slow'] = { blockUntilInterrupted() }

        when:
        played.run()

        then:
        played.outcomes() == ['step:slow@a': FAILED]
        played.ended('step:slow@a').failure()[0].cause().contains('was stopped')
    }

    def "the limit of a play holds for each host, and that of the run for all"() {
        given:
        def most = new AtomicInteger()
        def now = new AtomicInteger()
        def tasks = (1..6).collect { Books.step("s$it", ['a']) }
        def book = Books.of(['a'], Books.with(Books.made('p', tasks), limits: new Limits(perHost, 0, [:])))
        def played = new Played(book)
        def meet = new CyclicBarrier(expected)
        (1..6).each { n ->
            played.acts["a/s$n".toString()] = {
                most.accumulateAndGet(now.incrementAndGet(), Math::max)
                meet.await(10, TimeUnit.SECONDS)
                now.decrementAndGet()
                played.states["a/s$n".toString()] = 'none'
                Played.ok('')
            }
        }

        when:
        def result = played.run(forks: forks)

        then:
        result.counts() == [(CHANGED): 6]
        most.get() == expected

        where:
        perHost | forks | expected
        2       | 10    | 2
        0       | 3     | 3
        1       | 10    | 1
    }

    def "the first interrupt lets running tasks end and starts nothing but always tasks"() {
        given:
        def played = new Played(Books.of(['a'], Books.playWithAlways('p',
                [Books.step('one', ['a'], writes: ['x y']), Books.step('two', ['a'], reads: ['x y'])], [Books.step('tidy', ['a'])])))
        played.acts['a/one'] = { played.executor.drain(); played.states['a/one'] = 'none'; Played.ok('') }

        when:
        def result = played.run()

        then:
        played.outcomes() == ['step:one@a': CHANGED, 'step:two@a': CANCELLED, 'step:tidy@a': CHANGED]
        result.interrupted()
    }

    def "the second interrupt stops running tasks; always tasks still run"() {
        given:
        def begun = new CountDownLatch(1)
        def played = new Played(Books.of(['a'], Books.playWithAlways('p', [Books.step('long', ['a'])], [Books.step('tidy', ['a'])])))
        played.acts['a/long'] = { begun.countDown(); blockUntilInterrupted() }
        def user = Thread.start { begun.await(); played.executor.drain(); played.executor.cancel() }

        when:
        def result = played.run()
        user.join()

        then:
        played.outcomes() == ['step:long@a': CANCELLED, 'step:tidy@a': CHANGED]
        result.interrupted()
        played.events.findAll { it instanceof Event.Interrupted }*.hard() == [false, true]
    }

    def "what an earlier part of the run has done is not done again"() {
        given:
        def played = played(Books.step('acts', ['a']))
        played.states['a/acts'] = 'act'

        when:
        def result = played.run(done: ['step:acts@a': 'done in run r0'])

        then:
        result.counts() == [(DONE_BEFORE): 1]
        played.ended('step:acts@a').summary() == 'done in run r0'
        played.done('a') == []
    }

    private static Played played(io.berth.model.TaskSpec... steps) {
        new Played(Books.of(['a'], Books.play('p', steps)))
    }

    /** As a session does when its thread is interrupted. */
    private static blockUntilInterrupted() {
        new CountDownLatch(1).await()
    }
}
