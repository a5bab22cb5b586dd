package io.berth.transport

import io.berth.diag.SourceRange
import io.berth.model.Host

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
}
