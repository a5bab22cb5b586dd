package io.berth.lab

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** The reference's examples of tasks of slots: each does its work, and leaves the site as declared. */
@Stepwise
class ReferenceExamplesLabSpec extends Specification {

    @Shared @TempDir Path state
    @Shared Berth berth

    def setupSpec() {
        Lab.required()
        berth = new Berth(state)
    }

    private static String example(String word) { Lab.ROOT.resolve("docs/reference/examples/lab/${word}.groovy").toString() }

    def "the example of #word ends with w01 #domain, and nothing declared is left to do"() {
        when:
        berth.must(0, 'run', example(word), '-i', 'lab', '-l', 'kvm1')

        then:
        Lab.must('kvm1', 'virsh domstate w01') == domain

        and:
        def plan = berth.must(0, 'plan', example(word), '-i', 'lab', '-l', 'kvm1', '-o', 'json')
        def kinds = new ObjectMapper().readTree(plan.out).path('tasks').collectEntries { [it.path('task').asText(), it.path('kind').asText()] }
        kinds.findAll { id, kind -> !kind.equals('none') }.keySet()*.tokenize(':')*.first() as Set == left as Set

        where:
        word       || domain     | left
        'redeploy' || 'running'  | ['redeploy']
        'shutdown' || 'shut off' | []
        'start'    || 'running'  | []
        'waitSsh'  || 'running'  | ['waitSsh']
        'slotMount'   || 'running' | ['shutdown', 'slotMount', 'exec']
        'slotLock'    || 'running' | ['slotLock']
        'slotUnlock'  || 'running' | []
        'slotRelease' || 'running' | []
    }

    def "the example of imagePush ends with the release in the caches of the other hosts, and list tells that"() {
        when:
        berth.must(0, 'run', example('imagePush'), '-i', 'lab')
        def listed = new ObjectMapper().readTree(berth.must(0, 'image', 'list', '--cached', '--json', '--site', example('imagePush'), '-i', 'lab').out)

        then:
        ['kvm2', 'kvm3'].every { Lab.must(it, 'cat /var/lib/berth/cache/system/releases/*/tree/etc/motd') == 'welcome' }
        listed.path('cached')*.asText() == ['kvm2', 'kvm3']

        when:
        berth.must(0, 'run', example('cachePrune'), '-i', 'lab')

        then:
        ['kvm2', 'kvm3'].every { Lab.must(it, 'ls /var/lib/berth/cache/system/releases /var/lib/berth/cache/system/aliases | grep -v : || true').trim() == '' }

        cleanup:
        ['kvm1', 'kvm2', 'kvm3'].each { Lab.must(it, 'rm -rf /var/lib/berth/cache /var/tmp/berth-example') }
    }
}
