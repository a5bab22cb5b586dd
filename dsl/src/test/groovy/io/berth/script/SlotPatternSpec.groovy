package io.berth.script

import io.berth.diag.SourceRange
import io.berth.model.Disk
import io.berth.model.Playbook
import io.berth.model.Size
import io.berth.model.Slot
import spock.lang.Specification

class SlotPatternSpec extends Specification {

    static final Playbook SITE = new Playbook('site', [:], [:], [:], [:], [:], [:],
            ['w02', 'w01', 'db'].collectEntries { [it, new Slot(it, 'kvm1', new Disk('p', Size.mib(1), 1, 'ext4'), Size.mib(1), 1, [], '', '', [:], SourceRange.NONE)] },
            [], [:], [:])

    def "#pattern means #names, in the order of their declaration"() {
        expect:
        SlotPattern.select(pattern, SITE)*.name() == names

        where:
        pattern    | names
        'all'      | ['w02', 'w01', 'db']
        'w*'       | ['w02', 'w01']
        'w[01-02]' | ['w02', 'w01']
        'db,w01'   | ['w01', 'db']
        'all,!w02' | ['w01', 'db']
    }

    def "a pattern that means none says what there is: #pattern"() {
        when:
        SlotPattern.select(pattern, SITE)

        then:
        IllegalArgumentException e = thrown()
        e.message.startsWith(told)

        where:
        pattern | told
        'w03'   | "no slot is called 'w03': did you mean"
        'w['    | "'w['"
    }
}
