package io.berth.report

import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.event.Event
import io.berth.event.Failure
import io.berth.event.Outcome
import java.time.Clock
import java.time.Duration
import java.time.ZoneOffset
import spock.lang.Specification

class OutputViewSpec extends Specification {

    static final Console PLAIN = PlainViewSpec.PLAIN

    /** What is said on standard output and standard error. Each host says its lines, those that begin with ! on standard error. */
    private static List<String> told(OutputView.Mode mode, Map<String, List<String>> said, Map<String, Integer> statuses = [:]) {
        def out = new ByteArrayOutputStream()
        def err = new ByteArrayOutputStream()
        def view = new OutputView(new PrintStream(out, true, 'UTF-8'), PLAIN, new PrintStream(err, true, 'UTF-8'), PLAIN,
                Clock.fixed(SampleRun.T0, ZoneOffset.UTC), mode)
        events(said, statuses).each { view.accept(it) }
        [out.toString('UTF-8'), err.toString('UTF-8')]
    }

    private static List<Event> events(Map<String, List<String>> said, Map<String, Integer> statuses) {
        List<Event> events = [new Event.GraphMade(SampleRun.T0, said.keySet().collect {
            new Event.Node("exec:uptime@$it", 'exec', 'uptime', it, 'exec', '', 'd') }, [])]
        said.each { host, lines ->
            events << new Event.TaskStarted(SampleRun.T0, "exec:uptime@$host", host, 1)
            lines.each { events << new Event.TaskOutput(SampleRun.T0, "exec:uptime@$host", it - '!', it.startsWith('!')) }
            int status = statuses.getOrDefault(host, 0)
            events << new Event.TaskEnded(SampleRun.T0, "exec:uptime@$host", host, status ? Outcome.FAILED : Outcome.CHANGED, 'run uptime', Duration.ofMillis(5),
                    status ? [new Failure('exec uptime', host, 'failed', ['uptime'], status, [], '', '')] : [])
        }
        events + [new Event.RunEnded(SampleRun.T0, 0, [:], Duration.ZERO)]
    }

    def "hosts that said the same are told together"() {
        expect:
        told(OutputView.Mode.FOLDED, (1..16).collectEntries { ["kvm$it".toString(), it == 7 ? ['other'] : ['6.1']] }) ==
                ['kvm[1-6,8-16]: 6.1\nkvm7: other\n', '']
    }

    def "several lines stand below their hosts, standard error goes its own way, and how it ended badly is told"() {
        expect:
        told(OutputView.Mode.FOLDED, [a1: ['x', 'y', '!no'], a2: ['x', 'y', '!no'], b: []], [a1: 3, a2: 3]) ==
                ['a[1,2]:\n  x\n  y\n', 'a[1,2]: no\na[1,2]: status 3\n2 of 3 hosts failed: a[1,2]\n']
    }

    def "live, each line stands behind its host as it comes"() {
        expect:
        told(OutputView.Mode.LIVE, [a: ['x'], b: ['y', '!z']], [b: 2]) ==
                ['a: x\nb: y\n', 'b: z\nb: status 2\n1 of 2 hosts failed: b\n']
    }

    def "of one host it is told as it is"() {
        expect:
        told(OutputView.Mode.BARE, [a: ['x', '!y']], [a: 2]) == ['x\n', 'y\nstatus 2\n']
    }

    def "what a host says cannot drive the terminal"() {
        expect:
        told(OutputView.Mode.FOLDED, [a: ['\u001b[2Jx']])[0] == 'a: \\x1b[2Jx\n'
    }

    def "as JSON, a line a host"() {
        given:
        def bytes = new ByteArrayOutputStream()
        def view = new JsonHostsView(new PrintStream(bytes, true, 'UTF-8'))

        when:
        events([a: ['x', 'y', '!z'], b: []], [b: 4]).each { view.accept(it) }
        def lines = bytes.toString('UTF-8').readLines().collect { new ObjectMapper().readValue(it, Map) }

        then:
        lines == [[host: 'a', outcome: 'changed', status: 0, out: 'x\ny\n', err: 'z\n', summary: 'run uptime', seconds: 0.005d],
                  [host: 'b', outcome: 'failed', status: 4, out: '', err: '', summary: 'run uptime', seconds: 0.005d]]
    }
}
