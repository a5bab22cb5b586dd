package io.berth.cluster

import io.berth.diag.SourceRange
import io.berth.model.Disk
import io.berth.model.Guest
import io.berth.model.GuestDisk
import io.berth.model.GuestNic
import io.berth.model.GuestSeed
import io.berth.model.Size
import spock.lang.Specification

class PlacingSpec extends Specification {

    static final HOSTS = ['kvm1', 'kvm2', 'kvm3']

    static Guest guest(Map how = [:], String name) {
        def place = new Guest.Placement(how.among ?: HOSTS, how.series ?: '', how.apart ?: '', how.apartFrom ?: [], how.together ?: [], how.labels ?: [:])
        def disks = how.disk ? [new GuestDisk('vda', GuestDisk.Device.DISK, how.pool ?: 'p', '', "${name}.qcow2".toString(), '', Size.mib(how.disk), Disk.Format.QCOW2,
                GuestDisk.Source.NOTHING, GuestDisk.Bus.VIRTIO, GuestDisk.Cache.AUTO, GuestDisk.Discard.UNMAP)] : []
        def nics = how.net ? [new GuestNic(how.net, '', '52:54:00:00:00:01', true, 'virtio', '')] : how.bridge ? [new GuestNic('', how.bridge, '52:54:00:00:00:01', true, 'virtio', '')] : []
        new Guest(name, how.on ?: '', how.on ? Guest.Placement.NONE : place, 'server', Size.mib(how.memory ?: 1024), Size.mib(how.memory ?: 1024), how.vcpus ?: 1, how.vcpus ?: 1,
                disks, nics, false, GuestSeed.NONE, Guest.Display.NONE, false, false, [:], [], [] as Set, SourceRange.NONE)
    }

    /** @param free memory in MiB beyond the reserve */
    static HostOffer offer(Map how = [:], String name, int free = 4096) {
        new HostOffer(name, how.vars ?: [:], Size.mib(free + 512), how.cpus ?: 8, how.vcpus ?: 0, ['pool p': Size.mib(how.room ?: 10_000)] as Map<String, Size>,
                (how.containsKey('nets') ? how.nets : ['network lan']) as Set, (how.there ?: []) as Set)
    }

    static Placing placing(List<HostOffer> offers, List<Guest> guests) {
        new Placing(offers.collectEntries { [it.host(), it] }, guests, { guest, disk -> '/p/' + disk.volume() })
    }

    static HostOffer offer(String name, int free) { offer([:], name, free) }

    static List<HostOffer> three() { [offer('kvm1', 2000), offer('kvm2', 3000), offer('kvm3', 1000)] }

    def "#what"() {
        when:
        def result = placing(offers, guests).place([:])

        then:
        result.nowhere() == [:]
        guests.collectEntries { [it.name(), result.placed()[it.name()].host()] } == expected

        where:
        what                                           | offers                                                     | guests                                                                  || expected
        'most memory left wins'                        | three()                                                    | [guest('a')]                                                            || [a: 'kvm2']
        'each takes of it, so they spread'             | three()                                                    | [guest('a', memory: 1000), guest('b', memory: 1500), guest('c', memory: 1000)] || [a: 'kvm2', b: 'kvm1', c: 'kvm2']
        'of equal ones the one with fewer processors given' | [offer('kvm1', vcpus: 4), offer('kvm2', vcpus: 2)]    | [guest('a')]                                                            || [a: 'kvm2']
        'then the first'                               | [offer('kvm1'), offer('kvm2')]                             | [guest('a')]                                                            || [a: 'kvm1']
        'only hosts it may be on'                      | three()                                                    | [guest('a', among: ['kvm3'], memory: 900)]                              || [a: 'kvm3']
        'labels'                                       | [offer('kvm1', vars: [disks: 'hdd']), offer('kvm2', 1500, vars: [disks: 'ssd'])] | [guest('a', labels: [disks: 'ssd'])]              || [a: 'kvm2']
        'where its network is'                         | [offer('kvm1', nets: ['network lan']), offer('kvm2', 9000, nets: [])] | [guest('a', net: 'lan')]                                     || [a: 'kvm1']
        'where its bridge is'                          | [offer('kvm1', nets: ['bridge br0']), offer('kvm2', 9000)] | [guest('a', bridge: 'br0')]                                             || [a: 'kvm1']
        'where there are processors'                   | [offer('kvm1', cpus: 8), offer('kvm2', 9000, cpus: 2)]     | [guest('a', vcpus: 4)]                                                  || [a: 'kvm1']
        'where there is room'                          | [offer('kvm1', room: 500), offer('kvm2', 1500, room: 5000)] | [guest('a', disk: 1000)]                                               || [a: 'kvm2']
        'room that another takes is gone'              | [offer('kvm1', room: 1500), offer('kvm2', 1500, room: 5000)] | [guest('a', disk: 1000, memory: 100), guest('b', disk: 1000, memory: 100)] || [a: 'kvm1', b: 'kvm2']
        'where a disk of it is already'                | [offer('kvm1', 9000), offer('kvm2', 1500, there: ['/p/a.qcow2'])] | [guest('a', disk: 1000)]                                         || [a: 'kvm2']
        'a series apart'                               | three()                                                    | (1..3).collect { guest("w$it".toString(), series: 'w', apart: '*', memory: 500) } || [w1: 'kvm2', w2: 'kvm1', w3: 'kvm3']
        'a series apart by a label'                    | [offer('kvm1', 9000, vars: [rack: 1]), offer('kvm2', 8000, vars: [rack: 1]), offer('kvm3', vars: [rack: 2])] | (1..2).collect { guest("w$it".toString(), series: 'w', apart: 'rack') } || [w1: 'kvm1', w2: 'kvm3']
        'together'                                     | three()                                                    | [guest('a'), guest('b', together: ['a'], memory: 500)]                  || [a: 'kvm2', b: 'kvm2']
        'together with one that comes later'           | three()                                                    | [guest('b', together: ['a'], memory: 500), guest('a', among: ['kvm1'])] || [b: 'kvm1', a: 'kvm1']
        'apart from others'                            | three()                                                    | [guest('a'), guest('b', apartFrom: ['a'])]                              || [a: 'kvm2', b: 'kvm1']
        'it goes back where the greedy way is a dead end' | [offer('kvm1', 1000), offer('kvm2', 3000)]              | [guest('a', memory: 1000), guest('b', memory: 2500)]                    || [a: 'kvm1', b: 'kvm2']
    }

    def "what is there stays, takes no memory twice, and keeps others from it"() {
        given:
        def guests = [guest('w1', series: 'w', apart: '*'), guest('w2', series: 'w', apart: '*'), guest('db', on: 'kvm2', memory: 2500)]
        def known = [w1: new Placing.Placed('kvm3', 'it is there', new Size(0)), db: new Placing.Placed('kvm2', '', Size.mib(2500))]

        expect: 'the guest that is off will take of kvm2 what it has, the one that runs has it already'
        placing(three(), guests).place(known).placed().collectEntries { [it.key, it.value.host()] } == [w1: 'kvm3', db: 'kvm2', w2: 'kvm1']
    }

    def "where nothing fits, each candidate's reason is told"() {
        given:
        def offers = [offer('kvm1', 500), offer('kvm2', nets: []), offer('kvm3', cpus: 1), offer('kvm4', room: 100), offer('kvm5', vars: [rack: 2]), offer('kvm6')]
        def wish = guest('a', among: offers*.host() + 'kvm7', net: 'lan', vcpus: 2, disk: 1000, labels: [:], apartFrom: ['b'])

        when:
        def result = placing(offers[0..3] + offers[5], [wish, guest('b')]).place([b: new Placing.Placed('kvm6', '', Size.mib(1))])

        then:
        result.nowhere().a == [kvm1: 'it has 500 MiB of memory beside the reserve, and 1 GiB are wanted', kvm2: 'it has no network lan', kvm3: 'it has 1 processors, and 2 are wanted',
                               kvm4: 'its pool p has 100 MiB free, and 1000 MiB are wanted', kvm5: 'it cannot be asked', kvm6: 'b, which it is to be apart from, is there',
                               kvm7: 'it cannot be asked']
    }

    def "of any hosts and guests: what is placed keeps all rules, and the same question has the same answer (seed #seed)"() {
        given:
        def random = new Random(seed)
        def offers = HOSTS.collect { offer(it, 500 + random.nextInt(4000), cpus: 1 + random.nextInt(8), room: random.nextInt(4000), vars: [rack: random.nextInt(2)]) }
        def guests = (1..6).collect { int n ->
            guest("g$n".toString(), series: n % 2 ? 's' : '', apart: n % 2 ? ['', '*', 'rack'][random.nextInt(3)] : '', memory: 100 + random.nextInt(900), vcpus: 1 + random.nextInt(4),
                    disk: random.nextInt(900) + 1, together: random.nextInt(4) == 0 ? ["g${1 + random.nextInt(6)}".toString()] - "g$n".toString() : [],
                    apartFrom: random.nextInt(4) == 0 ? ["g${1 + random.nextInt(6)}".toString()] - "g$n".toString() : [])
        }

        when:
        def result = placing(offers, guests).place([:])
        def hosts = result.placed().collectEntries { [it.key, it.value.host()] }

        then:
        placing(offers, guests).place([:]) == result
        offers.each { offer ->
            def here = guests.findAll { hosts[it.name()] == offer.host() }
            assert (here*.memory()*.bytes().sum() ?: 0) <= offer.free().bytes() - Placing.RESERVE.bytes()
            assert here.every { it.vcpus() <= offer.cpus() }
            assert (here.collectMany { it.disks() }*.size()*.bytes().sum() ?: 0) <= offer.rooms()['pool p'].bytes()
        }
        guests.findAll { hosts[it.name()] }.each { one ->
            one.placement().together().findAll { hosts[it] }.each { assert hosts[it] == hosts[one.name()] }
            one.placement().apartFrom().findAll { hosts[it] }.each { assert hosts[it] != hosts[one.name()] }
        }
        result.nowhere().keySet() + hosts.keySet() == guests*.name() as Set

        and: 'nothing is left out that could be placed'
        result.nowhere().isEmpty() || !possible(offers, guests)

        where:
        seed << (1..40)
    }

    /** By trying all. */
    private static boolean possible(List<HostOffer> offers, List<Guest> guests) {
        (0..<(3 ** guests.size() as int)).any { int code ->
            def placing = placing(offers, guests)
            int rest = code
            guests.every { guest ->
                def offer = offers[rest % 3]
                rest = rest.intdiv(3)
                boolean fits = placing.obstacle(guest, offer).empty
                placing.@placed.put(guest.name(), new Placing.Placed(offer.host(), '', guest.memory()))
                fits
            }
        }
    }
}
