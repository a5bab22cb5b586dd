package io.berth.report

import io.berth.event.Event
import io.berth.journal.EventWriter
import spock.lang.Specification

class JsonViewSpec extends Specification {

    def 'each event is a line, as the journal writes it'() {
        given:
        List<Event> events = new SampleRun(1).all()

        expect:
        Golden.printed { PrintStream out ->
            JsonView view = new JsonView(out)
            events.each { view.accept(it) }
        }.readLines() == events.collect { EventWriter.line(it) }
    }
}
