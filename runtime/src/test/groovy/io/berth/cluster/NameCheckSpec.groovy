package io.berth.cluster

import io.berth.libvirt.ListingText
import io.berth.model.Answer
import java.time.Duration
import spock.lang.Specification

/** A name means one guest of all hosts. */
class NameCheckSpec extends Specification {

    private static SeenHost host(String name, Map how = [:]) {
        def text = "memory 4194304\navailable 2048000\ncpus 4\nboot $name\n"
        (how.raw ?: []).each { text += "process 100 5 0 ${['qemu-system-x86_64', '-name', it].join('\0').bytes.encodeBase64()}\n" }
        text += how.dead ? 'lost no socket\n' : 'domains\n' + ListingText.domains((how.guests ?: []).collect {
            [xml: "<domain type='kvm'><name>$it</name><uuid>${UUID.nameUUIDFromBytes("$name $it".bytes)}</uuid><memory>1024</memory><vcpu>1</vcpu></domain>".toString(), state: 'shut off']
        })
        SeenHost.of(name, new Answer(0, '', text, '', Duration.ZERO))
    }

    private static NameCheck check(SeenHost... hosts) { new NameCheck(new Cluster(hosts.collectEntries { [it.name(), it] }, [:])) }

    def "a name that #other has is #said for a guest of kvm1"() {
        expect:
        check(host('kvm1', kvm1), host('kvm2', kvm2), host('kvm3', kvm3)).refusal('kvm1', 'web') == refusal

        where:
        kvm1            | kvm2            | kvm3            || other                           | said      | refusal
        [:]             | [:]             | [:]             || 'nobody'                        | 'free'    | ''
        [guests: ['web']] | [:]           | [:]             || 'its own host, to see to itself'| 'free'    | ''
        [:]             | [guests: ['web1', 'we', 'WEB']] | [:] || 'nobody, but something like it' | 'free' | ''
        [:]             | [dead: true]    | [:]             || 'a host, perhaps, whose libvirt is silent' | 'free' | ''
        [:]             | [guests: ['web']] | [:]           || 'a guest that is off elsewhere'  | 'refused' | 'there is a guest web on kvm2 already: a name means one guest of all hosts'
        [:]             | [raw: ['web']]  | [:]             || 'a program without libvirt'      | 'refused' | 'there is a guest web on kvm2 already: a name means one guest of all hosts'
        [guests: ['web']] | [guests: ['web']] | [raw: ['web']] || 'several hosts'               | 'refused' | 'there is a guest web on kvm2, kvm3 already: a name means one guest of all hosts'
    }

    def "of those that are wanted together the first gets it; one that was refused has taken nothing"() {
        given:
        def check = check(host('kvm1'), host('kvm2', [guests: ['db']]))

        expect:
        check.refusal('kvm1', 'web') == ''
        check.refusal('kvm2', 'web') == 'there is a guest web on kvm1 already: a name means one guest of all hosts'
        check.refusal('kvm1', 'web') == ''
        check.refusal('kvm1', 'db') != ''
        check.refusal('kvm2', 'db') == ''
    }
}
