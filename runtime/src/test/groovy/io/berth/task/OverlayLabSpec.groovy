package io.berth.task

import static io.berth.model.Redeploy.OnFailure.ROLLBACK
import static io.berth.model.Redeploy.Strategy.AUTO
import static io.berth.model.Redeploy.Strategy.OVERLAY

import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.api.TaskFailure
import io.berth.model.Disk
import io.berth.model.Identity
import spock.lang.Specification

/** A real guest whose disk lies over releases of a store on kvm1, and of which one does not boot. */
class OverlayLabSpec extends Specification {

    static final String STORE = '/srv/berth/overlay-spec'
    static final String GOOD = '2026-11-20-000000000000'
    static final String BAD = '2026-11-21-bbbbbbbbbbbb'

    LabHost kvm1 = new LabHost('kvm1')
    LabSlot slot = new LabSlot('kvm2', 4, 'mini', STORE, Disk.Format.QCOW2)

    def setup() {
        LabHost.mustBeUp()
        slot.remove()
        kvm1.sh 'rm -rf "$1"', STORE
        release GOOD, ':'
        release BAD, 'rm usr/local/sbin/fastinit'
        slot.make()
    }

    def cleanup() {
        slot.remove()
        kvm1.sh 'rm -rf "$1"', STORE
    }

    def "it boots over a base that libvirt sees below its disk, gets a new one while it runs, and goes back to it from one that does not boot"() {
        given:
        String before = ''
        alias GOOD

        when:
        slot.redeploy(AUTO)
        String key = hostKey()

        then:
        record().subMap('release', 'strategy', 'ready') == [release: GOOD, strategy: 'overlay', ready: 'yes']
        key == slot.fact('host-key')
        slot.host.sh('virsh -q domstats --block --backing "$1"', slot.slot.name()).contains('/.berth-bases/0000000000000000')
        slot.held() == ''

        when:
        slot.atPhase = { if (it == 'identity') { before = slot.host.sh('virsh -q domstate "$1"', slot.slot.name()).trim() } }
        alias BAD
        slot.redeploy(OVERLAY, Identity.named(slot.slot.name()), ROLLBACK)

        then:
        TaskFailure e = thrown()
        before == 'running'
        e.message.endsWith("rolled back: the former system mini@$GOOD runs again")
        slot.host.sh('virsh -q domstate "$1"', slot.slot.name()).trim() == 'running'
        hostKey() == key
        slot.held() == ''
        slot.differences() == LoopSlot.IDENTITY
    }

    private void release(String name, String change) {
        kvm1.sh '''at=$1/mini/releases/$2; mkdir -p "$at" "$1/mini/aliases"; cp -a /srv/berth/images/mini "$at/tree"
            (cd "$at/tree"; eval "$3")
            printf 'image mini\\nname %s\\nform tree\\nfile tree\\ndigest %s\\n' "$2" "$4" >"$at/release"''', STORE, name, change, name[-1] * 64
    }

    private void alias(String name) {
        kvm1.sh 'ln -sfn "../releases/$2" "$1/mini/aliases/stable"', STORE, name
    }

    private Map record() {
        new ObjectMapper().readValue(slot.host.sh('cat "/var/lib/berth/slots/$1.json"', slot.slot.name()), Map)
    }

    private String hostKey() {
        slot.host.sh('ssh-keyscan -t ed25519 "$1" 2>/dev/null', slot.fact('address')).trim().split(' ', 2)[1]
    }
}
