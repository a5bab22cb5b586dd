package io.berth.cli

import io.berth.event.Event
import io.berth.event.Outcome
import io.berth.journal.Journal
import io.berth.journal.RunStore
import io.berth.model.Playbook
import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import io.berth.diag.Diagnostics
import io.berth.diag.SourceRange
import io.berth.model.InventorySource
import io.berth.script.Given
import io.berth.script.PlaybookLoader
import spock.lang.Specification
import spock.lang.TempDir

/** What --limit means beyond patterns. */
class LimitSpec extends Specification {

    static final NOW = Instant.parse('2026-11-21T10:15:03Z')

    @TempDir Path dir
    int second

    def "#limit means #names"() {
        given:
        def store = store()
        def first = run(store, [a: Outcome.FAILED, b: Outcome.CHANGED])
        run(store, [a: Outcome.CHANGED, b: Outcome.FAILED, c: Outcome.UNREACHABLE, d: Outcome.REFUSED, e: Outcome.SKIPPED, gone: Outcome.FAILED])
        Files.writeString(dir.resolve('hosts.txt'), '# who\na   # the first\n\n[ab]*,!b\n'.replace('[ab]*', 'b'))
        def said = limit.replace('FIRST', first).replace('DIR', dir.toString())

        when:
        def fixed = Limit.fixed(said, store)
        run(store, [e: Outcome.FAILED])

        then: 'also after another run, as a resume does it'
        Limit.hosts(fixed, hosts('a'..'e'), store).join(' ') == names

        where:
        limit                       || names
        'a,b'                       || 'a b'
        '@failed'                   || 'b c d'
        '@unreachable'              || 'c'
        'a,@failed:FIRST,e'         || 'a e'
        'all:!@failed'              || 'a e'
        '@failed,!@unreachable'     || 'b d'
        'a,c:&@failed'              || 'c'
        '@DIR/hosts.txt'            || 'a'
        'all,!@DIR/hosts.txt'       || 'b c d e'
    }

    def "#limit is wrong usage: #message"() {
        given:
        def store = store()
        def id = run(store, [a: Outcome.CHANGED])
        Files.writeString(dir.resolve('empty.txt'), '# nobody\n')

        when:
        Limit.hosts(Limit.fixed(limit.replace('DIR', dir.toString()), store), hosts(['a']), store)

        then:
        def e = thrown(Usage)
        e.message == message.replace('RUN', id).replace('DIR', dir.toString())

        where:
        limit            || message
        '@failed'        || '--limit: in run RUN no host failed'
        '@unreachable'   || '--limit: in run RUN all hosts were reached'
        '@failed:zzz'    || "--limit @failed:zzz: no run 'zzz'; the last are RUN"
        '@DIR/nothing'   || "--limit: the file 'DIR/nothing' is not there or cannot be read"
        '@DIR/empty.txt' || "--limit: no host stands in the file 'DIR/empty.txt'"
    }

    def "without any run there is none that failed"() {
        when:
        Limit.fixed('@failed', store())

        then:
        def e = thrown(Usage)
        e.message.startsWith('--limit @failed: there is no run in ')
    }

    private RunStore store() {
        new RunStore(dir.resolve('runs'), Clock.fixed(NOW, ZoneOffset.UTC), new Random(1))
    }

    private String run(RunStore store, Map<String, Outcome> ends) {
        def later = new RunStore(dir.resolve('runs'), Clock.fixed(NOW.plusSeconds(second++), ZoneOffset.UTC), new Random(1))
        def directory = later.create()
        try (def journal = new Journal(directory.journal(), { })) {
            journal.accept(new Event.RunStarted(NOW, directory.id(), Event.Request.of('/p.groovy', [], [:], '', 1), 'me', 'here', 1L, '0', ''))
            ends.each { host, outcome -> journal.accept(new Event.TaskEnded(NOW, "exec:true@$host", host, outcome, '', Duration.ZERO, [])) }
        }
        directory.id()
    }

    private static Playbook hosts(Collection<String> names) {
        def listed = names.collect { new InventorySource.ListedHost(it, InventorySource.Said.NOTHING, SourceRange.NONE) }
        new PlaybookLoader([]).load([new InventorySource.Listed(listed, [])], Given.NOTHING, new Diagnostics())
    }
}
