package io.berth.ssh

import io.berth.model.Host
import io.berth.transport.Transport
import io.berth.transport.TransportContract
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.TempDir

import java.nio.file.Path

class SshContractSpec extends TransportContract {

    @Shared
    @TempDir
    Path sshdDir

    @Shared
    @AutoCleanup
    SshdFixture sshd

    def setupSpec() {
        sshd = new SshdFixture(sshdDir.resolve('sshd'))
        sshd.knownHosts("${sshd.name()} ${sshd.hostKey()}")
    }

    @Override
    Transport newTransport() {
        new SshTransport(sshd.options())
    }

    @Override
    Host newHost() {
        sshd.host()
    }
}
