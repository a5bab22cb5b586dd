package io.berth.cli

import io.berth.event.Event
import io.berth.event.Redaction
import io.berth.model.Redeploy
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What the guide to redeploys shows is a playbook, and what it says of strategies is true of all there are. */
class RedeployGuideSpec extends Specification {

    static final Path ROOT = Path.of('..')
    static final String GUIDE = ROOT.resolve('docs/guide/redeploy.md').toFile().text

    @TempDir Path dir

    def "its playbooks load and compile: #first"() {
        given:
        ['playbooks', 'templates'].each { Files.createDirectory(dir.resolve(it)) }
        Files.copy(ROOT.resolve('playbooks/site.groovy'), dir.resolve('playbooks/site.groovy'))
        Files.copy(ROOT.resolve('templates/worker.xml.ftl'), dir.resolve('templates/worker.xml.ftl'))
        def playbook = Files.writeString(dir.resolve('playbooks/shown.groovy'), shown)
        def inventory = Files.writeString(dir.resolve('inventory.groovy'), "hosts {\n host 'kvm1'\n group 'hypervisors', 'kvm*'\n}\n")

        when:
        def site = Site.load(Event.Request.of(playbook.toString(), [inventory.toString()], [:], '', 1), Secrecy.masked(new Redaction()))

        then:
        site.graph().ids().findAll { it.startsWith('redeploy:') } == redeploys as Set

        where:
        shown << (GUIDE =~ /(?s)```groovy\n(.*?)```/).collect { it[1] }
        redeploys << [['redeploy:w01@kvm1', 'redeploy:w02@kvm1'], ['redeploy:d01@kvm1', 'redeploy:v01@kvm1'], ['redeploy:w01@kvm1'], ['redeploy:w01@kvm1']]
        first = shown.readLines().find { it.contains('by ') }.strip()
    }

    def "it tells of each strategy, and of no other"() {
        expect:
        (GUIDE =~ /(?m)^\| `([a-z]+)` \|/).collect { it[1] }.sort() == Redeploy.Strategy.values()*.name()*.toLowerCase().sort()
    }
}
