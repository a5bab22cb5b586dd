package io.berth.journal

import io.berth.event.Event
import io.berth.event.Outcome
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import java.util.function.LongFunction
import java.util.random.RandomGenerator
import spock.lang.Specification
import spock.lang.TempDir

class RunStoreSpec extends Specification {

    @TempDir Path dir
    Map<Long, Instant> alive = [:]

    def 'an id is the time and a few letters, and is drawn again when it is taken'() {
        when: 'two controllers draw the same letters in the same second'
        RunDirectory first = store(0, new Random(7)).create()
        RunDirectory second = store(0, new Random(7)).create()

        then:
        first.id() ==~ /20261121-101503-[23456789bcdfghjkmnpqrstvwxz]{4}/
        second.id() != first.id()
        PosixFilePermissions.toString(Files.getPosixFilePermissions(first.path())) == 'rwx------'
    }

    def 'the root follows XDG_STATE_HOME when that is absolute: #xdg'() {
        expect:
        RunStore.defaultRoot(xdg == null ? [:] : [XDG_STATE_HOME: xdg], Path.of('/home/u')) == Path.of(root)

        where:
        xdg        || root
        null       || '/home/u/.local/state/berth/runs'
        ''         || '/home/u/.local/state/berth/runs'
        'relative' || '/home/u/.local/state/berth/runs'
        '/state'   || '/state/berth/runs'
    }

    def 'runs are listed newest first, with how each of them stands'() {
        given:
        record('20261121-101503-aaaa', [Samples.started(pid: 1L), Samples.runEnded(1, 48)])
        record('20261121-101503-bbbb', [Samples.started(pid: 2L), Samples.taskStarted('a:a@h', 7)])
        record('20261122-000000-cccc', [Samples.started(pid: 3L), Samples.taskStarted('a:a@h', 7)])
        record('20261123-000000-dddd', [Samples.started(pid: 3L, controller: 'other'), Samples.taskStarted('a:a@h', 7)])
        record('20261124-000000-eeee', [Samples.started(pid: 4L), Samples.taskStarted('a:a@h', 7)])
        record('20261125-000000-ffff', [])
        Files.createFile(dir.resolve('stray'))

        and: 'pid 3 is the controller, pid 4 was given to another process an hour after it died'
        alive = [(3L): Samples.T0.minusSeconds(1), (4L): Samples.T0.plusSeconds(3600)]

        when:
        List<Run> runs = store(60).list()

        then:
        runs.collect { [it.id()[-4..-1], it.state()] } == [
                ['eeee', new Run.Died(Duration.ofSeconds(7))],
                ['dddd', new Run.Elsewhere(Duration.ofSeconds(7))],
                ['cccc', new Run.Running(Duration.ofSeconds(60))],
                ['bbbb', new Run.Died(Duration.ofSeconds(7))],
                ['aaaa', new Run.Ended(1, [(Outcome.CHANGED): 2, (Outcome.FAILED): 1], Duration.ofSeconds(48))]]
        runs[0].start().request().playbook() == '/srv/redeploy-slots.groovy'
    }

    def 'a run whose journal ends in much output and a torn line is still found dead at its last sign of life'() {
        given:
        Path journal = record('20261121-101503-aaaa', [Samples.started()] +
                (1..2000).collect { new Event.TaskOutput(Samples.T0.plusSeconds(it), 'a:a@h', 'x' * 100, false) })
        Files.writeString(journal, Files.readString(journal) + '{"type":"taskOut')

        expect:
        store(5000).list()*.state() == [new Run.Died(Duration.ofSeconds(2000))]
    }

    def 'a run is found by its id, by the beginning of just one, and as the last'() {
        given:
        record('20261121-101503-aaaa', [Samples.started()])
        record('20261121-101504-bbbb', [Samples.started()])

        expect:
        store(0).find(name).id() == id

        where:
        name                   || id
        'last'                 || '20261121-101504-bbbb'
        '20261121-101503-aaaa' || '20261121-101503-aaaa'
        '20261121-101503'      || '20261121-101503-aaaa'
    }

    def 'a run that is not there is refused with those that are: #name'() {
        given:
        record('20261121-101503-aaaa', [Samples.started()])
        record('20261121-101504-bbbb', [Samples.started()])
        record('20261122-000000-cccc', [])

        when:
        store(0).find(name)

        then:
        NoSuchRun e = thrown()
        e.message == message

        where:
        name       || message
        'k7f2'     || "no run 'k7f2'; the last are 20261122-000000-cccc, 20261121-101504-bbbb, 20261121-101503-aaaa"
        ''         || "no run ''; the last are 20261122-000000-cccc, 20261121-101504-bbbb, 20261121-101503-aaaa"
        '20261121' || "'20261121' begins the name of 2 runs; the last are 20261121-101504-bbbb, 20261121-101503-aaaa"
        '20261122' || 'run 20261122-000000-cccc died before it had begun: its journal is empty or damaged'
    }

    def 'without any run, that is what is said'() {
        when:
        store(0).find('last')

        then:
        NoSuchRun e = thrown()
        e.message == "there is no run in $dir yet".toString()
    }

    def 'the record of a resume reaches back to the run it went on from'() {
        given:
        record('20261121-101503-aaaa', [Samples.started(), Samples.graph('a:a@h': 'd'), Samples.taskEnded('a:a@h', Outcome.CHANGED)])
        record('20261121-101504-bbbb', [Samples.started(run: '20261121-101504-bbbb', resumes: '20261121-101503-aaaa')])
        RunStore store = store(0)

        expect:
        store.record(store.find('last')).tasks()['a:a@h'].doneAs('d')
    }

    def 'the machine itself knows which process lives, and since when'() {
        given:
        Machine here = Machine.here()
        Process process = new ProcessBuilder('sleep', '600').start()

        expect:
        here.startOf().apply(process.pid()).get() == process.info().startInstant().get()

        when:
        process.destroyForcibly().waitFor()

        then:
        here.startOf().apply(process.pid()).empty
    }

    private RunStore store(int secondsLater, RandomGenerator random = new Random(1)) {
        new RunStore(dir, Clock.fixed(Samples.T0.plusSeconds(secondsLater), ZoneOffset.UTC), random,
                new Machine('ctl', { long pid -> Optional.ofNullable(alive[pid]) } as LongFunction<Optional<Instant>>))
    }

    private Path record(String id, List<Event> events) {
        Path journal = Files.createDirectory(dir.resolve(id)).resolve('journal.jsonl')
        Files.writeString(journal, events.collect { EventWriter.line(it) + '\n' }.join(''))
    }
}
