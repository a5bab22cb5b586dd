package io.berth.lab

import com.fasterxml.jackson.databind.JsonNode
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What goes wrong in the middle of a redeploy, and what is left of it. */
class FaultsLabSpec extends Specification {

    static final SlotOnLab SLOT = new SlotOnLab('f02', 'kvm2', 'faults', '/srv/berth/images/mini')
    /** One of each kind of what is held then; that the script undoes all in any phase is seen by FaultsSpec. */
    static final List<String> PHASES = ['copy', 'ready']
    static final String FAULTS = Berth.playbook('faults.groovy')

    @Shared @TempDir Path state
    @Shared Berth berth

    def setupSpec() {
        Lab.required()
        berth = new Berth(state)
        berth.must(0, 'run', FAULTS, '-i', 'lab')
    }

    def cleanupSpec() {
        Lab.HOSTS.eachWithIndex { host, i -> Lab.on(host, 'virsh destroy "$1"', "f0${i + 1}") }
    }

    def "the controller is killed in phase #phase: nothing stays held, and resume ends well"() {
        given:
        def run = start()
        waitFor(run, phase)

        when:
        run.signal('KILL')
        run.end()

        then:
        Lab.eventually("nothing of ${SLOT.name} is held", 30) { SLOT.leftovers() == '' }
        berth.must(0, 'runs').out.readLines()[0].contains('died')

        when:
        def resumed = berth.must(0, 'resume', 'last', '-o', 'json')

        then:
        outcome(resumed.out, 'redeploy:f02@kvm2') == 'CHANGED'
        SLOT.says()[0] == 'f02'
        SLOT.leftovers() == ''

        where:
        phase << PHASES
    }

    def "the connection is cut in phase #phase: the others go on, nothing stays held, and a new run ends well"() {
        given:
        def run = berth.start('run', FAULTS, '-i', 'lab', '-o', 'json')
        waitFor(run, phase)

        when:
        Lab.cut('kvm2')
        def ran = run.end()

        then:
        ran.exit == 3
        outcome(ran.out, 'redeploy:f02@kvm2') == 'UNREACHABLE'
        outcome(ran.out, 'redeploy:f01@kvm1') == 'CHANGED'
        outcome(ran.out, 'redeploy:f03@kvm3') == 'CHANGED'
        Lab.eventually("nothing of ${SLOT.name} is held", 30) { SLOT.leftovers() == '' }
        berth.must(0, 'run', FAULTS, '-i', 'lab', '-l', 'kvm2')

        where:
        phase << ['copy']
    }

    def "a second run on a slot under redeploy is refused and names the holder; the first is not disturbed"() {
        given: 'a guest that boots to a shell and never answers ssh, so that its redeploy lasts'
        def first = berth.start('run', FAULTS, '-i', 'lab', '-l', 'kvm2', '-o', 'json', '-e', 'init=/bin/bash')
        waitFor(first, 'ready')

        when:
        def second = berth.run('run', FAULTS, '-i', 'lab', '-l', 'kvm2', '-e', 'init=/bin/bash')

        then:
        second.exit == 4
        second.err.contains("pid ${first.process.pid()}")
        second.err =~ /run \d{8}-\d{6}-\w{4}/
        first.process.alive

        cleanup:
        2.times { first.signal('INT'); first.awaitLine(10) { line -> line.contains('"hard":') } }
        assert first.end().exit == 130
        Lab.must('kvm2', 'virsh -q destroy f02 || true') // a shell heeds no button
        berth.must(0, 'run', FAULTS, '-i', 'lab', '-l', 'kvm2')
    }

    def "Ctrl-C #times: the running redeploy #what"() {
        given:
        def run = start()
        waitFor(run, 'copy')

        when:
        times.times { n ->
            run.signal('INT')
            run.awaitLine(10) { it.contains("\"hard\":${n > 0}") }
        }
        def ran = run.end()

        then:
        ran.exit == exit
        outcome(ran.out, 'redeploy:f02@kvm2') == outcome
        SLOT.leftovers() == ''

        where:
        times | what                              || exit | outcome
        1     | 'goes on to its end'              || 0    | 'CHANGED'
        2     | 'is stopped, and is all undone'   || 130  | 'CANCELLED'
    }

    def "the slot's host loses its power in the middle of the copy; when it is back, a run ends well"() {
        given:
        def run = start()
        waitFor(run, 'copy')

        when:
        Lab.power('stop', 'kvm2')
        def ran = run.end()

        then:
        ran.exit == 3

        when:
        Lab.power('start', 'kvm2')
        berth.must(0, 'run', FAULTS, '-i', 'lab', '-l', 'kvm2')

        then:
        SLOT.says()[0] == 'f02'
        SLOT.leftovers() == ''
    }

    def "a host is down: the others finish, and the report says why"() {
        given:
        Lab.power('stop', 'kvm3')

        when:
        def ran = inside('run', FAULTS, '-i', inventory(), '-o', 'json')
        def report = new File(new URI(berth.must(0, 'report', 'last').out.trim())).text

        then:
        ran.exit == 3
        outcome(ran.out, 'redeploy:f01@kvm1') == 'CHANGED'
        outcome(ran.out, 'redeploy:f02@kvm2') == 'CHANGED'
        outcome(ran.out, 'redeploy:f03@kvm3') in ['UNREACHABLE', 'SKIPPED']
        report.contains('kvm3') && report.contains('10.77.0.13')

        cleanup:
        Lab.power('start', 'kvm3')
    }

    def "a wrong host key is refused"() {
        given:
        def keys = Lab.state().resolve('run/known_hosts').toFile().readLines()
        def other = keys.find { it.contains('kvm1') }.tokenize(' ')
        def wrong = keys.collect { it.contains('kvm3') ? ([it.tokenize(' ')[0]] + other.drop(1)).join(' ') : it }
        def known = Files.writeString(state.resolve('known_hosts'), wrong.join('\n') + '\n')
        def inventory = Files.writeString(state.resolve('inventory.groovy'),
                Lab.state().resolve('run/inventory.groovy').toFile().text.replace(Lab.state().resolve('run/known_hosts').toString(), known.toString()))

        when:
        def ran = inside('plan', FAULTS, '-i', inventory.toString())

        then:
        ran.exit == 3
        ran.out.contains('kvm3') && ran.out.contains('is not the known one')
    }

    /** The launcher would start a host that is down, were the inventory called 'lab'. */
    private static String inventory() { Lab.state().resolve('run/inventory.groovy').toString() }

    private Ran inside(String... words) {
        Ran.of(['XDG_STATE_HOME': state.toString()], ['lab/lab', 'enter', Lab.ROOT.resolve('berth').toString()] + words.toList())
    }

    private Ran.Running start() { berth.start('run', FAULTS, '-i', 'lab', '-l', 'kvm2', '-o', 'json') }

    private static void waitFor(Ran.Running run, String phase) {
        run.awaitLine(60) { it.contains('"task":"redeploy:f02@kvm2"') && it.contains("\"phase\":\"$phase\"") }
    }

    private static List<JsonNode> events(String out) { Berth.events(out) }

    private static String outcome(String out, String task) {
        events(out).find { it.path('task').asText() == task && it.has('outcome') }?.path('outcome')?.asText()
    }
}
