package io.berth.task

import static io.berth.model.Redeploy.Strategy.RSYNC
import static io.berth.model.Redeploy.Strategy.TAR

import io.berth.api.CommandFailure
import io.berth.api.Refusal
import io.berth.model.Identity
import spock.lang.Shared
import spock.lang.Specification

/** The task on real libvirt hosts: kvm1 has the store, kvm2 pulls from it. */
class RedeployLabSpec extends Specification {

    @Shared
    LabSlot near = new LabSlot('kvm1', 1)
    @Shared
    LabSlot far = new LabSlot('kvm2', 2)

    def setupSpec() {
        LabHost.mustBeUp()
        [near, far].each {
            it.remove() // what a spec that was killed left
            it.make()
        }
    }

    def cleanupSpec() {
        [near, far].each { it.remove() }
    }

    def cleanup() {
        far.atPhase = { }
    }

    def "a slot #where is redeployed by #by and answers under its own host key; its tree is the golden one"() {
        given:
        LabSlot slot = where == 'beside the store' ? near : far

        when:
        slot.redeploy(by)

        then:
        slot.fact('address').startsWith('192.168.')
        slot.held() == ''
        hostKey(slot) == slot.fact('host-key')

        and:
        slot.differences() == LoopSlot.IDENTITY

        where:
        where                   | by
        'beside the store'      | TAR
        'far from the store'    | RSYNC
    }

    def "a slot has the address, the key and the password that its identity says: who holds the key logs in; a kept host key stays"() {
        given: 'a key that nobody else has'
        def key = '/root/redeploy-spec-key'
        def pub = near.host.sh('rm -f "$1" "$1.pub"; ssh-keygen -q -t ed25519 -N "" -C spec -f "$1"; cat "$1.pub"', key).trim()
        def card = new Identity.Card(near.slot.nics()[0].mac(), '192.168.201.150/24', '192.168.201.1', ['192.168.201.1'], [])
        def identity = new Identity('spec.lab', Identity.SshKeys.KEPT, [new Identity.AuthorizedKeys('root', [pub], '', true)], [new Identity.Password('root', '$6$spec$hash')],
                new Identity.Network(Identity.NetworkSystem.AUTO, [card]), '', '', Identity.CloudInit.NONE)

        when:
        near.redeploy(RSYNC, identity)
        def first = near.fact('host-key')
        near.redeploy(RSYNC, identity)

        then:
        near.fact('address') == '192.168.201.150'
        near.fact('host-key') == first

        and:
        near.host.sh('echo "192.168.201.150 $2" >"$1.known"; ssh -i "$1" -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile="$1.known" -o GlobalKnownHostsFile=none \
                root@192.168.201.150 "hostname; ip -o -4 addr show scope global; cat /root/.ssh/authorized_keys; grep ^root: /etc/shadow"', key, first).readLines().with {
            it[0] == 'spec.lab' && it[1].contains('192.168.201.150/24') && it[2] == pub && it[3].startsWith('root:$6$spec$hash:') && it.size() == 4
        }

        cleanup:
        near.host.sh 'rm -f "$1" "$1.pub" "$1.known"; rm -rf "/var/lib/berth/keys/$2"', key, near.slot.name()
    }

    def "when #signal ends all in phase #phase, the next run converges"() {
        given:
        far.atPhase = { if (it == phase) { far.signal(signal) } }

        when:
        far.redeploy(RSYNC)

        then:
        thrown(CommandFailure)
        far.held() == ''

        when:
        far.atPhase = { }
        far.redeploy(RSYNC)

        then:
        hostKey(far) == far.fact('host-key')
        far.held() == ''

        where:
        phase   | signal // all phases: FaultsSpec
        'start' | 'KILL'
    }

    def "when the connection to the store is cut in a copy by #by, all is undone and the guest stays off"() {
        given: 'a tree that takes longer than a moment to copy'
        LabSlot slot = new LabSlot('kvm2', 2, 'debian12')
        boolean cut = false
        slot.atProgress = {
            if (!cut) {
                cut = true
                slot.host.sh 'pkill -KILL -x ssh -g "$(sed -n "2s/.* //p" "/run/berth/locks/slot-$1")"', slot.slot.name()
            }
        }

        when:
        slot.redeploy(by)

        then:
        CommandFailure e = thrown()
        e.message.startsWith('copy: ')
        slot.held() == ''
        slot.host.sh('virsh domstate "$1"', slot.slot.name()).trim() == 'shut off'

        where:
        by << [TAR, RSYNC]
    }

    def "a slot whose disk another running domain uses is refused"() {
        given:
        far.host.sh 'virsh -q destroy "$1" 2>/dev/null || true', far.slot.name()
        far.define('redeploy-spec-thief', '52:54:00:5e:c0:99')
        far.host.sh 'virsh -q start redeploy-spec-thief'

        when:
        far.redeploy(RSYNC)

        then:
        Refusal e = thrown()
        e.message.contains("used by the running domain 'redeploy-spec-thief'")

        cleanup:
        far.host.sh 'virsh -q destroy redeploy-spec-thief; virsh -q undefine redeploy-spec-thief'
    }

    /** The host key that the guest answers with. */
    private static String hostKey(LabSlot slot) {
        slot.host.sh('ssh-keyscan -t ed25519 "$1" 2>/dev/null', slot.fact('address')).trim().split(' ', 2)[1]
    }
}
