package io.berth.journal

import io.berth.event.Event
import io.berth.event.Outcome
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class JournalSpec extends Specification {

    @TempDir Path dir
    Path file
    List<Event.Notice> troubles = []

    def setup() {
        file = dir.resolve('journal.jsonl')
    }

    def 'an event of every kind comes back as it was'() {
        given:
        List<Event> events = Samples.ofEachKind()
        Journal journal = new Journal(file, troubles.&add)

        when:
        events.each { journal.accept(it) }
        journal.close()

        then: 'no kind was forgotten here'
        events*.class as Set == Event.permittedSubclasses as Set

        and:
        read() == events
        troubles.empty
        Files.readAllLines(file).size() == events.size()
        Files.readAllLines(file)[0].startsWith('{"type":"runStarted","at":"2026-11-21T10:15:03.250Z","run":"20261121-101503-k7f2"')
    }

    def 'each event is in the file before the next one comes'() {
        given:
        Journal journal = new Journal(file, troubles.&add)

        when:
        journal.accept(Samples.started())

        then:
        read() == [Samples.started()]

        cleanup:
        journal.close()
    }

    def 'progress is kept once a second for each task, and the last of it at the end of the task'() {
        given:
        Journal journal = new Journal(file, troubles.&add)
        Closure<Event> progress = { String task, int millis -> new Event.TaskProgress(Samples.T0.plusMillis(millis), task, millis, 5000) }

        when:
        (0..22).each {
            journal.accept(progress('copy:a@h', it * 100))
            if (it == 5) {
                journal.accept(progress('copy:b@h', 500))
            }
        }
        journal.accept(Samples.taskEnded('copy:a@h', Outcome.CHANGED, 3))
        journal.close()

        then:
        read().findAll { it instanceof Event.TaskProgress }.collect { [it.task(), it.bytes()] } ==
                [['copy:a@h', 0], ['copy:b@h', 500], ['copy:a@h', 1000], ['copy:a@h', 2000], ['copy:a@h', 2200]]
    }

    def 'a task that is cancelled by interrupting its thread does not close the journal'() {
        given:
        Journal journal = new Journal(file, troubles.&add)

        when:
        Thread.currentThread().interrupt()
        journal.accept(Samples.started())
        boolean stillInterrupted = Thread.interrupted()
        journal.accept(Samples.runEnded(130, 1))
        journal.close()

        then:
        stillInterrupted
        read().size() == 2
        troubles.empty
    }

    def 'a full disk is told once and fails nothing'() {
        given: 'the device that is always full'
        Journal journal = new Journal(Path.of('/dev/full'), troubles.&add)

        when:
        3.times { journal.accept(Samples.started()) }
        journal.close()

        then:
        troubles.size() == 1
        troubles[0].text().contains('/dev/full cannot be written (No space left on device)')
    }

    def 'a variable without JSON form is told once and fails nothing'() {
        given:
        Journal journal = new Journal(file, troubles.&add)
        Map<String, Object> loop = [:]
        loop.self = loop

        when:
        journal.accept(new Event.RunStarted(Samples.T0, 'r', Event.Request.of('/p', [], loop, '', 1), 'u', 'c', 1, 'v', ''))
        journal.accept(Samples.runEnded(0, 1))
        journal.close()

        then:
        troubles.size() == 1
        read() == [Samples.runEnded(0, 1)]
    }

    def 'a last line torn by a kill is noted, whatever byte it ends at'() {
        given:
        byte[] whole = (EventWriter.line(Samples.started()) + '\n' + EventWriter.line(Samples.ofEachKind()[7]) + '\n').bytes
        int first = EventWriter.line(Samples.started()).bytes.length + 1

        expect:
        (first + 1..whole.length - 3).each { cut ->
            Files.write(file, Arrays.copyOf(whole, cut))
            List<Event> events = []
            JournalReader.Reading reading = JournalReader.read(file, events.&add)
            assert events == [Samples.started()]
            assert reading == new JournalReader.Reading(1, true, 0, 0)
        }
    }

    def 'what only a newer version knows is left out and counted'() {
        given:
        Files.writeString(file, [
                EventWriter.line(Samples.started()).replace('"pid"', '"colour":{"a":[1]},"pid"'),
                '{"type":"guestMoved","at":"2026-11-21T10:15:03Z","to":"kvm2"}',
                EventWriter.line(Samples.taskEnded('a:b@c', Outcome.CHANGED)).replace('CHANGED', 'IMPROVED'),
                'half a line that a full disk left',
                EventWriter.line(Samples.runEnded(0, 9))].join('\n') + '\n')
        List<Event> events = []

        when:
        JournalReader.Reading reading = JournalReader.read(file, events.&add)

        then:
        events == [Samples.started(), Samples.runEnded(0, 9)]
        reading == new JournalReader.Reading(2, false, 2, 1)
        reading.note() == '1 damaged lines were left out; 2 lines written by a newer version were left out'
    }

    def 'a component that an older version did not write is empty'() {
        given:
        Files.writeString(file, '{"type":"taskEnded","at":"2026-11-21T10:15:03Z","task":"a:b@c","outcome":"CHANGED","took":"PT1S"}\n')

        when:
        Event.TaskEnded ended = read()[0] as Event.TaskEnded

        then:
        ended.at() == Instant.parse('2026-11-21T10:15:03Z')
        ended.host() == ''
        ended.summary() == ''
        ended.failure() == []
    }

    private List<Event> read() {
        List<Event> events = []
        assert JournalReader.read(file, events.&add).note() == ''
        events
    }
}
