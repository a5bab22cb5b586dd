package io.berth.transport

import io.berth.diag.SourceRange
import io.berth.model.Become
import io.berth.model.Host
import io.berth.model.Secret

import java.time.Duration

class LocalTransportSpec extends TransportContract {

    @Override
    Transport newTransport() {
        new LocalTransport(Duration.ofSeconds(2))
    }

    @Override
    Host newHost() {
        new Host('here', '', 0, '', '', '', Host.Connection.LOCAL, Optional.empty(), [:], null)
    }

    def "one session serves all who ask, and there is no host key to know"() {
        expect:
        transport.session(newHost()).is(session)
        session.knownHostLines() == ''
    }

    def "another user is become by #method"() {
        given:
        def nobody = transport.session(newHost(), Optional.of(new Become(method, 'nobody', Secret.NONE)))

        expect:
        nobody.run(sh('id -un')).text() == 'nobody'
        nobody.stream(sh('id -un'), {}, {}).text() == 'nobody'
        transport.session(newHost(), Optional.of(Become.root(method))).is(session)

        where:
        method << [Become.Method.SUDO, Become.Method.SU]
    }
}
