package io.berth.cluster

import io.berth.libvirt.ListingText
import io.berth.libvirt.Xml
import io.berth.model.Answer
import io.berth.model.Size
import java.time.Duration
import spock.lang.Specification

class StartCheckSpec extends Specification {

    private static final String A = '6695eb01-f6a4-8304-79aa-97f2502e0001', B = '6695eb01-f6a4-8304-79aa-97f2502e0002'
    private static final StartCheck.Room USUAL = StartCheck.Room.USUAL

    private static String xml(Map how = [:]) {
        def disks = (how.disks ?: []).collect { d ->
            "<disk type='file' device='${d.device ?: 'disk'}'><driver name='qemu' type='raw'/><source file='${d.file}'/>${d.flag ? "<$d.flag/>" : ''}${d.backing ? "<backingStore type='file'><source file='$d.backing'/></backingStore>" : ''}</disk>"
        }.join('')
        def nics = (how.macs ?: []).collect { "<interface type='bridge'><mac address='$it'/></interface>" }.join('')
        "<domain type='kvm'><name>${how.name ?: 'web'}</name><uuid>${how.uuid ?: A}</uuid><memory unit='MiB'>${how.memory ?: 100}</memory>${how.huge ? '<memoryBacking><hugepages/></memoryBacking>' : ''}<vcpu>${how.vcpus ?: 1}</vcpu><devices>$disks$nics</devices></domain>"
    }

    private static SeenHost host(String name, Map how = [:]) {
        def text = "memory ${4 << 20}\navailable ${(how.available ?: 2000) << 10}\ncpus ${how.cpus ?: 4}\nboot $name\n"
        (how.raw ?: []).eachWithIndex { words, i -> text += "process ${100 + i} 5 ${(how.resident ?: 0) << 10} ${(['qemu-system-x86_64'] + words).join('\0').bytes.encodeBase64()}\n" }
        (how.leaving ?: []).each { text += "leaving $it\n" }
        text += how.dead ? 'lost no socket\n' : 'domains\n' + ListingText.domains((how.domains ?: []) as List<Map>)
        SeenHost.of(name, new Answer(0, '', text, '', Duration.ZERO))
    }

    /** Each path is a file of its own; below /shared the same one on all hosts. */
    private static SeenPlaces places(String host, Collection<String> paths) {
        new SeenPlaces(paths.collectEntries { [it, new Place(it, Place.Kind.FILE, host, '1', it, '', '', '', it.startsWith('/shared') ? 'nfs4' : 'ext4', '')] }, [:])
    }

    private static List<String> refusals(Map wish, List<SeenHost> hosts, StartCheck.Room room = USUAL) {
        def cluster = new Cluster(hosts.collectEntries { [it.name(), it] }, [:])
        def all = ['/a', '/b', '/base', '/shared/a', '/shared/b', '/shared/base']
        def check = new StartCheck(cluster, hosts.collectEntries { [it.name(), places(it.name(), all)] })
        def guest = GuestClaims.of(Xml.parse(xml(wish)))
        check.refusals('kvm1', guest, places('kvm1', guest.disks().all()), wish.from ?: '', room)
    }

    private static Map running(Map how) { [xml: xml(how), state: 'running'] }

    def "a disk is one guest's on all hosts, unless both share it or only read it: #mine on kvm1, #theirs on #there"() {
        given:
        def other = running(name: 'db', uuid: B, disks: [theirs])

        expect:
        refusals([disks: [mine]], there == 'kvm1' ? [host('kvm1', [domains: [other]]), host('kvm2')] : [host('kvm1'), host('kvm2', [domains: [other]])])*.takeBefore(':') == rules

        where:
        mine                                   | theirs                                   | there  || rules
        [file: '/a']                           | [file: '/a']                             | 'kvm1' || ['disk-in-use']
        [file: '/a']                           | [file: '/a']                             | 'kvm2' || []
        [file: '/shared/a']                    | [file: '/shared/a']                      | 'kvm2' || ['disk-in-use']
        [file: '/shared/a']                    | [file: '/shared/b']                      | 'kvm2' || []
        [file: '/shared/a', flag: 'shareable'] | [file: '/shared/a', flag: 'shareable']   | 'kvm2' || []
        [file: '/shared/a', flag: 'shareable'] | [file: '/shared/a']                      | 'kvm2' || ['disk-in-use']
        [file: '/shared/a', flag: 'readonly']  | [file: '/shared/a', flag: 'readonly']    | 'kvm2' || []
        [file: '/shared/a', device: 'cdrom']   | [file: '/shared/a', device: 'cdrom']     | 'kvm2' || []
        [file: '/shared/a']                    | [file: '/shared/a', device: 'cdrom']     | 'kvm2' || ['disk-in-use']
        [file: '/shared/a', flag: 'readonly']  | [file: '/shared/a']                      | 'kvm2' || ['disk-in-use']
        [file: '/shared/a', backing: '/shared/base'] | [file: '/shared/b', backing: '/shared/base'] | 'kvm2' || []
        [file: '/shared/a', backing: '/shared/base'] | [file: '/shared/base']             | 'kvm2' || ['disk-in-use']
        [file: '/shared/base']                 | [file: '/shared/b', backing: '/shared/base'] | 'kvm2' || ['disk-in-use']
    }

    def "one that was shut down to be moved keeps others from its disks, and may be started again where it was or is moved to"() {
        given:
        def off = [xml: xml(name: 'db', uuid: B, disks: [[file: '/shared/a']]), state: 'shut off']
        def hosts = [host('kvm1', [domains: there == 'kvm1' ? [off] : [], leaving: there == 'kvm1' ? leaving : []]), host('kvm2', [domains: there == 'kvm2' ? [off] : [], leaving: there == 'kvm2' ? leaving : []])]

        expect:
        refusals(wish, hosts)*.takeBefore(':') == rules

        where:
        wish                                                                | there  | leaving || rules
        [disks: [[file: '/shared/a']]]                                      | 'kvm2' | []      || []
        [disks: [[file: '/shared/a']]]                                      | 'kvm2' | [B]     || ['disk-in-use']
        [name: 'db', uuid: B, disks: [[file: '/shared/a']], from: 'kvm2']   | 'kvm2' | [B]     || []
        [name: 'db', uuid: B, disks: [[file: '/shared/a']]]                 | 'kvm2' | [B]     || ['runs-elsewhere']
        [name: 'db', uuid: B, disks: [[file: '/shared/a']]]                 | 'kvm1' | [B]     || []
    }

    def "the refusal names rule, guest and host"() {
        expect:
        refusals([disks: [[file: '/shared/a']], macs: ['52:54:00:00:00:01']], [host('kvm1'), host('kvm2', [raw: [['-name', 'db', '-hda', '/shared/a', '-net', 'nic,macaddr=52:54:00:00:00:01']]])]) ==
                ['disk-in-use: disk /shared/a is in use by guest db on host kvm2', 'mac-in-use: MAC 52:54:00:00:00:01 is in use by guest db on host kvm2']
    }

    def "a guest that is off has no claim, one of a libvirt that is dead has"() {
        expect:
        refusals([disks: [[file: '/shared/a']]], [host('kvm1'), host('kvm2', [domains: [[xml: xml(name: 'db', uuid: B, disks: [[file: '/shared/a']])]]])]) == []
        refusals([disks: [[file: '/shared/a']]], [host('kvm1'), host('kvm2', [dead: true, raw: [['-name', 'guest=db', '-uuid', B, '-blockdev',
                '{"driver":"file","filename":"/shared/a","node-name":"f"}']]])])*.takeBefore(':') == ['disk-in-use']
    }

    def "what runs runs once: #why"() {
        expect:
        refusals(wish, [host('kvm1'), host('kvm2', seen)])*.takeBefore(':') == rules

        where:
        why                            | wish                        | seen                                                    || rules
        'by name and uuid'             | [:]                         | [domains: [running([:])]]                               || ['runs-elsewhere']
        'by uuid'                      | [name: 'new']               | [domains: [running([:])]]                               || ['runs-elsewhere']
        'by name'                      | [uuid: B]                   | [domains: [running([:])]]                               || ['runs-elsewhere']
        'paused'                       | [:]                         | [domains: [[xml: xml(), state: 'paused']]]              || ['runs-elsewhere']
        'off'                          | [:]                         | [domains: [[xml: xml()]]]                               || []
        'without libvirt'              | [:]                         | [raw: [['-name', 'web']]]                               || ['runs-elsewhere']
        'a name that begins the same'  | [:]                         | [raw: [['-name', 'web2']]]                              || []
        'a libvirt that is dead'       | [:]                         | [dead: true, raw: [['-name', 'guest=x', '-uuid', A]]]   || ['runs-elsewhere']
        'it moves from there'          | [from: 'kvm2', disks: [[file: '/shared/a']]] | [domains: [running(disks: [[file: '/shared/a']])]] || []
        'it moves from another'        | [from: 'kvm3']              | [domains: [running([:])]]                               || ['runs-elsewhere']
    }

    def "there must be room: #why"() {
        expect:
        refusals(wish, [host('kvm1', seen)], room)*.takeBefore(':') == rules

        where:
        why                                    | wish            | seen                                                            | room                                      || rules
        'just enough'                          | [memory: 1488]  | [:]                                                             | USUAL                                     || []
        'a MiB too little'                     | [memory: 1489]  | [:]                                                             | USUAL                                     || ['memory']
        'no reserve'                           | [memory: 2000]  | [:]                                                             | new StartCheck.Room(Size.mib(0), false)   || []
        'promised to others, and untouched'    | [memory: 1000]  | [raw: [['-name', 'db', '-m', '1000']], resident: 500]           | USUAL                                     || ['memory']
        'promised, and touched'                | [memory: 1400]  | [raw: [['-name', 'db', '-m', '1000']], resident: 1000]          | USUAL                                     || []
        'promised, and that does not count'    | [memory: 1400]  | [raw: [['-name', 'db', '-m', '1000']], resident: 500]           | new StartCheck.Room(Size.mib(512), true)  || []
        'huge pages, set aside'                | [memory: 9000, huge: true] | [:]                                                  | USUAL                                     || []
        'processors'                           | [vcpus: 4]      | [:]                                                             | USUAL                                     || []
        'a processor too many'                 | [vcpus: 5]      | [:]                                                             | USUAL                                     || ['cpus']
    }

    def "what is let start counts for the next"() {
        given:
        def check = StartCheck.withoutDisks(new Cluster([kvm1: host('kvm1')], [:]))
        def guest = { Map how -> GuestClaims.of(Xml.parse(xml(how))) }

        expect:
        check.refusals('kvm1', guest(memory: 800, macs: ['52:54:00:00:00:01']), USUAL) == []
        check.refusals('kvm1', guest(name: 'db', uuid: B, memory: 700), USUAL)*.takeBefore(':') == ['memory']
        check.refusals('kvm1', guest(name: 'db', uuid: B, memory: 600, macs: ['52:54:00:00:00:01']), USUAL)*.takeBefore(':') == ['mac-in-use']
        check.refusals('kvm1', guest(name: 'db', uuid: B, memory: 600), USUAL) == []
        check.refusals('kvm1', guest([:]), USUAL)*.takeBefore(':') == ['runs-elsewhere', 'memory']
    }
}
