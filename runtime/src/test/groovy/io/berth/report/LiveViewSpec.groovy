package io.berth.report

import io.berth.event.Event
import io.berth.event.Outcome
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset
import spock.lang.Specification

class LiveViewSpec extends Specification {

    static final Style BARE = new Style(false, true)
    static final Instant T0 = SampleRun.T0

    def 'whatever the terminal measures, #columns x #rows, the lines fit'() {
        given:
        RunLines lines = new RunLines(new Style(true, true), false, false)
        LiveScreen screen = new LiveScreen(new Style(true, true), lines)
        List<Event> events = new SampleRun(2, 4).all()
        events[1] = widened(events[1] as Event.GraphMade)

        expect:
        events.each { event ->
            lines.of(event)
            screen.accept(event)
            List<String> shown = screen.lines(event.at(), new Console.Size(columns, rows))
            assert shown.size() <= Math.max(1, rows - 1)
            assert shown.every { Text.width(bare(it)) <= Math.max(1, columns - 1) }
        }

        where:
        columns | rows
        200     | 50
        80      | 24
        40      | 10
        12      | 3
        5       | 2
        1       | 1
    }

    def 'a copy shows less as room gets less: #columns'() {
        given:
        BusyTask task = new BusyTask('kvm1', 'redeploy w01', T0)
        task.phase(new Event.TaskPhase(T0, 't', 'copy'))
        (0..3).each { task.progress(new Event.TaskProgress(T0.plusSeconds(it), 't', it * 10L << 20, 40L << 20)) }

        expect:
        task.line(T0.plusSeconds(64), columns, new BusyTask.Widths(4, 12, 4), BARE) == line

        where:
        columns || line
        90      || 'kvm1  redeploy w01  copy  ━━━━━━━━━━━━━━────  30 MiB of 40 MiB  10 MiB/s  0:01 left   1:04'
        79      || 'kvm1  redeploy w01  copy  30 MiB of 40 MiB  10 MiB/s  0:01 left            1:04'
        60      || 'kvm1  redeploy w01  copy  30 MiB of 40 MiB  10 MiB/s    1:04'
        50      || 'kvm1  redeploy w01  copy  30 MiB of 40 MiB    1:04'
        39      || 'kvm1  redeploy w01  copy 75%       1:04'
        30      || 'kvm1  redeploy w01  copy  1:04'
        20      || 'kvm1  red…copy  1:04'
    }

    def 'the status line counts, and says when the run is stopping'() {
        given:
        RunLines lines = new RunLines(BARE, false, false)
        LiveScreen screen = new LiveScreen(BARE, lines)
        Closure<String> status = { screen.lines(T0.plusSeconds(75), new Console.Size(71, 24)).last() }

        expect:
        status() == 'preparing · 0 running' + ' ' * 45 + '0:00'

        when:
        new SampleRun(3).all().findAll { it.at() < T0.plusSeconds(14) }.each {
            lines.of(it)
            screen.accept(it)
        }

        then:
        status() == '13 of 18 done · 1 failed · 1 host lost · 5 running' + ' ' * 16 + '1:15'

        when:
        screen.accept(new Event.Interrupted(T0, false, []))

        then:
        status() == '13 of 18 done · stopping, Ctrl-C again cancels · 1 failed · 1 ho… 1:15'
    }

    def 'what is painted ends with the cursor shown and nothing live left'() {
        given:
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()
        Instant now = T0
        Clock clock = new Clock() {
            ZoneId getZone() { ZoneOffset.UTC }
            Clock withZone(ZoneId zone) { this }
            Instant instant() { now }
        }
        Console.Size size = new Console.Size(80, 24)
        LiveView view = new LiveView(new PrintStream(bytes, true, 'UTF-8'), new Console(true, false, true, { size }), clock, false, false)
        Tty tty = new Tty()
        Closure<Tty> shown = {
            tty.write(bytes.toString('UTF-8'))
            bytes.reset()
            tty
        }

        when:
        List<Event> events = new SampleRun(2).all()
        events.findAll { it.at() <= T0.plusSeconds(5) }.each {
            now = it.at()
            view.accept(it)
            view.paint()
        }

        then: 'finished tasks stand above the five live lines'
        !shown().cursor
        tty.text().startsWith('run 20261121-101503-k7f2')
        tty.lines.findAll { it.startsWith('changed') }.size() == 5
        tty.lines.findAll { it.contains(' of 300 MiB') }.size() == 4
        tty.lines.last().startsWith('8 of 12 done')

        when: 'the terminal echoes what the user types'
        tty.write('^C')
        view.paint()

        then:
        shown().lines.findAll { it =~ /of 12 done/ }.size() == 1
        tty.lines.findAll { it.contains('redeploy w01') }.size() == 1

        when: 'the terminal becomes narrower: the old lines take two rows each now'
        tty.narrow(50)
        size = new Console.Size(50, 24)
        view.resized()
        view.paint()

        then:
        shown().lines.findAll { it =~ /of 12 done/ }.size() == 1
        tty.lines.findAll { it.contains('redeploy w01') }.size() == 1

        when:
        events.findAll { it.at() > T0.plusSeconds(5) }.each { view.accept(it) }
        view.close()
        view.close()
        view.paint()

        then: 'the same lines as the plain view says'
        shown().cursor
        tty.text() == Golden.printed { PrintStream out ->
            PlainView plain = new PlainView(out, PlainViewSpec.PLAIN, false, false)
            events.each { plain.accept(it) }
        }.stripTrailing()

        when: 'something is said after the end'
        view.accept(new Event.Notice(T0, 'the report lies in /x'))

        then:
        shown().lines.findAll { it }.last() == 'note: the report lies in /x'
        tty.cursor
    }

    def 'while the user is asked something nothing is painted over it, and what happened meanwhile is said then'() {
        given:
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()
        LiveView view = new LiveView(new PrintStream(bytes, true, 'UTF-8'), new Console(true, false, true, { new Console.Size(80, 24) }),
                Clock.fixed(T0.plusSeconds(9), ZoneOffset.UTC), false, false)
        List<Event> events = new SampleRun(2).all()
        Tty tty = new Tty()
        Closure<Tty> shown = {
            tty.write(bytes.toString('UTF-8'))
            bytes.reset()
            tty
        }

        when:
        events.findAll { it.at() <= T0.plusSeconds(5) }.each { view.accept(it) }
        view.paint()
        view.stepAside()
        shown()

        then: 'no live line is left, and the cursor stands where the question comes'
        tty.cursor
        !tty.text().contains(' of 12 done')

        when:
        tty.write('Go on? [y/N] ')
        events.findAll { it.at() > T0.plusSeconds(5) }.each { view.accept(it) }
        view.paint()

        then:
        bytes.size() == 0

        when: 'the user would rather stop'
        tty.write('^C')
        view.accept(new Event.Interrupted(T0, false, []))

        then: 'that is said, on lines of its own'
        shown().lines.findAll { it.startsWith('Go on? [y/N] ^C') }.size() == 1
        tty.lines.findAll { it.startsWith('interrupted: ') }.size() == 1

        when:
        tty.write('y\n')
        view.goOn()
        view.paint()

        then:
        shown().lines.findAll { it == 'y' }.size() == 1
        tty.lines.findAll { it =~ /of 12 done/ }.size() == 1
        tty.lines.findAll { it.startsWith('changed') }.size() == events.count { it instanceof Event.TaskEnded && it.outcome() == Outcome.CHANGED }
    }

    def 'a new phase begins its progress from nothing'() {
        given:
        BusyTask task = new BusyTask('h', 't', T0)
        task.progress(new Event.TaskProgress(T0, 't', 10, 20))
        task.phase(new Event.TaskPhase(T0, 't', 'sync'))

        expect:
        task.line(T0, 40, new BusyTask.Widths(1, 1, 4), BARE) == 'h  t  sync' + ' ' * 26 + '0:00'
    }

    private static Event.GraphMade widened(Event.GraphMade graph) {
        new Event.GraphMade(graph.at(), graph.nodes().collect {
            new Event.Node(it.task(), it.word(), '漢字の長い名前の' + it.name() + 'x' * 30, it.host(), it.play(), it.where(), it.digest())
        }, graph.edges())
    }

    private static String bare(String line) {
        line.replaceAll(/\u001b\[[0-9;]*m/, '')
    }
}
