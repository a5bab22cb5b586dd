package io.berth.compile

import static io.berth.model.TaskSpec.Role.*

import io.berth.api.Change
import io.berth.api.Footprint
import io.berth.api.Key
import io.berth.api.Scope
import io.berth.api.TaskType
import io.berth.diag.Diagnostics
import io.berth.diag.PlaybookException
import io.berth.diag.SourceRange
import io.berth.fixture.Books
import io.berth.fixture.Code
import io.berth.fixture.StepTask
import io.berth.graph.Edge
import io.berth.graph.GraphText
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Playbook
import io.berth.model.Pool
import io.berth.model.Rolling
import io.berth.model.Share
import spock.lang.Specification

class CompilerSpec extends Specification {

    def "tasks that share a resource are ordered, and the edge says why"() {
        given:
        def book = Books.of(['a'], Books.play('p',
                Books.step('make', ['a'], writes: ['pool x']),
                Books.step('use', ['a'], reads: ['pool x']),
                Books.step('change', ['a'], writes: ['pool x']),
                Books.step('other', ['a'])))

        expect:
        GraphText.text(compile(book)) == '''\
            step:make@a
            step:use@a
                after step:make@a: writes pool x on a, which this reads
            step:change@a
                after step:use@a: reads pool x on a before this writes it
            step:other@a
            '''.stripIndent()
    }

    def "plays follow each other host by host"() {
        given:
        def book = Books.of(['a', 'b'],
                Books.play('one', Books.step('first', ['a', 'b'])),
                Books.play('two', Books.step('second', ['b'])))

        expect:
        compile(book).edges().collect { [it.from(), it.to(), it.why()] } ==
                [['step:first@b', 'step:second@b', "is of play 'one', which comes first on b"]]
    }

    def "always tasks run after the others of their play whatever became of them, in their order"() {
        given:
        def book = Books.of(['a'], Books.playWithAlways('p',
                [Books.step('work', ['a'])],
                [Books.step('tidy', ['a']), Books.step('tell', ['a'])]))

        expect:
        compile(book).edges().collect { [it.from(), it.to(), it.kind()] } == [
                ['step:work@a', 'step:tidy@a', Edge.Kind.AFTER],
                ['step:tidy@a', 'step:tell@a', Edge.Kind.AFTER]]
    }

    def "the next play waits for what always runs"() {
        given:
        def book = Books.of(['a', 'b'],
                Books.playWithAlways('one', [Books.step('work', ['a'])], [Books.step('tidy', ['a', 'b'])]),
                Books.play('two', Books.step('next', ['a'])))

        expect:
        compile(book).edges().collect { [it.from(), it.to(), it.kind()] } == [
                ['step:work@a', 'step:tidy@a', Edge.Kind.AFTER],
                ['step:work@a', 'step:next@a', Edge.Kind.NEEDS],
                ['step:tidy@a', 'step:next@a', Edge.Kind.AFTER]]
    }

    def "a limit leaves out the tasks of other hosts"() {
        given:
        def book = Books.of(['a', 'b'], Books.play('p', Books.step('s', ['a', 'b'])))

        expect:
        compile(book, new Selection(['b'] as Set, [] as Set, [] as Set, '')).ids() == ['step:s@b'] as Set
    }

    def "the same task twice is two nodes"() {
        given:
        def book = Books.of(['a'], Books.play('p', Books.step('s', ['a']), Books.step('s', ['a'])))

        expect:
        compile(book).ids().toList() == ['step:s@a', 'step:s@a#2']
    }

    def "what tasks find wrong is said all at once"() {
        given:
        def book = Books.of(['a'], Books.play('p', Books.step('bad one', ['a']), Books.step('good', ['a']), Books.step('bad two', ['a'])))

        when:
        compile(book)

        then:
        def wrong = thrown(PlaybookException)
        wrong.diagnostics()*.message() == ["'bad one' is bad", "'bad two' is bad"]
    }

    def "tasks of an ordered kind follow each other on a host as they are written"() {
        given:
        def book = Books.of(['a', 'b'], Books.play('x',
                Books.task('seq', 'one', ['a', 'b']), Books.step('beside', ['a']), Books.task('seq', 'two', ['a', 'b']), Books.task('seq', 'three', ['a'])))

        expect:
        edges(compile(book)) == ['seq:one@a NEEDS seq:two@a', 'seq:one@b NEEDS seq:two@b', 'seq:two@a NEEDS seq:three@a']
        compile(book).edges()[0].why() == "is written before it in play 'x'"
    }

    def "a block's rescue part follows its main part, its always part both, and what is behind it all of them"() {
        given:
        def book = Books.of(['a'], Books.with(Books.made('x', [
                Books.task('seq', 'before', ['a']),
                Books.at(1, MAIN, Books.task('seq', 'one', ['a'])), Books.at(1, MAIN, Books.task('seq', 'two', ['a'])),
                Books.at(1, RESCUE, Books.task('seq', 'undo', ['a'])), Books.at(1, ALWAYS, Books.task('seq', 'tidy', ['a'])),
                Books.task('seq', 'behind', ['a'])]), blocks: [Books.block(0, -1), Books.block(1, 0)]))

        expect:
        edges(compile(book)) == [
                'seq:before@a NEEDS seq:one@a', 'seq:before@a NEEDS seq:tidy@a', 'seq:one@a NEEDS seq:two@a',
                'seq:two@a AFTER seq:undo@a', 'seq:two@a NEEDS seq:behind@a',
                'seq:undo@a AFTER seq:tidy@a', 'seq:undo@a NEEDS seq:behind@a', 'seq:tidy@a NEEDS seq:behind@a']
    }

    def "what needs a task of a rescued block by a resource waits for the rescue part too"() {
        given:
        def book = Books.of(['a'], Books.with(Books.made('x', [
                Books.at(1, MAIN, Books.task('seq', 'make', ['a'], writes: ['pool p'])), Books.at(1, RESCUE, Books.task('seq', 'undo', ['a'])),
                Books.step('use', ['a'], reads: ['pool p'])]), blocks: [Books.block(0, -1), Books.block(1, 0)]))

        expect:
        edges(compile(book)) == ['seq:make@a AFTER seq:undo@a', 'seq:make@a NEEDS step:use@a', 'seq:undo@a NEEDS step:use@a']
    }

    def "handlers come after the tasks of their play and before its always part, in their order"() {
        given:
        def book = Books.of(['a'],
                Books.with(Books.playWithAlways('x', [Books.task('seq', 'one', ['a'], notifies: ['second'])], [Books.task('seq', 'tidy', ['a'])]),
                        handlers: [Books.handler('first', Books.task('seq', 'h1', ['a']), Books.task('seq', 'h2', ['a'])),
                                   Books.handler('second', Books.task('seq', 'h3', ['a']))]),
                Books.play('y', Books.task('seq', 'next', ['a'])))

        expect:
        edges(compile(book)) == [
                'seq:one@a AFTER seq:h1@a', 'seq:one@a NEEDS seq:next@a', 'seq:h1@a NEEDS seq:h2@a',
                'seq:h2@a AFTER seq:h3@a', 'seq:h2@a NEEDS seq:next@a', 'seq:h3@a AFTER seq:tidy@a', 'seq:h3@a NEEDS seq:next@a',
                'seq:tidy@a AFTER seq:next@a']
    }

    def "only handlers of the play that are still to come can be notified"() {
        given:
        def task = Books.task('seq', 't', ['a'], notifies: [notified])
        def play = Books.with(where == 'always' ? Books.playWithAlways('x', [], [task]) : Books.play('x', *(where == 'main' ? [task] : [])),
                handlers: [Books.handler('early', Books.task('seq', 'h1', ['a'])), Books.handler('late', *(where == 'handler' ? [task] : [Books.task('seq', 'h2', ['a'])]))])

        when:
        compile(Books.of(['a'], play))

        then:
        def wrong = thrown(PlaybookException)
        wrong.diagnostics()*.message() == [message]

        where:
        where     | notified | message
        'main'    | 'lat'    | "no handler 'lat' in this play"
        'handler' | 'early'  | "handler 'early' has run before this task does"
        'handler' | 'late'   | "handler 'late' has run before this task does"
        'always'  | 'late'   | "handler 'late' has run before this task does"
    }

    def "a task that one host runs for all comes between what the others do before and after it"() {
        given:
        def book = Books.of(['a', 'b'], Books.play('x',
                Books.task('seq', 'stop', ['a', 'b']), Books.task('seq', 'migrate', ['a', 'b'], once: true), Books.task('seq', 'start', ['a', 'b'])))

        expect:
        edges(compile(book)) == [
                'seq:stop@a NEEDS seq:migrate@a', 'seq:stop@b AFTER seq:migrate@a',
                'seq:migrate@a NEEDS seq:start@a', 'seq:migrate@a NEEDS seq:start@b']
    }

    def "a delegated task keeps the id and the variables of its host, and touches the other"() {
        given:
        def book = Books.of(['a', 'b', 'd'], Books.play('x',
                Books.step('use', ['d'], reads: ['pool p']), Books.step('change', ['a', 'b'], writes: ['pool p'], delegate: 'd')))
        def graph = compile(book)

        expect:
        with(graph.node('step:change@a')) {
            host().name() == 'a'
            runsOn().name() == 'd'
            footprint().writes()*.host() == ['d']
        }
        edges(graph) == ['step:use@d NEEDS step:change@a', 'step:change@a NEEDS step:change@b']
    }

    def "commands on one host for several others do not wait for each other"() {
        given:
        def book = Books.of(['a', 'b', 'd'], Books.play('x',
                Books.task('seq', 'out', ['a', 'b'], writes: ['all'], delegate: 'd'), Books.task('seq', 'in', ['a', 'b'], writes: ['all'], delegate: 'd'),
                Books.step('slot', ['d'], reads: ['all'])))

        expect:
        edges(compile(book)) == ['seq:out@a NEEDS seq:in@a', 'seq:out@b NEEDS seq:in@b', 'seq:in@a AFTER step:slot@d', 'seq:in@b AFTER step:slot@d']
    }

    def "what a cache has comes before those who look there, and holds none of them up"() {
        given:
        def book = Books.of(['a', 'b'], Books.play('x', Books.step('push', ['a'], writes: ['cache i'], delegate: 'b'), Books.step('take', ['b'], reads: ['cache i'])))

        expect:
        edges(compile(book)) == ['step:push@a AFTER step:take@b']
    }

    def "code that asks for a result comes after it, on its own host, or on all where it runs elsewhere"() {
        given:
        def n = Books.number()
        def asks = [Code.reading([n], 'probe.ok', { true })]
        def book = Books.of(['a', 'b', 'c'], Books.play('x',
                Books.step('probe', ['a', 'b'], number: n), Books.step('use', ['a'], when: asks), Books.step('sum', ['c'], when: asks)))

        expect:
        edges(compile(book)) == ['step:probe@a AFTER step:use@a', 'step:probe@a AFTER step:sum@c', 'step:probe@b AFTER step:sum@c']
        compile(book).edges()[0].why() == 'has the result that probe.ok asks for'
    }

    def "a rolling play goes through its hosts in batches: #shares"() {
        given:
        def hosts = ('a'..'e').toList()
        def play = Books.with(Books.play('x', Books.step('s', hosts)), rolling: new Rolling(shares, Optional.empty()))
        def graph = compile(Books.of(hosts, play))

        expect:
        hosts.collect { graph.node("step:s@$it").stand().wave() } == waves

        where:
        shares                                       || waves
        []                                           || [0, 0, 0, 0, 0]
        [new Share(2, false)]                        || [0, 0, 1, 1, 2]
        [new Share(1, false), new Share(3, false)]   || [0, 1, 1, 1, 2]
        [new Share(40, true)]                        || [0, 0, 1, 1, 2]
        [new Share(10, true), new Share(100, true)]  || [0, 1, 1, 1, 1]
    }

    def "tags #tags, but not #skip, take #taken"() {
        given:
        def book = Books.of(['a'], Books.play('x', Books.step('plain', ['a']), Books.step('web', ['a'], tags: ['web']),
                Books.step('both', ['a'], tags: ['web', 'db']), Books.step('always', ['a'], tags: ['always']), Books.step('never', ['a'], tags: ['never', 'reset'])))

        expect:
        compile(book, new Selection([] as Set, tags as Set, skip as Set, '')).ids().collect { (it =~ /:(.*)@/)[0][1] } == taken

        where:
        tags         | skip       || taken
        []           | []         || ['plain', 'web', 'both', 'always']
        ['all']      | []         || ['plain', 'web', 'both', 'always']
        ['web']      | []         || ['web', 'both', 'always']
        ['web']      | ['db']     || ['web', 'always']
        ['tagged']   | []         || ['web', 'both', 'always']
        ['untagged'] | []         || ['plain', 'always']
        ['reset']    | []         || ['always', 'never']
        []           | ['always'] || ['plain', 'web', 'both']
        []           | ['all']    || ['always']
        []           | ['tagged'] || ['plain']
        []           | ['web']    || ['plain', 'always']
    }

    def "a start at a task leaves out what stands before it, in earlier plays too"() {
        given:
        def book = Books.of(['a'], Books.play('x', Books.step('one', ['a'])),
                Books.play('y', Books.step('two', ['a']), Books.step('three', ['a'], title: 'The third'), Books.step('four', ['a'])))

        expect:
        compile(book, startAt('The third')).ids().toList() == ['step:three@a', 'step:four@a']
        compile(book, startAt('step four')).ids().toList() == ['step:four@a']

        when:
        compile(book, startAt('the thirt'))

        then:
        def wrong = thrown(PlaybookException)
        wrong.diagnostics()*.message() == ["no task is called 'the thirt', to start at"]
        wrong.diagnostics()*.hints() == [["did you mean 'The third'?"]]
    }

    def "a part of the tasks brings along the resources it needs, and theirs, and no others"() {
        given:
        def pools = ['p', 'q'].collectEntries { [it, new Pool(it, ['a'], "/srv/$it", true, SourceRange.NONE)] }
        def plain = Books.of(['a'], Books.play('x', Books.step('use', ['a'], tags: ['t'], reads: ['pool p']), Books.step('other', ['a'], reads: ['pool q'])))
        def book = new Playbook(plain.file(), plain.hosts(), [:], pools, [:], [:], [:], [:], plain.plays(), [:], [:])
        def types = StepTask.all() + new Pools()

        expect:
        new Compiler(types).compile(book, selection, new Diagnostics()).ids().toList() == ids

        where:
        selection                                              || ids
        Selection.ALL                                          || ['pool:p@a', 'pool:q@a', 'step:use@a', 'step:other@a']
        new Selection([] as Set, ['t'] as Set, [] as Set, '')  || ['pool:p@a', 'step:use@a']
    }

    def "what a file declares that is only used is left as it is"() {
        given:
        def pools = [mine: 'play.groovy', theirs: 'site.groovy'].collectEntries { name, file ->
            [name, new Pool(name, ['a'], "/srv/$name", true, new SourceRange(file, 1, 1, 2))]
        }
        def plain = Books.of(['a'], Books.play('x', Books.step('use', ['a'], reads: ['pool theirs'])))
        def book = new Playbook(plain.file(), plain.hosts(), [:], pools, [:], [:], [:], [:], plain.plays(), [:], [:], ['site.groovy'] as Set)

        expect:
        new Compiler(StepTask.all() + new Pools()).compile(book, Selection.ALL, new Diagnostics()).ids().toList() == ['pool:mine@a', 'step:use@a']
    }

    def "tasks that wait for each other's results are an error that says so"() {
        given:
        def (one, two) = [Books.number(), Books.number()]
        def book = Books.of(['a'], Books.play('x', Books.step('one', ['a'], number: one, when: [Code.reading([two], 'two.ok', { true })]),
                Books.step('two', ['a'], number: two, when: [Code.reading([one], 'one.ok', { true })])))

        when:
        compile(book)

        then:
        def wrong = thrown(PlaybookException)
        wrong.diagnostics()[0].message().startsWith('these wait for each other')
    }

    def "#hosts hosts with #tasks tasks each are compiled in linear time"() {
        given:
        def names = (1..hosts).collect { "h$it".toString() }
        def book = Books.of(names, Books.playWithAlways('x', (1..tasks).collect { Books.task('seq', "t$it", names, writes: ['all']) }, [Books.task('seq', 'tidy', names)]))
        3.times { compile(book) }

        when:
        def began = System.nanoTime()
        def graph = compile(book)
        def took = (System.nanoTime() - began).intdiv(1_000_000)
        println "compiled $hosts x $tasks in $took ms"

        then:
        graph.ids().size() == hosts * (tasks + 1)
        graph.edges().size() == hosts * tasks
        took < 2000

        where:
        hosts | tasks
        500   | 4
        1     | 1000
    }

    private static List<String> edges(graph) {
        graph.edges().collect { "${it.from()} ${it.kind()} ${it.to()}".toString() }
    }

    private static Selection startAt(String title) {
        new Selection([] as Set, [] as Set, [] as Set, title)
    }

    private static compile(book, selection = Selection.ALL) {
        new Compiler(StepTask.all()).compile(book, selection, new Diagnostics())
    }

    /** Pools, as far as a graph asks. */
    private static class Pools implements TaskType<Pool> {
        @Override
        String word() { 'pool' }

        @Override
        Class<Pool> parameters() { Pool }

        @Override
        String name(Pool pool) { pool.name() }

        @Override
        Footprint footprint(Pool pool, Scope scope) { new Footprint([] as Set, [new Key('pool', pool.name(), scope.host().name())] as Set) }

        @Override
        List<Command> observe(Pool pool, Scope scope) { [] }

        @Override
        Change change(Pool pool, Scope scope, List<Answer> seen) { Change.none('') }
    }
}
