package io.berth.cli

import io.berth.event.Event
import io.berth.event.Redaction
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What the guide to identities shows is true. */
class IdentityGuideSpec extends Specification {

    static final String GUIDE = Files.readString(Path.of('../docs/guide/identity.md'))

    @TempDir Path dir

    def "its playbooks load and compile, and are checked"() {
        given:
        Files.writeString(dir.resolve('team.keys'), 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKn7YqyUQCOnJRWn2VUrwVPPYPWJVmvAN0gPqGnxgFqk ada\n')
        Files.copy(Path.of('../templates/worker.xml.ftl'), dir.resolve('worker.xml.ftl'))
        def book = Files.writeString(dir.resolve('site.groovy'), '''\
            hosts { host 'kvm1'; group 'hypervisors', 'kvm1' }
            secrets { env 'root', 'ROOT_HASH' }
            pool('primary') { on 'all'; dir '/p' }
            network('lan') { on 'all'; nat '192.168.150.0/24' }
            image('debian12') { store 'kvm1'; tree '/i' }
            template 'worker', 'worker.xml.ftl'
            ''' + (GUIDE =~ /(?s)```groovy\n(.*?)```/).collect { it[1] }.join('\n'))

        when:
        def site = Site.load(Event.Request.of(book.toString(), [], [:], '', 1), Secrecy.masked(new Redaction()))
        def identities = site.playbook().plays()*.tasks().flatten()*.parameters()*.identity()

        then:
        identities*.hostname() == ['w01.example.org', 'w02.example.org', 'w01']
        identities[0..1]*.network()*.cards().flatten()*.address() == ['192.168.150.20/24', '192.168.150.21/24']
        identities[2].cloudInit().users()*.name() == ['ada']
    }
}
