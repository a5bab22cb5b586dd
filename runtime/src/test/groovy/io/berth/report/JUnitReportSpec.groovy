package io.berth.report

import io.berth.event.Event
import io.berth.journal.EventWriter
import java.nio.file.Files
import java.nio.file.Path
import javax.xml.parsers.DocumentBuilderFactory
import org.w3c.dom.Element
import spock.lang.Specification
import spock.lang.TempDir

class JUnitReportSpec extends Specification {

    @TempDir Path dir

    private Element rendered(List<Event> events) {
        Path journal = dir.resolve('journal.jsonl')
        Files.write(journal, events.collect { EventWriter.line(it).toString() })
        Path file = dir.resolve('run.xml')
        JUnitReport.render(journal, file)
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).documentElement
    }

    private static List<Element> all(Element root, String name) {
        def found = root.getElementsByTagName(name)
        (0..<found.length).collect { found.item(it) as Element }
    }

    def "a suite a host, a case a task, and what went wrong in it"() {
        when:
        Element root = rendered(new SampleRun(2, 2).all())

        then:
        all(root, 'testsuite')*.getAttribute('name') == ['kvm1', 'kvm2']
        all(root, 'testcase').size() == root.getAttribute('tests') as int
        all(root, 'failure').size() == root.getAttribute('failures') as int
        all(root, 'error').size() == root.getAttribute('errors') as int
        all(root, 'skipped').size() == root.getAttribute('skipped') as int
        all(root, 'failure')[0].textContent.startsWith('error: ')
        all(root, 'testcase').every { it.getAttribute('time') ==~ /\d+\.\d{3}/ }
    }

    def "a run that died has cases for what was cut off and what never began"() {
        when:
        List<Event> whole = new SampleRun(2, 2).all()
        int begun = whole.findIndexOf { it instanceof Event.TaskStarted }
        Element root = rendered(whole.subList(0, begun + 1))

        then:
        all(root, 'error').size() == 1
        all(root, 'skipped').size() == (root.getAttribute('tests') as int) - 1
    }

    def "what XML cannot hold is left out"() {
        when:
        List<Event> events = new SampleRun(1, 1).all().collect { it instanceof Event.TaskOutput ?
                new Event.TaskOutput(it.at(), it.task(), 'a\u0000b\u001b[31m]]>\ufffe <x>&', false) : it }
        Element root = rendered(events)

        then:
        all(root, 'system-out')*.textContent.any { it.contains(']]>') && it.contains('<x>&') }
    }
}
