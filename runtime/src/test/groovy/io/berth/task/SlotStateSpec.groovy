package io.berth.task

import io.berth.api.TaskFailure
import io.berth.diag.SourceRange
import io.berth.model.Answer
import io.berth.model.Disk
import io.berth.model.Size
import io.berth.model.Slot
import java.time.Duration
import spock.lang.Specification

class SlotStateSpec extends Specification {

    def "each slot is told apart, in the order they were asked for"() {
        given:
        String said = '''\
            now 1000
            slot w02
            state 1
            record {"slot": "w02", "image": "debian12", "result": "deployed", "epoch": "940"}
            slot w01
            state 5
            holder ada at desk, pid 7
            mapped yes
            slot w03
            '''.stripIndent()

        when:
        List<SlotState> states = SlotState.parse([slot('w01'), slot('w02'), slot('w03')], answer(said))

        then:
        states*.use()*.name() == ['LOCKED', 'USED', 'FREE']
        states*.domain() == ['shut off', 'running', '']
        states*.mapped() == [true, false, false]
        states[0].holder() == 'ada at desk, pid 7'
        states[1].age() == 60
    }

    def "what is on a slot is compared with what the site says: #record"() {
        expect:
        SlotState.parse([slot('w01', declared)], answer("now 1\nslot w01\nrecord $record\n"))[0].drift() == drift

        where:
        declared          | record                                        | drift
        'debian12'        | '{}'                                          | 'nothing deployed'
        ''                | '{}'                                          | ''
        'debian12'        | '{"image": "debian12", "result": "deployed"}' | ''
        'debian12@stable' | '{"image": "debian12", "result": "deployed"}' | ''
        'fedora'          | '{"image": "debian12", "result": "deployed"}' | 'the site says fedora'
        'debian12'        | '{"image": "debian12", "result": "failed"}'   | 'the redeploy from debian12 did not finish'
    }

    def "a host that cannot tell is a failure that says why"() {
        when:
        SlotState.parse([slot('w01')], new Answer(70, '', 'now 1\nfailed libvirt does not tell\nnext look\n', '', Duration.ZERO))

        then:
        TaskFailure e = thrown()
        e.message == 'the slots cannot be looked at: libvirt does not tell'
    }

    private static Answer answer(String out) {
        new Answer(0, '', out, '', Duration.ZERO)
    }

    private static Slot slot(String name, String image = 'debian12') {
        new Slot(name, 'kvm1', new Disk('p', Size.mib(1024), 1, 'ext4'), Size.mib(96), 1, [], 't', image, [:], SourceRange.NONE)
    }
}
