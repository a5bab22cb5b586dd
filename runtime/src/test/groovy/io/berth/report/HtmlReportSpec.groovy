package io.berth.report

import io.berth.model.Diff
import io.berth.event.Event
import io.berth.event.Failure
import io.berth.event.Outcome
import io.berth.journal.EventWriter
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import javax.xml.parsers.DocumentBuilderFactory
import org.w3c.dom.Document
import org.w3c.dom.Element
import org.w3c.dom.NodeList
import org.xml.sax.InputSource
import spock.lang.Specification
import spock.lang.TempDir

class HtmlReportSpec extends Specification {

    static final String EVIL = '<script>alert("1")</script>\'"><img src=x onerror=alert(2)>&amp;</pre></details>\u0000\u001b[31m\u202e]]>--> ${7*7} <#if'

    @TempDir Path dir

    def 'a report of a run has each part, is well-formed and links only within itself'() {
        when:
        Document page = parse(render(new SampleRun().all()))

        then:
        all(page, 'h2')*.textContent == ['Failures', 'Plan', 'Timeline', 'Graph', 'Tasks']
        all(page, 'h1')*.textContent == ['redeploy-slots.groovy']
        texts(page, 'p').any { it == 'exit 1: a task failed' }

        and: 'failures come before everything else and tell the whole block'
        Element fault = all(page, 'article')[1]
        fault.textContent.contains('redeploy w04 on kvm2')
        fault.textContent.contains("rsync -aHAXS --numeric-ids --delete 'root@10.77.0.11:/srv/berth/golden/debian 12/' /run/berth/mnt/w04/")
        fault.textContent.contains('ended with status 11')
        fault.textContent.contains('redeploy-slots.groovy:6:9')
        fault.textContent.contains('berth resume last')

        and: 'a bar, a box and an entry for each task'
        all(page, 'a').findAll { it.getAttribute('class').startsWith('bar ') }.size() == 18
        all(page, 'a').findAll { it.getAttribute('class').startsWith('node ') }.size() == 18
        all(page, 'details').findAll { it.getAttribute('class').startsWith('task ') }.size() == 18
        all(page, 'g').size() == 18
        texts(page, 'title').any { it.endsWith('both use pool primary on kvm1') }

        and: 'every link has its target, and nothing is fetched'
        Set<String> ids = all(page, '*')*.getAttribute('id') as Set
        all(page, 'a').every { it.getAttribute('href').startsWith('#') && it.getAttribute('href').substring(1) in ids }
        all(page, '*').every { !it.hasAttribute('src') }
        all(page, 'link').empty
        !all(page, 'style')[0].textContent.contains('url(')
    }

    def 'only the page\'s own script may run'() {
        when:
        Document page = parse(render(new SampleRun().all()))
        String policy = all(page, 'meta').find { it.getAttribute('http-equiv') == 'Content-Security-Policy' }.getAttribute('content')
        String script = render(new SampleRun().all()).with { it.substring(it.indexOf('<script>') + 8, it.lastIndexOf('</script>')) }

        then:
        all(page, 'script').size() == 1
        policy.contains("default-src 'none'")
        policy.contains("script-src 'sha256-${MessageDigest.getInstance('SHA-256').digest(script.bytes).encodeBase64()}'")
        all(page, '*').every { Element e -> !(0..<e.attributes.length).any { e.attributes.item(it).nodeName.startsWith('on') } }
    }

    def 'whatever hosts and playbooks say stays text'() {
        when:
        String html = render(evil())
        Document page = parse(html)

        then: 'no element came from it'
        all(page, 'script').size() == 1
        all(page, 'img').empty
        !html.contains('<script>alert')
        !html.contains('\u0000')
        !html.contains('\u001b')
        !html.contains('\u202e')

        and: 'and it is shown as it was said'
        texts(page, 'span').contains(Text.printable(EVIL))
        texts(page, 'h3').any { it.contains('<script>alert("1")</script>') }
        all(page, 'details').any { it.getAttribute('data-host').contains('<img src=x onerror=alert(2)>') }
        texts(page, 'p').any { it.contains('${7*7}') }
    }

    def 'a run that died after #count events has a report'() {
        given:
        List<Event> events = new SampleRun().all()
        assert events.size() > 200

        when:
        Document page = parse(render(events.take(count)))

        then:
        texts(page, 'p').contains('no end in the journal: the controller died, or the run still goes on')
        texts(page, 'h2') == sections

        where:
        count || sections
        0     || []
        1     || []
        2     || ['Graph', 'Tasks']
        6     || ['Failures', 'Graph', 'Tasks']
        7     || ['Failures', 'Plan', 'Graph', 'Tasks']
        8     || ['Failures', 'Plan', 'Timeline', 'Graph', 'Tasks']
        200   || ['Failures', 'Plan', 'Timeline', 'Graph', 'Tasks']
    }

    def 'what was running when the run died is said to be cut off, what never ran not to have started'() {
        when:
        Document page = parse(render(new SampleRun().died()))
        Closure<List<String>> outcomes = { String word ->
            all(page, 'details').findAll { it.getAttribute('data-outcome') == word }*.getAttribute('id')
        }

        then:
        outcomes('cut off').size() == 6
        outcomes('changed').size() == 7

        expect:
        all(parse(render(new SampleRun().all().take(2))), 'details').findAll { it.getAttribute('data-outcome') == 'not started' }.size() == 18
    }

    def 'a journal is rendered from its file, with what was wrong with it'() {
        given:
        Path journal = dir.resolve('journal.jsonl')
        Files.writeString(journal, new SampleRun().died().collect { EventWriter.line(it) + '\n' }.join('') + '{"type":"taskEn')

        when:
        HtmlReport.render(journal, dir.resolve('report.html'), ZoneOffset.UTC)

        then:
        texts(parse(Files.readString(dir.resolve('report.html'))), 'p').contains("the journal's last line is cut off")
        Files.list(dir).toList()*.fileName*.toString().sort() == ['journal.jsonl', 'report.html']
    }

    def 'of much output the beginning and the end are kept, and the page says what is missing'() {
        given:
        List<Event> events = new SampleRun(1, 1).all()
        String task = 'redeploy:w01@kvm1'
        List<Event> flood = (1..100_000).collect { new Event.TaskOutput(events.last().at(), task, "line number $it".toString(), false) }
        flood << new Event.TaskOutput(events.last().at(), task, 'y' * 10_000, true)

        when:
        String html = render(events.dropRight(1) + flood + events.takeRight(1))
        Document page = parse(html)

        then:
        html.length() < 200_000
        html.contains('line number 1\n')
        html.contains('line number 100000\n')
        html.contains('y' * 4096 + ' … 5904 characters left out')

        and: 'as many as are not there'
        String missing = texts(page, 'span').find { it.endsWith(' lines left out; the journal has them') }
        int shown = (html =~ /line number \d+\n/).size()
        missing.tokenize(' ')[0] as int == 100_000 - shown
    }

    def 'a graph of #hosts hosts is #how'() {
        when:
        Document page = parse(render(new SampleRun(hosts, slots).all()))

        then:
        all(page, 'svg').empty == !drawn
        all(page, 'tr').findAll { it.textContent.contains('both use pool primary') }.size() == hosts * slots

        where:
        hosts | slots || drawn | how
        1     | 1     || true  | 'drawn'
        25    | 2     || true  | 'drawn'
        26    | 2     || false | 'a list'
        83    | 2     || false | 'a list'
    }

    private static List<Event> evil() {
        Instant at = SampleRun.T0
        Failure failure = new Failure(EVIL, EVIL, EVIL, [EVIL, EVIL], 1, [EVIL], EVIL, EVIL)
        [new Event.RunStarted(at, EVIL, Event.Request.of('/srv/' + EVIL, [EVIL], [(EVIL): EVIL], EVIL, 1), EVIL, EVIL, 1, EVIL, EVIL),
         new Event.GraphMade(at, [new Event.Node('a', EVIL, EVIL, EVIL, EVIL, EVIL, EVIL), new Event.Node('b', EVIL, EVIL, EVIL, EVIL, EVIL, EVIL)],
                 [new Event.Edge('a', 'b', EVIL)]),
         new Event.HostLost(at, EVIL, EVIL),
         new Event.PlanMade(at, [new Event.Planned('a', EVIL, 'update', EVIL, [new Diff(EVIL, EVIL, EVIL + '\n' + EVIL)])]),
         new Event.TaskStarted(at, 'a', EVIL, 1),
         new Event.TaskPhase(at, 'a', EVIL),
         new Event.TaskOutput(at, 'a', EVIL, false),
         new Event.TaskOutput(at, 'a', EVIL, true),
         new Event.TaskEnded(at.plusSeconds(1), 'a', EVIL, Outcome.FAILED, EVIL, Duration.ofSeconds(1), [failure]),
         new Event.Notice(at, EVIL)]
    }

    private static String render(List<Event> events) {
        HtmlReport report = new HtmlReport(ZoneOffset.UTC)
        events.each { report.accept(it) }
        StringWriter out = new StringWriter()
        report.write(out)
        out.toString()
    }

    private static Document parse(String html) {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)))
    }

    private static List<Element> all(Document page, String tag) {
        NodeList found = page.getElementsByTagName(tag)
        (0..<found.length).collect { found.item(it) as Element }
    }

    private static List<String> texts(Document page, String tag) {
        all(page, tag)*.textContent
    }
}
