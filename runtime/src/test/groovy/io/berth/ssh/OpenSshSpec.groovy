package io.berth.ssh

import io.berth.diag.SourceRange
import io.berth.model.Become
import io.berth.model.Host
import spock.lang.Specification

/** OpenSSH's own client gets a host as the inventory has it, and words as they are. */
class OpenSshSpec extends Specification {

    static Host host(Map how = [:]) {
        new Host('kvm1', how.address ?: '', how.port ?: 0, how.user ?: '', how.key ?: '', how.known ?: '', how.local ? Host.Connection.LOCAL : Host.Connection.SSH,
                Optional.ofNullable(how.become), how.jump ?: '', [:], SourceRange.NONE)
    }

    def "what the inventory does not say is left to the user's configuration of ssh"() {
        expect:
        OpenSsh.command(host(), ['-t'], ['virsh', 'list']) == ['ssh', '-t', '--', 'kvm1', "'virsh' 'list'"]
        OpenSsh.command(host(local: true), ['-t'], ['virsh', 'list']) == ['virsh', 'list']
        OpenSsh.command(host(address: '192.0.2.1', port: 2222, user: 'ops', key: '/k', known: '/my hosts', jump: 'gate'), [], []) ==
                ['ssh', '-p', '2222', '-l', 'ops', '-o', 'HostName=192.0.2.1', '-o', 'IdentityFile=/k', '-o', 'IdentitiesOnly=yes', '-o',
                 'UserKnownHostsFile="/my hosts"', '-o', 'ProxyJump=gate', '--', 'kvm1']
    }

    def "as another user: #how"() {
        expect:
        OpenSsh.command(host(become: Become.root(how)), [], ['virsh', 'list'])[-1] == words

        where:
        how                || words
        Become.Method.SUDO || "'sudo' '-u' 'root' '--' 'virsh' 'list'"
        Become.Method.DOAS || "'doas' '-u' 'root' '--' 'virsh' 'list'"
        Become.Method.SU   || "'su' 'root' '-c' ''\\''virsh'\\'' '\\''list'\\'''"
    }

    def "as a proxy, ssh itself understands it"() {
        given: 'ssh only tells how it would connect'
        def proxy = OpenSsh.proxy(host(address: '192.0.2.1', known: '/my%hosts'))
        def told = new ProcessBuilder('ssh', '-G', '-F', 'none', '-o', "ProxyCommand=$proxy", 'guest').redirectErrorStream(true).start()

        expect:
        told.inputStream.text.contains("proxycommand $proxy")
        proxy == "'ssh' '-W' '%h:%p' '-o' 'HostName=192.0.2.1' '-o' 'UserKnownHostsFile=/my%%hosts' '--' 'kvm1'"
    }
}
