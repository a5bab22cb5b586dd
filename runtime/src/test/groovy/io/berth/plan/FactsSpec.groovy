package io.berth.plan

import io.berth.api.CommandFailure
import io.berth.model.Answer
import io.berth.model.Host
import io.berth.diag.SourceRange
import io.berth.transport.LocalTransport
import java.time.Duration
import spock.lang.Specification

class FactsSpec extends Specification {

    def "a host tells what it is"() {
        given:
        def here = new Host('here', '', 0, '', '', '', Host.Connection.LOCAL, Optional.empty(), [:], SourceRange.NONE)
        def transport = new LocalTransport(Duration.ofSeconds(1))

        when:
        def facts = Facts.parse(transport.session(here).run(Facts.gather()))

        then:
        facts.hostname == new File('/proc/sys/kernel/hostname').text.trim()
        facts.kernel == new File('/proc/sys/kernel/osrelease').text.trim()
        facts.os.id == new File('/etc/os-release').readLines().find { it.startsWith('ID=') }.substring(3)
        facts.os.family == 'debian'
        facts.packages == 'apt'
        facts.arch == 'uname -m'.execute().text.trim()
        facts.cpus >= 1
        facts.memory > 64L << 20
        facts.mounts.every { it.path.startsWith('/') && it.type && it.device }

        cleanup:
        transport.close()
    }

    def "what a host says is put in order"() {
        expect:
        Facts.parse(answer('hostname=a\nos.id=debian\nos.version=12\ncpus=4\nmemory=1024\naddresses=10.0.0.1\naddresses=fd00::1\nmounts=/a\\040b ext4 /dev/vda\nodd\n')) ==
                [hostname: 'a', os: [id: 'debian', version: '12'], cpus: 4L, memory: 1024L, addresses: ['10.0.0.1', 'fd00::1'],
                 mounts: [[path: '/a b', type: 'ext4', device: '/dev/vda']]]
    }

    def "a host that cannot tell is an error"() {
        when:
        Facts.parse(new Answer(2, '', '', 'no shell', Duration.ZERO))

        then:
        thrown(CommandFailure)
    }

    private static Answer answer(String out) { new Answer(0, '', out, '', Duration.ZERO) }
}
