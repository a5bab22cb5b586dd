package io.berth.report

import io.berth.event.Event
import io.berth.event.Failure
import io.berth.event.Outcome
import io.berth.model.Diff
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

/** Five hundred hosts on a screen that can still be read. */
class ManyHostsSpec extends Specification {

    static final Instant T0 = SampleRun.T0
    static final List<String> HOSTS = (1..500).collect { "kvm$it".toString() }

    static Event.GraphMade graph(List<String> tasks) {
        new Event.GraphMade(T0, tasks.collectMany { task -> HOSTS.collect { host ->
            new Event.Node("exec:$task@$host".toString(), 'exec', task, host, 'p', 'p.groovy:1:1', 'd')
        } }, [])
    }

    static Event.TaskEnded ended(String task, String host, Outcome outcome, int millis, List<Failure> failure = []) {
        new Event.TaskEnded(T0.plusMillis(millis), "exec:$task@$host", host, outcome, outcome == Outcome.FAILED ? 'no such file' : 'run it',
                Duration.ofMillis(100), failure)
    }

    static List<String> told(List<Event> events, boolean verbose = false) {
        Golden.printed { PrintStream out ->
            PlainView view = new PlainView(out, PlainViewSpec.PLAIN, verbose, false)
            events.each { view.accept(it) }
        }.readLines()
    }

    static Failure failure(String host) {
        new Failure('exec b', host, 'no such file', ['ls', '/x'], 2, ['ls: /x'], 'p.groovy:1:1', '')
    }

    static Event.RunEnded end(int exit, Map<Outcome, Integer> counts) {
        new Event.RunEnded(T0.plusSeconds(5), exit, counts, Duration.ofSeconds(5))
    }

    def "a task that ended alike on all hosts is one line, and so is the recap"() {
        expect:
        told([graph(['a'])] + HOSTS.collect { ended('a', it, Outcome.CHANGED, 10) } + [end(0, [(Outcome.CHANGED): 500])]) == '''\
            500 tasks on 500 hosts
            changed      kvm[1-500]  exec a  run it  0.1 s

            host        changed
            kvm[1-500]        1
            500 tasks in 5.0 s: 500 changed
            exit 0: all is as the playbook says'''.stripIndent().readLines()
    }

    def "hosts on which it failed in the same way share a block; the others their line"() {
        when:
        List<String> lines = told([graph(['b'])] + HOSTS.collect { host ->
            host in ['kvm7', 'kvm8', 'kvm90'] ? ended('b', host, Outcome.FAILED, 10, [failure(host)]) : ended('b', host, Outcome.CHANGED, 20)
        } + [end(1, [(Outcome.CHANGED): 497, (Outcome.FAILED): 3])])

        then:
        lines.size() == 15
        lines.contains('failed       kvm[7,8,90]  exec b  no such file  0.1 s')
        lines.contains('error: exec b on kvm[7,8,90]')
        lines.contains('changed      kvm[1-6,9-89,91-500]  exec b  run it  0.1 s')
        lines.contains('kvm[7,8,90]                 0       1')
    }

    def "what was skipped for the same task of its own host is told together"() {
        expect:
        told([graph(['b'])] + HOSTS.collect { host ->
            new Event.TaskEnded(T0, "exec:b@$host", host, Outcome.SKIPPED, 'needs exec a, which failed', Duration.ZERO, [])
        })[1].trim().replaceAll(/ +/, ' ') == 'skipped kvm[1-500] exec b needs exec a, which failed'
    }

    def "what has ended does not wait longer than two seconds for the rest"() {
        expect:
        told([graph(['a']), ended('a', 'kvm3', Outcome.CHANGED, 0), ended('a', 'kvm4', Outcome.CHANGED, 100),
              new Event.TaskPhase(T0.plusMillis(2500), 'exec:a@kvm9', 'x')]) ==
                ['500 tasks on 500 hosts', 'changed      kvm[3,4]  exec a  run it  0.1 s']
    }

    def "a run in which nothing changed says so in a line"() {
        expect:
        told([graph(['a'])] + HOSTS.collect { ended('a', it, Outcome.UNCHANGED, 10) } + [end(0, [(Outcome.UNCHANGED): 500])]) ==
                ['500 tasks on 500 hosts', 'nothing to do: 500 tasks on 500 hosts are as the playbook says  5.0 s']
    }

    def "hosts for which the same is planned are planned for together"() {
        when:
        String said = Golden.printed { PrintStream out ->
            PlanView view = new PlanView(out, PlainViewSpec.PLAIN, false, true)
            view.accept(graph(['a']))
            view.accept(new Event.PlanMade(T0, HOSTS.collect { host ->
                new Event.Planned("exec:a@$host", host, host == 'kvm5' ? 'create' : 'update', 'do it', [new Diff('x', 'a\n', 'b\n')])
            }))
        }

        then:
        said.readLines().size() == 15
        said.contains('kvm[1-4,6-500]\n')
        said.contains('kvm5\n')
    }

    def "the live lines fold tasks that run on more hosts than there are rows"() {
        given:
        RunLines lines = new RunLines(Style.BARE, false, false)
        LiveScreen screen = new LiveScreen(Style.BARE, lines)

        when:
        ([graph(['a', 'b'])] + HOSTS.collect { new Event.TaskStarted(T0, "exec:${it == 'kvm1' ? 'b' : 'a'}@$it", it, 1) }).each {
            lines.of(it)
            screen.accept(it)
        }
        List<String> shown = screen.lines(T0.plusSeconds(3), new Console.Size(60, 10))

        then:
        shown.size() == 3
        shown[0].startsWith('kvm[2-500]  exec a')
        shown[1].startsWith('kvm1        exec b')
        shown[2].contains('500 running')

        when: 'it has ended on every second'
        HOSTS.findAll { (it - 'kvm').toInteger() % 2 }.each { screen.accept(ended('a', it, Outcome.CHANGED, 10)) }

        then: 'what would be cut in the middle is counted'
        screen.lines(T0.plusSeconds(3), new Console.Size(60, 10))[0].startsWith('250 hosts  exec a')
    }
}
