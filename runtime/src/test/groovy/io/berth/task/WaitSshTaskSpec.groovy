package io.berth.task

import io.berth.api.Change
import io.berth.api.TaskFailure
import io.berth.model.Nic
import java.time.Duration
import spock.lang.Specification

/** The real script; libvirt, the neighbours and the guest are played. */
class WaitSshTaskSpec extends Specification {

    static final String GREETS = 'ssh-keyscan() { for a in "$@"; do :; done; echo "# $a:22 SSH-2.0-OpenSSH_9.2p1" >&2; }'

    static OneTask host(String virsh, String others) {
        new OneTask(Sample.scope(), Shell.alone("virsh() { $virsh; }\ntimeout() { shift 5; printf '%s\\n' \"\$@\"; }\n$others")) // every port is open
    }

    static Change change(int seconds, String address) {
        def slot = Sample.slot(nics: [new Nic('lan', '52:54:00:0a:0b:01', address)])
        new WaitSshTask().change(new WaitSshTask.WaitSsh(slot, Duration.ofSeconds(seconds)), Sample.scope(), [])
    }

    def "an address is #how"() {
        given:
        OneTask host = host(virsh, GREETS.replace('ssh-keyscan', 'ssh_keyscan') + "\nip() { $ip; }\nalias ssh-keyscan=ssh_keyscan\n")

        when:
        Change change = change(1, address)
        change.work().apply(host.hands())

        then:
        change.kind() == Change.Kind.LOOK
        host.said == [said]

        where:
        how            | address           | virsh                                                                                                          | ip    | said
        'declared'     | '192.168.150.21'  | 'return 1'                                                                                                     | ':'   | '192.168.150.21: SSH-2.0-OpenSSH_9.2p1'
        'leased'       | ''                | 'echo " 2026-11-21 11:00:00   52:54:00:0a:0b:01   ipv4       192.168.150.180/24   w01        -"'               | ':'   | '192.168.150.180: SSH-2.0-OpenSSH_9.2p1'
        'a neighbour'  | ''                | ':'                                                                                                            | 'echo "10.0.0.9 dev br0 lladdr 52:54:00:0a:0b:10 STALE"; echo "10.0.0.8 dev br0 lladdr 52:54:00:0a:0b:01 STALE"' | '10.0.0.8: SSH-2.0-OpenSSH_9.2p1'
    }

    def "one that takes four seconds to answer is given them"() {
        given:
        OneTask host = host(':', """ip() { :; }
            ssh_keyscan() { if [ "\$2" -lt 4 ]; then sleep "\$2"; else echo '# 10.0.0.8:22 SSH-2.0-OpenSSH_9.2p1' >&2; fi; }
            alias ssh-keyscan=ssh_keyscan
            """)

        when:
        change(9, '10.0.0.8').work().apply(host.hands())

        then:
        host.said == ['10.0.0.8: SSH-2.0-OpenSSH_9.2p1']
    }

    def "when the time is over it says why: #why"() {
        when:
        change(1, address).work().apply(host(':', "ip() { :; }\nssh_keyscan() { :; }\nalias ssh-keyscan=ssh_keyscan\n").hands())

        then:
        TaskFailure e = thrown()
        e.message == "the ssh of slot w01 has not answered within 1 s: $why"

        where:
        address     | why
        ''          | 'no address: no DHCP lease yet'
        '10.0.0.8'  | 'no ssh answer from 10.0.0.8'
    }
}
