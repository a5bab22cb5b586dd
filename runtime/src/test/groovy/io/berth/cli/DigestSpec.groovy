package io.berth.cli

import io.berth.fixture.Books
import io.berth.fixture.Code
import io.berth.model.Become
import io.berth.model.TaskSpec
import io.berth.diag.SourceRange
import spock.lang.Specification

class DigestSpec extends Specification {

    static final DIGEST = new Digest('key'.bytes)

    def "a task keeps its digest when only its place, number, hosts, tags or patience change: #change"() {
        expect:
        DIGEST.of(changed) == DIGEST.of(task([:]))

        where:
        change     | changed
        'place'    | new TaskSpec(99, 'step', task([:]).parameters(), Optional.empty(), ['z'], task([:]).options(), new TaskSpec.Place(3, TaskSpec.Role.RESCUE), new SourceRange('f', 3, 1, 2))
        'tags'     | task(tags: ['x', 'y'])
        'patience' | task(retries: 3, title: 'Now')
    }

    def "it changes with what is done: #change"() {
        expect:
        DIGEST.of(task(change)) != DIGEST.of(task([:]))

        where:
        change << [[reads: ['a b']], [become: Become.root(Become.Method.SUDO)], [directory: '/x'], [environment: [A: 'b']],
                   [when: [Code.reading([1], 'x.ok', { true })]], [late: Code.reading([1], 'x.out', { true })], [delegate: 'b'], [vars: [x: 1]]]
    }

    def "code counts by its text, sets in any order, and texts do not run into each other"() {
        expect:
        DIGEST.of(task(when: [Code.reading([1], 'x', { true })])) == DIGEST.of(task(when: [Code.reading([2], 'x', { false })]))
        DIGEST.of(task(when: [Code.reading([1], 'x', { true })])) != DIGEST.of(task(when: [Code.reading([1], 'y', { true })]))
        DIGEST.of(task(reads: ['a', 'b'])) != DIGEST.of(task(reads: ['a,b']))
        DIGEST.of(task(environment: [A: '1', B: '2'])) == DIGEST.of(task(environment: [B: '2', A: '1']))
        new Digest('other'.bytes).of(task([:])) != DIGEST.of(task([:]))
    }

    private static TaskSpec task(Map options) { Books.task(options, 'step', 's', ['a']) }
}
