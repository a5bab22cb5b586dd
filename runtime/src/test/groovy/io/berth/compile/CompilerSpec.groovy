package io.berth.compile

import io.berth.api.Footprint
import io.berth.api.Key
import io.berth.diag.Diagnostics
import io.berth.diag.PlaybookException
import io.berth.diag.SourceRange
import io.berth.fixture.Books
import io.berth.fixture.Step
import io.berth.fixture.StepTask
import io.berth.graph.Edge
import io.berth.graph.GraphText
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

    private static compile(book, selection = Selection.ALL) {
        new Compiler([new StepTask()]).compile(book, selection, new Diagnostics())
    }
}
