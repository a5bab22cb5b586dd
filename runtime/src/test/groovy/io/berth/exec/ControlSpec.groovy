package io.berth.exec

import static io.berth.event.Outcome.*
import static io.berth.model.TaskSpec.Role.*

import io.berth.event.Event
import io.berth.fixture.Books
import io.berth.fixture.Code
import io.berth.fixture.Played
import io.berth.model.Become
import io.berth.model.Host
import io.berth.model.Limits
import io.berth.model.Play
import io.berth.model.Rolling
import io.berth.model.Secret
import io.berth.model.Share
import io.berth.model.TaskSpec
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import spock.lang.Specification
import spock.lang.Timeout

/** What a playbook says about how its tasks run: conditions, blocks, handlers, batches of hosts. */
@Timeout(30)
class ControlSpec extends Specification {

    def "tasks in written order do not run when one before them failed there, and go on elsewhere"() {
        given:
        def played = new Played(Books.of(['a', 'b'], Books.play('p', seq('one', ['a', 'b']), seq('two', ['a', 'b']), seq('three', ['a', 'b']))))
        fail(played, 'a/two')

        when:
        played.run()

        then:
        played.outcomes().findAll { it.key.endsWith('@a') } == ['seq:one@a': CHANGED, 'seq:two@a': FAILED, 'seq:three@a': SKIPPED]
        played.done('b') == ['one', 'two', 'three']
        played.ended('seq:three@a').summary() == 'needs seq two, which failed'
    }

    def "a condition on a result decides when the result is there: #status"() {
        given:
        def n = Books.number()
        def played = new Played(Books.of(['a'], Books.play('p', act('probe', ['a'], number: n, ignoreFailure: true),
                act('use', ['a'], when: [Code.reading([n], 'probe.ok', { it.result(n, 'a').get().status() == 0 })]), act('next', ['a']))))
        played.acts['a/probe'] = { status == 0 ? Played.ok('fine') : Played.failed('no') }

        when:
        def result = played.run()

        then:
        played.outcomes() == ['act:probe@a': probe, 'act:use@a': use, 'act:next@a': CHANGED]
        !result.any(FAILED)

        where:
        status || probe   | use
        0      || CHANGED | CHANGED
        1      || IGNORED | LEFT_OUT
    }

    def "parameters that wait for a result are made when it is there, from what the task wrote"() {
        given:
        def n = Books.number()
        def late = Code.reading([n], 'probe.out', { new io.berth.fixture.Step(it.result(n, 'a').get().out(), [], []) })
        def played = new Played(Books.of(['a'], Books.play('p', act('probe', ['a'], number: n), seq('‹probe.out›', ['a'], late: late))))
        played.acts['a/probe'] = { Played.ok('found\n') }

        when:
        def plan = played.plan()
        played.run()

        then:
        plan.changes()['seq:‹probe.out›@a'].kind().name() == 'MAYBE'
        played.done('a') == ['probe', 'found']
    }

    def "made parameters that are wrong fail the task, with what its type says"() {
        given:
        def n = Books.number()
        def late = Code.reading([n], 'probe.out', { new io.berth.fixture.Step('bad one', [], []) })
        def played = new Played(Books.of(['a'], Books.play('p', act('probe', ['a'], number: n), seq('x', ['a'], late: late))))

        when:
        played.run()

        then:
        played.ended('seq:x@a').failure()[0].cause() == "'bad one' is bad"
    }

    def "what is kept of a long output is bounded, and that is said"() {
        given:
        def n = Books.number()
        def kept = 0
        def played = new Played(Books.of(['a'], Books.play('p', act('probe', ['a'], number: n),
                act('use', ['a'], when: [Code.reading([n], 'x', { kept = it.result(n, 'a').get().out().length(); true })]))))
        played.acts['a/probe'] = { Played.ok('x' * 1_000_000) }

        when:
        played.run()

        then:
        kept == 256 << 10
        played.events.find { it instanceof Event.Notice }.text().contains('only the first 256 KiB')
    }

    def "until it holds a task is tried again, as often as it may be: #tries tries of #retries"() {
        given:
        def n = Books.number()
        def count = new AtomicInteger()
        def played = new Played(Books.of(['a'], Books.play('p', act('poll', ['a'], number: n, retries: retries,
                until: Code.reading([n], "it.out == 'up'", { it.result(n, 'a').get().out() == 'up' })))))
        played.acts['a/poll'] = { count.incrementAndGet() < 3 ? Played.ok('down') : Played.ok('up') }

        when:
        played.run()

        then:
        played.outcomes()['act:poll@a'] == outcome
        count.get() == tries
        outcome == CHANGED || played.ended('act:poll@a').failure()[0].cause() == "it.out == 'up' does not hold after 2 attempts"

        where:
        retries || tries | outcome
        5       || 3     | CHANGED
        1       || 2     | FAILED
    }

    def "failedWhen and changedWhen speak for the status: #status"() {
        given:
        def n = Books.number()
        def played = new Played(Books.of(['a'], Books.play('p', act('cmd', ['a'], number: n,
                failedWhen: Code.reading([n], 'status > 1', { it.result(n, 'a').get().status() > 1 }),
                changedWhen: Code.reading([n], "'new' in out", { it.result(n, 'a').get().out().contains('new') })))))
        played.acts['a/cmd'] = { new io.berth.model.Answer(status, '', out, '', Duration.ZERO) }

        when:
        played.run()

        then:
        played.outcomes() == ['act:cmd@a': outcome]

        where:
        status | out   || outcome
        0      | 'new' || CHANGED
        0      | 'old' || UNCHANGED
        1      | 'new' || CHANGED
        2      | 'new' || FAILED
    }

    def "a block's failure is made up for by its rescue part, its always part runs, and what is behind it goes on"() {
        given:
        def played = new Played(Books.of(['a', 'b'], blocks(seq('before', ['a', 'b']),
                main(seq('one', ['a', 'b'])), main(seq('two', ['a', 'b'])), rescue(seq('undo', ['a', 'b'])), always(seq('tidy', ['a', 'b'])), seq('behind', ['a', 'b']))))
        fail(played, 'a/one')

        when:
        def result = played.run()

        then:
        ofHost(played, 'a') == [before: CHANGED, one: RESCUED, two: SKIPPED, undo: CHANGED, tidy: CHANGED, behind: CHANGED]
        ofHost(played, 'b') == [before: CHANGED, one: CHANGED, two: CHANGED, undo: LEFT_OUT, tidy: CHANGED, behind: CHANGED]
        played.ended('seq:one@a').failure().size() == 1
        !result.any(FAILED)
    }

    def "a rescue part that fails itself holds up what is behind the block, not its always part"() {
        given:
        def played = new Played(Books.of(['a'], blocks(main(seq('one', ['a'])), rescue(seq('undo', ['a'])), rescue(seq('more', ['a'])),
                always(seq('tidy', ['a'])), seq('behind', ['a']))))
        fail(played, 'a/one')
        fail(played, 'a/undo')

        when:
        def result = played.run()

        then:
        ofHost(played, 'a') == [one: RESCUED, undo: FAILED, more: SKIPPED, tidy: CHANGED, behind: SKIPPED]
        result.any(FAILED)
    }

    def "a block that is never come to is neither rescued nor tidied up after"() {
        given:
        def played = new Played(Books.of(['a'], blocks(seq('before', ['a']), main(seq('one', ['a'])), rescue(seq('undo', ['a'])),
                always(seq('tidy', ['a'])), seq('behind', ['a']))))
        fail(played, 'a/before')

        when:
        played.run()

        then:
        ofHost(played, 'a') == [before: FAILED, one: SKIPPED, undo: LEFT_OUT, tidy: SKIPPED, behind: SKIPPED]
    }

    def "the innermost block that can makes up for a failure"() {
        given: 'block 2 within the main part of block 1, both with a rescue part'
        def tasks = [Books.at(1, MAIN, seq('outer', ['a'])), Books.at(2, MAIN, seq('inner', ['a'])), Books.at(2, RESCUE, seq('undo2', ['a'])),
                     Books.at(1, MAIN, seq('rest', ['a'])), Books.at(1, RESCUE, seq('undo1', ['a'])), seq('behind', ['a'])]
        def played = new Played(Books.of(['a'], Books.with(Books.made('p', tasks), blocks: [Books.block(0, -1), Books.block(1, 0), Books.block(2, 1)])))
        failing.each { fail(played, "a/$it".toString()) }

        when:
        played.run()

        then:
        ofHost(played, 'a').values().toList() == outcomes

        where:
        failing            || outcomes
        []                 || [CHANGED, CHANGED, LEFT_OUT, CHANGED, LEFT_OUT, CHANGED]
        ['inner']          || [CHANGED, RESCUED, CHANGED, CHANGED, LEFT_OUT, CHANGED]
        ['inner', 'undo2'] || [CHANGED, RESCUED, RESCUED, SKIPPED, CHANGED, CHANGED]
        ['rest']           || [CHANGED, CHANGED, LEFT_OUT, RESCUED, CHANGED, CHANGED]
    }

    def "a rescue part that is delegated runs for a host that is lost"() {
        given:
        def played = new Played(Books.of(['a', 'd'], blocks(main(seq('one', ['a'])), rescue(seq('undo', ['a'], delegate: 'd')))))
        played.acts['a/one'] = { played.transport.lose('a'); Played.ok('') }

        when:
        played.run()

        then:
        ofHost(played, 'a') == [one: RESCUED, undo: CHANGED]
        played.done('d') == ['undo']
    }

    def "a handler runs once after the tasks where one that notifies it changed something, also when another failed"() {
        given:
        def played = new Played(Books.of(['a', 'b'], Books.with(Books.made('p', [
                seq('conf', ['a', 'b'], notifies: ['restart']), seq('conf2', ['a', 'b'], notifies: ['restart']), seq('last', ['a', 'b'])]),
                handlers: [Books.handler('reload', seq('reload', ['a', 'b'])), Books.handler('restart', seq('restart', ['a', 'b']))])))
        played.states['b/conf'] = 'none'
        played.states['b/conf2'] = 'none'
        fail(played, 'a/last')

        when:
        played.run()

        then:
        played.done('a') == ['conf', 'conf2', 'last', 'restart']
        ofHost(played, 'a') == [conf: CHANGED, conf2: CHANGED, last: FAILED, reload: LEFT_OUT, restart: CHANGED]
        ofHost(played, 'b') == [conf: UNCHANGED, conf2: UNCHANGED, last: CHANGED, reload: LEFT_OUT, restart: LEFT_OUT]
    }

    def "what only waits has changed nothing and notifies nobody, but what is behind it is looked at again"() {
        given:
        def played = new Played(Books.of(['a'], Books.with(Books.made('p', [seq('gate', ['a'], notifies: ['restart']), seq('conf', ['a'])]),
                handlers: [Books.handler('restart', seq('restart', ['a']))])))
        played.states['a/gate'] = 'look'
        played.states['a/conf'] = 'none'
        played.acts['a/gate'] = { played.states['a/conf'] = 'update'; new io.berth.model.Answer(0, '', '', '', Duration.ZERO) }

        when:
        played.run()

        then:
        ofHost(played, 'a') == [gate: DONE, conf: CHANGED, restart: LEFT_OUT]
    }

    def "a handler that an earlier part of the run owes runs though nothing notifies it now; one that it did does not"() {
        given:
        def played = new Played(Books.of(['a'], Books.with(Books.made('p', [seq('conf', ['a'], notifies: ['one', 'two'])]),
                handlers: [Books.handler('one', act('h1', ['a'])), Books.handler('two', act('h2', ['a']))])))

        when:
        played.run(done: ['seq:conf@a': 'done in run r0', 'act:h2@a': 'done in run r0'], owed: ['act:h1@a'])

        then:
        ofHost(played, 'a') == [conf: DONE_BEFORE, h1: CHANGED, h2: DONE_BEFORE]
    }

    def "what was done before is done again if a task that is still to run asks for its result"() {
        given:
        def n = Books.number()
        def played = new Played(Books.of(['a'], Books.play('p', act('probe', ['a'], number: n),
                act('use', ['a'], when: [Code.reading([n], 'probe.ok', { it.result(n, 'a').get().out() == 'yes' })]))))
        played.acts['a/probe'] = { Played.ok('yes') }

        when:
        played.run(done: done.collectEntries { ["act:$it@a".toString(), 'done in run r0'] })

        then:
        ofHost(played, 'a').values().toList() == outcomes

        where:
        done             || outcomes
        ['probe']        || [CHANGED, CHANGED]
        ['probe', 'use'] || [DONE_BEFORE, DONE_BEFORE]
    }

    def "a rolling play takes its hosts in batches and stops when a whole one failed"() {
        given:
        def hosts = ['a', 'b', 'c', 'd', 'e']
        def order = Collections.synchronizedList([])
        def play = Books.with(Books.play('p', seq('one', hosts), seq('two', hosts)), rolling: new Rolling([new Share(1, false), new Share(2, false)], Optional.empty()))
        def played = new Played(Books.of(hosts, play))
        hosts.each { host -> played.acts["$host/one".toString()] = { order << host; host in failing ? Played.failed('') : ok(played, "$host/one") } }

        when:
        played.run()

        then:
        order.size() == reached
        order[0] == 'a' && (order.size() < 2 || order[1..2] as Set == ['b', 'c'] as Set)
        reached == 5 || played.ended('seq:one@e').summary() == why

        where:
        failing         || reached | why
        []              || 5       | ''
        ['b']           || 5       | ''
        ['b', 'c']      || 3       | "play 'p' stopped: all 2 hosts of a batch failed"
        ['a']           || 1       | "play 'p' stopped: its batch of one host failed"
    }

    def "a play stops when more hosts than may have failed, and says so of each task it skips"() {
        given:
        def hosts = ('a'..'j').toList()
        def play = Books.with(Books.play('p', seq('one', hosts), seq('two', hosts)), rolling: new Rolling([new Share(5, false)], Optional.of(most)))
        def played = new Played(Books.of(hosts, play))
        failing.each { fail(played, "$it/one".toString()) }

        when:
        played.run(forks: 1)

        then:
        played.ended('seq:one@j').outcome() == (stopped ? SKIPPED : CHANGED)
        !stopped || played.ended('seq:two@j').summary() == stopped

        where:
        most                  | failing         || stopped
        new Share(1, false)   | ['a']           || ''
        new Share(1, false)   | ['a', 'f']      || "play 'p' stopped: 2 of 10 hosts failed, and no more than 1 may"
        new Share(40, true)   | ['a', 'b']      || ''
        new Share(39, true)   | ['a', 'b']      || "play 'p' stopped: 2 of 5 hosts failed, and no more than 39% may"
        new Share(0, true)    | ['c']           || "play 'p' stopped: 1 of 5 hosts failed, and no more than 0% may"
    }

    def "at most so many tasks run on hosts with the same label, or write one pool"() {
        given:
        def most = new AtomicInteger()
        def now = new AtomicInteger()
        def names = ('a'..'f').toList()
        def hosts = names.collectEntries { [it, labelled(it, it < 'e' ? 'left' : 'right')] }
        def play = Books.with(Books.play('p', *tasks), limits: limits)
        def plain = Books.of(names, play)
        def played = new Played(new io.berth.model.Playbook(plain.file(), hosts, [:], [:], [:], [:], [:], [:], plain.plays(), [:], [:]))
        def second = new CountDownLatch(2)
        played.book.plays()[0].tasks().each { task ->
            task.hosts().each { host ->
                played.acts["$host/${task.parameters().name()}".toString()] = {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max)
                    second.countDown()
                    second.await()
                    now.decrementAndGet()
                    ok(played, "$host/${task.parameters().name()}")
                }
            }
        }

        when:
        def result = played.run(forks: 10)

        then:
        result.counts() == [(CHANGED): count]
        most.get() == 2

        where:
        limits                              | tasks                                                                                   || count
        new Limits(0, 0, [rack: 1])         | [Books.step('s', ('a'..'f').toList())]                                                  || 6
        new Limits(0, 1, [:])               | (1..3).collectMany { [Books.step("p$it", ['a'], reads: ['x y'], writes: ["pool p", "pool q$it"]), Books.step("q$it", ['b'], writes: ['pool p'])] } || 6
    }

    def "a task that another user does, or another host, is done there, with its environment and directory"() {
        given:
        def become = Become.root(Become.Method.SUDO)
        def played = new Played(Books.of(['a', 'd'], Books.play('p',
                seq('mine', ['a'], become: become), act('there', ['a'], delegate: 'd', environment: [LANG: 'C'], directory: '/srv'))))

        when:
        played.run()

        then:
        played.transport.commands('d')*.argv() == [['do', 'there']]
        played.transport.commands('d')*.environment() == [[LANG: 'C']]
        played.transport.commands('d')*.directory() == ['/srv']
        played.done('a') == ['mine']
    }

    def "one host does what is to be done once, and its result is that of all"() {
        given:
        def n = Books.number()
        def played = new Played(Books.of(['a', 'b'], Books.play('p', act('pick', ['a', 'b'], number: n, once: true),
                act('use', ['a', 'b'], when: [Code.reading([n], "pick.out == 'b'", { it.result(n, it.host().name()).get().out() == 'b' })]))))
        played.acts['a/pick'] = { Played.ok('b') }

        when:
        played.run()

        then:
        played.done('a') == ['pick', 'use']
        played.done('b') == ['use']
    }

    def "the user is asked before each task, once for all its hosts, until he has heard enough"() {
        given:
        def asked = []
        def answers = [Stepping.Say.YES, Stepping.Say.NO, Stepping.Say.CONTINUE].iterator()
        def played = new Played(Books.of(['a', 'b'], Books.play('p', act('one', ['a', 'b']), act('two', ['a', 'b']), act('three', ['a', 'b']), act('four', ['a', 'b']))))

        when:
        played.run(step: { title, host -> asked << title; answers.next() } as Stepping, forks: 1)

        then:
        asked == ['act one', 'act two', 'act three']
        played.done('a') == ['one', 'three', 'four'] && played.done('b') == ['one', 'three', 'four']
        played.outcomes()['act:two@b'] == LEFT_OUT
    }

    def "a run that takes longer than it may is stopped, and has failed"() {
        given:
        def played = new Played(Books.of(['a'], Books.playWithAlways('p', [seq('long', ['a']), seq('next', ['a'])], [seq('tidy', ['a'])])))
        played.acts['a/long'] = { new CountDownLatch(1).await() }

        when:
        def result = played.run(limit: Duration.ofMillis(200))

        then:
        ofHost(played, 'a') == [long: FAILED, next: SKIPPED, tidy: CHANGED]
        played.ended('seq:long@a').failure()[0].cause() == 'stopped: the run took longer than its limit of 0.2 s'
        !result.interrupted()
    }

    def "thousands of tasks that need nothing are walked in no time: #hosts hosts x #count"() {
        given:
        def names = (1..hosts).collect { "h$it".toString() }
        def played = new Played(Books.of(names, Books.made('p', (1..count).collect { seq("t$it", names) })))
        names.each { host -> (1..count).each { played.states["$host/t$it".toString()] = 'none' } }

        when:
        def result = played.run(forks: 20)

        then:
        result.counts() == [(UNCHANGED): hosts * count]

        where:
        hosts | count
        500   | 4
        1     | 1000
    }

    private static TaskSpec seq(Map options = [:], String name, List<String> hosts) { Books.task(options, 'seq', name, hosts) }

    private static TaskSpec act(Map options = [:], String name, List<String> hosts) { Books.task(options, 'act', name, hosts) }

    private static TaskSpec main(TaskSpec task) { Books.at(1, MAIN, task) }

    private static TaskSpec rescue(TaskSpec task) { Books.at(1, RESCUE, task) }

    private static TaskSpec always(TaskSpec task) { Books.at(1, ALWAYS, task) }

    private static Play blocks(TaskSpec... tasks) {
        Books.with(Books.made('p', tasks.toList()), blocks: [Books.block(0, -1), Books.block(1, 0)])
    }

    private static Host labelled(String name, String rack) {
        def host = Books.host(name)
        new Host(name, '', 0, '', '', '', host.connection(), Optional.empty(), [rack: rack], host.at())
    }

    private static void fail(Played played, String what) {
        played.acts[what] = { Played.failed('no') }
    }

    private static ok(Played played, what) {
        played.states[what.toString()] = 'none'
        Played.ok('')
    }

    private static Map ofHost(Played played, String host) {
        def ended = played.outcomes()
        played.graph.order().findAll { it.endsWith("@$host") }.collectEntries { [(it =~ /:(.*)@/)[0][1], ended[it]] }
    }
}
