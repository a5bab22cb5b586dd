package io.berth.lab

import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** Every task type and network mode on a real host: planned, done, and planned again. */
@Stepwise
class TasksLabSpec extends Specification {

    static final String TASKS = Berth.playbook('tasks.groovy')

    @Shared @TempDir Path state
    @Shared Berth berth

    def setupSpec() {
        Lab.required()
        berth = new Berth(state)
        Lab.must('kvm3', 'rm -f /run/berth-tasks-*')
    }

    def cleanupSpec() {
        ['inside', 'outside'].each { Lab.on('kvm3', 'virsh net-destroy "$1"; virsh net-undefine "$1"', it) }
    }

    def "each task does what it says, retries what failed, and always runs what always runs"() {
        when:
        def ran = berth.must(0, 'run', TASKS, '-i', 'lab', '-l', 'kvm3', '-o', 'json')
        def events = Berth.events(ran.out)

        then:
        Lab.must('kvm3', 'virsh net-list --name').readLines().containsAll(['inside', 'outside', 'faults'])
        Lab.must('kvm3', 'virsh net-dumpxml inside').with { !it.contains('<forward') && it.contains('192.168.170.1') }
        Lab.must('kvm3', 'virsh net-dumpxml outside').with { it.contains("<forward mode='bridge'/>") && it.contains("<bridge name='br0'/>") }
        Lab.must('kvm3', 'virsh domstate f03') == 'shut off'
        Lab.must('kvm3', 'ls /run/berth-tasks-*').readLines() ==
                ['/run/berth-tasks-always', '/run/berth-tasks-made', '/run/berth-tasks-retried']

        and:
        events.findAll { it.path('type').asText() == 'taskOutput' }.collect { [it.path('line').asText(), it.path('error').asBoolean()] }
                .containsAll([['said by running', false], ['and complained', true]])
        events.findAll { it.path('attempt').asInt() == 2 }.size() == 1
    }

    def "nothing is left to do for what is declared, and a command that made its file is not run again"() {
        when:
        def plan = berth.must(0, 'plan', TASKS, '-i', 'lab', '-l', 'kvm3', '-o', 'json')
        def kinds = new com.fasterxml.jackson.databind.ObjectMapper().readTree(plan.out).path('tasks')
                .collectEntries { [it.path('task').asText(), it.path('kind').asText()] }

        then:
        kinds.findAll { id, kind -> id.split(':')[0] in ['pool', 'network', 'disk', 'domain', 'shutdown'] }.values().toSet() == ['none'] as Set
        kinds.find { id, kind -> id.contains('tasks-made') }.value == 'none'
        kinds['start:f03@kvm3'] != 'none'
    }
}
