package io.berth.task

import static io.berth.model.Redeploy.OnFailure.ROLLBACK
import static io.berth.model.Redeploy.Strategy.AUTO
import static io.berth.model.Redeploy.Strategy.SNAPSHOT
import static io.berth.model.Redeploy.Strategy.STAGED

import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.api.TaskFailure
import io.berth.model.Identity
import spock.lang.Shared
import spock.lang.Specification

/** Releases of a store on kvm1 for real guests of kvm2, whose next system is made while they run, and of which one does not boot. */
class StagedLabSpec extends Specification {

    static final String STORE = '/srv/berth/staged-spec'
    static final String GOOD = '2026-11-20-000000000000'
    static final String BAD = '2026-11-21-bbbbbbbbbbbb'

    @Shared
    LabHost kvm1 = new LabHost('kvm1')
    @Shared
    LabSlot slot = new LabSlot('kvm2', 3, 'mini', STORE)

    def setupSpec() {
        LabHost.mustBeUp()
        slot.remove()
        kvm1.sh 'rm -rf "$1"', STORE
        release GOOD, ':'
        release BAD, 'rm usr/local/sbin/fastinit; echo "no init" >etc/motd'
        slot.host.sh '''mkdir -p "$1"; truncate -s 2G "$1.img"; mkfs.xfs -q -m reflink=1 "$1.img"; mount -o loop "$1.img" "$1"''', LabSlot.DIR
        slot.make()
    }

    def cleanupSpec() {
        slot.remove()
        kvm1.sh 'rm -rf "$1"', STORE
    }

    def cleanup() {
        slot.atPhase = { }
    }

    def "by #by the guest runs until all but its boot is done, and comes back as the release"() {
        given:
        String before = ''
        slot.atPhase = { if (it == 'identity') { before = slot.host.sh('virsh -q domstate "$1"', slot.slot.name()).trim() } }
        alias GOOD

        when:
        slot.redeploy(by)

        then:
        before == (first ? 'shut off' : 'running')
        record().subMap('release', 'strategy', 'result', 'ready') == [release: GOOD, strategy: as.name().toLowerCase(), result: 'deployed', ready: 'yes']
        hostKey() == slot.fact('host-key')
        slot.held() == ''
        kvm1.sh('cat "$1"/mini/used/*', STORE) == "deployed $GOOD\n"

        where:
        by     | as       | first
        STAGED | STAGED   | true
        STAGED | STAGED   | false
        AUTO   | SNAPSHOT | false
    }

    def "a release that does not boot is replaced by the former system, which runs again as who it was"() {
        given:
        String key = hostKey()
        alias BAD

        when:
        slot.redeploy(STAGED, Identity.named(slot.slot.name()), ROLLBACK)

        then:
        TaskFailure e = thrown()
        e.message.contains('went off again')
        e.message.endsWith("rolled back: the former system mini@$GOOD runs again")
        slot.host.sh('virsh -q domstate "$1"', slot.slot.name()).trim() == 'running'
        hostKey() == key
        record().subMap('release', 'result') == [release: GOOD, result: 'deployed']
        kvm1.sh('cat "$1"/mini/used/*', STORE) == "deployed $GOOD\n"
        slot.held() == ''
    }

    def "the tree is the golden one but for its identity"() {
        given:
        alias GOOD
        slot.redeploy(SNAPSHOT)

        expect:
        slot.differences() == LoopSlot.IDENTITY
    }

    private void release(String name, String change) {
        kvm1.sh '''at=$1/mini/releases/$2; mkdir -p "$at" "$1/mini/aliases"; cp -a /srv/berth/images/mini "$at/tree"
            (cd "$at/tree"; eval "$3")
            printf 'image mini\\nname %s\\nform tree\\nfile tree\\ndigest %s\\n' "$2" "${2##*-}" >"$at/release"''', STORE, name, change
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
