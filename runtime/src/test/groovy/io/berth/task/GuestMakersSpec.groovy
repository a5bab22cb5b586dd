package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import io.berth.libvirt.DomainMark
import io.berth.libvirt.DomainDisk
import io.berth.libvirt.Made
import io.berth.libvirt.Xml
import io.berth.model.Answer
import io.berth.model.Size
import spock.lang.Specification

/** What tasks that make, change and remove guests find to be done, by what was seen. */
class GuestMakersSpec extends Specification {

    static final String POOLS = Found.pools(
            [xml: "<pool type='dir'><name>primary</name><uuid>0a</uuid><target><path>/p</path></target></pool>"],
            [xml: "<pool type='logical'><name>vg</name><uuid>0b</uuid><target><path>/dev/vg</path></target></pool>"],
            [xml: "<pool type='dir'><name>away</name><uuid>0c</uuid><target><path>/away</path></target></pool>", state: 'inactive']).out()
    static final String AROUND = 'libvirt 9.0.0\n'

    static String guest(String name, String disks = '', String more = '', String devices = '') {
        """<domain type='qemu'><name>$name</name><uuid>${UUID.nameUUIDFromBytes(name.bytes)}</uuid>$more<devices>$disks$devices</devices></domain>"""
    }

    static String disk(String path, String target = 'vda', String format = 'qcow2', String more = '', String device = 'disk') {
        "<disk type='file' device='$device'><driver name='qemu' type='$format'/><source file='$path'/><target dev='$target' bus='virtio'/>$more</disk>"
    }

    static String made(String... paths) {
        "<metadata><m:made xmlns:m='urn:berth:made:1' how='created'>${paths.collect { "<m:volume path='$it'/>" }.join('')}</m:made></metadata>"
    }

    static String snapshot(String name, String kind = 'internal') {
        def xml = "<domainsnapshot><name>$name</name><state>shutoff</state><memory snapshot='no'/><disks><disk name='vda' snapshot='$kind'/></disks></domainsnapshot>"
        "snapshot $name\nxml ${xml.bytes.encodeBase64()}\n"
    }

    static Change change(GuestMakerTask type, Map said, List<Map> domains, String... more) {
        type.change(OnHost.parameters(type, said), Sample.scope(), [Found.domains(domains as Map[])] + more.collect { Found.answer(it) } as List<Answer>)
    }

    static String image(String path, String format = 'qcow2', String base = '') {
        "$path\n{\"format\": \"$format\", \"virtual-size\": 1048576${base ? ", \"full-backing-filename\": \"$base\"" : ''}}"
    }

    def "a clone differs in what makes it this guest, and in nothing else"() {
        given:
        def source = """<domain type='qemu'><name>web</name><uuid>11111111-1111-1111-1111-111111111111</uuid><genid>22222222-2222-2222-2222-222222222222</genid><title>Web</title>
            <metadata><b:slot xmlns:b='urn:berth:domain:1' name='web' digest='0'/><x:y xmlns:x='urn:x'><!-- theirs, to be kept --><x:z  a="1"/></x:y></metadata><memory unit='KiB'>1024</memory>
            <os><type>hvm</type><nvram>/nv/web_VARS.fd</nvram></os><sysinfo type='smbios'><system><entry name='uuid'>11111111-1111-1111-1111-111111111111</entry></system></sysinfo>
            <devices>${disk('/p/web.qcow2')}${disk('/p/web2.raw', 'vdb', 'raw')}${disk('/p/shared.raw', 'vdc', 'raw', '<shareable/>')}${disk('/iso', 'hdc', 'raw', '<readonly/>', 'cdrom')}
            <interface type='network'><mac address='52:54:00:00:00:01'/><source network='lan'/><target dev='tap7'/></interface>
            <channel type='unix'><source mode='bind' path='/run/web.sock'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
            <graphics type='vnc' port='5901' listen='127.0.0.1'/><vsock model='virtio'><cid auto='no' address='3'/></vsock></devices></domain>"""
        def found = Virsh.domains(Found.domains([xml: source])).named('web').get()

        when:
        def cloned = ClonedGuest.of(found, 'w2', ['52:54:00:00:00:02'], false)
        def xml = cloned.definition()

        then:
        Xml.parse(cloned.text()).print() == xml.print()
        cloned.text().contains("<x:y xmlns:x='urn:x'><!-- theirs, to be kept --><x:z  a=\"1\"/></x:y>")
        cloned.copies()*.to() == ['/p/w2.qcow2', '/p/w2-vdb.raw']
        cloned.copies()*.format() == ['qcow2', 'raw']
        [cloned.nvram(), cloned.newNvram()] == ['/nv/web_VARS.fd', '/nv/w2_VARS.fd']
        xml.textAt('os', 'nvram') == '/nv/w2_VARS.fd'
        xml.textAt('uuid') != found.uuid()
        xml.textAt('sysinfo', 'system', 'entry') == xml.textAt('uuid')
        xml.textAt('genid') == ''
        xml.textAt('title') == 'Web'
        xml.textAt('memory') == '1024'
        DomainMark.in(xml).empty
        xml.at('metadata').findFirst().get().children()*.name() == ['x:y', 'berth-made:made']
        Made.in(xml) == new Made('clone of web', ['/p/w2.qcow2', '/p/w2-vdb.raw'])
        DomainDisk.all(xml)*.path() == ['/p/w2.qcow2', '/p/w2-vdb.raw', '/p/shared.raw', '/iso']
        def devices = xml.child('devices').get()
        devices.attributeOf('interface', 'type') == 'network'
        devices.at('interface', 'mac').findFirst().get().attribute('address') == '52:54:00:00:00:02'
        devices.at('interface', 'target').count() == 0
        devices.at('channel', 'source').count() == 0
        devices.child('graphics').get().attributes() == [type: 'vnc', listen: '127.0.0.1', autoport: 'yes']
        devices.at('vsock', 'cid').findFirst().get().attributes() == [auto: 'yes']
    }

    def "a clone is refused: #message"() {
        when:
        change(new GuestCloneTask(), [guest: 'web', name: 'w2'] + said, domains)

        then:
        Refusal e = thrown()
        e.message.startsWith(message)

        where:
        said             | domains                                                                                             | message
        [:]              | [[xml: guest('web', disk('/p/web.qcow2')), state: 'running']]                                       | 'guest web runs: '
        [:]              | [[xml: guest('web')], [xml: guest('w2')]]                                                           | 'there is a guest w2 already, and it is no clone of web'
        [:]              | [[xml: guest('web', "<disk type='block'><source dev='/dev/vg/web'/><target dev='vda'/></disk>")]]    | 'disk vda of guest web is of type block'
        [:]              | [[xml: guest('web', disk('/p/a', 'vda', 'vmdk'))]]                                                  | 'disk vda of guest web is of format vmdk'
        [:]              | [[xml: guest('web', disk('/p/a', 'vda', 'qcow2', "<encryption format='luks'/>"))]]                  | 'disk vda of guest web is encrypted'
        [macs: ['52:54:00:00:00:09']] | [[xml: guest('web')]]                                                                  | 'guest web has 0 cards, and there are 1 MACs'
        [:]              | [[xml: guest('web', disk('/p/web.qcow2'))], [xml: guest('x', disk('/p/w2.qcow2'))]]                  | "guest w2 would share what only one may have: disk /p/w2.qcow2 is domain x's"
    }

    def "a clone that is there is left alone"() {
        expect:
        change(new GuestCloneTask(), [guest: 'web', name: 'w2'], [[xml: guest('w2', '', made().replace('created', 'clone of web'))]]).kind() == Change.Kind.NONE
    }

    def "the next disk after #targets on #bus is #next"() {
        when:
        def said = change(new GuestAddDiskTask(), [guest: 'web', pool: 'primary', size: new Size(1L << 30), bus: bus],
                [[xml: guest('web', targets.collect { disk("/x/$it", it) }.join('')), live: guest('web', disk('/y', 'vdb')), state: 'running']], POOLS, there)

        then:
        said.kind() == Change.Kind.ACT
        said.summary() == next

        where:
        targets        | bus      | there                   || next
        ['vda']        | ''       | ''                      || 'vdc: new qcow2 volume /p/web-vdc.qcow2 of 1 GiB'
        ['vda']        | ''       | '/p/web-vdc.qcow2\n'    || 'vdc: new qcow2 volume /p/web-vdc-2.qcow2 of 1 GiB'
        ['vda']        | 'sata'   | ''                      || 'sda: new qcow2 volume /p/web-sda.qcow2 of 1 GiB, at next boot'
        ('a'..'z').collect { 'vd' + it } | 'virtio' | ''    || 'vdaa: new qcow2 volume /p/web-vdaa.qcow2 of 1 GiB'
    }

    def "a volume that is there is attached as what it is: #what"() {
        when:
        def said = change(new GuestAddDiskTask(), [guest: 'web', volume: '/p/x'], domains, POOLS, volume)

        then:
        said.summary() == what

        where:
        domains                                  | volume                               || what
        [[xml: guest('web')]]                    | image('/p/x')                        || 'vda: qcow2 volume /p/x of 1 MiB'
        [[xml: guest('web')]]                    | image('/p/x', 'raw')                 || 'vda: raw volume /p/x of 1 MiB'
        [[xml: guest('web')]]                    | image('/p/x', 'qcow2', '/p/base')    || 'vda: qcow2 volume /p/x of 1 MiB'
        [[xml: guest('web', disk('/p/x'))]]      | image('/p/x')                        || 'has /p/x as vda'
    }

    def "a disk is refused: #message"() {
        when:
        change(new GuestAddDiskTask(), [guest: 'web'] + said, domains, POOLS, volume)

        then:
        TaskFailure e = thrown()
        e.message.contains(message)

        where:
        said                                                     | domains                                                   | volume                              || message
        [volume: '/p/x']                                         | [[xml: guest('web')], [xml: guest('x', disk('/p/x'))]]    | image('/p/x')                       || "disk /p/x is domain x's"
        [volume: '/p/x']                                         | [[xml: guest('web')]]                                     | image('/p/x', 'vmdk')               || 'is of format vmdk'
        [volume: '/p/x']                                         | [[xml: guest('web')]]                                     | image('/p/x', 'qcow2', '/etc/shadow') || 'lies over /etc/shadow, which is in no pool'
        [volume: '/p/x', format: 'raw']                          | [[xml: guest('web')]]                                     | ''                                  || "'format' is for a new one"
        [pool: 'none', size: new Size(1 << 30)]                  | [[xml: guest('web')]]                                     | ''                                  || 'there is no pool none'
        [pool: 'away', size: new Size(1 << 30)]                  | [[xml: guest('web')]]                                     | ''                                  || 'pool away is not active'
        [pool: 'vg', size: new Size(1 << 30), format: 'qcow2']   | [[xml: guest('web')]]                                     | ''                                  || 'has devices, and no qcow2 files'
        [pool: 'vg', size: new Size(1 << 30)]                    | []                                                        | ''                                  || 'there is no guest web'
    }

    def "what goes with a guest, and what stays: #what"() {
        when:
        def said = change(new GuestDeleteTask(), [guest: 'web'] + how, [[xml: guest('web', disks, made('/p/a', '/p/b'))]] + others, AROUND + around, Found.networks().out())

        then:
        said.kind() == Change.Kind.DELETE
        said.summary() == what

        where:
        how                       | disks                                                      | others                              | around                     || what
        [:]                       | disk('/p/a')                                               | []                                  | ''                         || 'its definition, /p/a go'
        [:]                       | disk('/p/a') + disk('/p/c', 'vdb')                         | []                                  | ''                         || 'its definition, /p/a go; vdb /p/c (berth did not make it) stays'
        [alsoDisks: ['vdb']]      | disk('/p/a') + disk('/p/c', 'vdb')                         | []                                  | ''                         || 'its definition, /p/a, /p/c go'
        [alsoDisks: ['/p/c']]     | disk('/p/c', 'vdb')                                        | []                                  | ''                         || 'its definition, /p/c go'
        [keepDisks: true]         | disk('/p/a')                                               | []                                  | ''                         || 'its definition goes; vda /p/a stays'
        [:]                       | disk('/p/a')                                               | [[xml: guest('x', disk('/p/a'))]]   | ''                         || 'its definition goes; vda /p/a (guest x has it) stays'
        [:]                       | disk('/p/a')                                               | []                                  | 'base /p/a\nof /q/over\n'  || 'its definition goes; vda /p/a (/q/over lies over it) stays'
        [elsewhere: ['/p/a']]     | disk('/p/a')                                               | []                                  | ''                         || 'its definition goes; vda /p/a (a guest of another host names that path) stays'
        [:]                       | disk('/p/a', 'hdc', 'raw', '<readonly/>', 'cdrom')         | []                                  | ''                         || 'its definition goes; hdc /p/a (it is a CD-ROM) stays'
        [:]                       | disk('/p/a', 'vda', 'raw', '<shareable/>')                 | []                                  | ''                         || "its definition goes; vda /p/a (it is not the guest's alone to write) stays"
        [withSnapshots: true]     | disk('/p/a')                                               | []                                  | snapshot('s') + 'saved\n'  || 'its definition, /p/a, snapshot s, its saved memory go'
    }

    def "a guest is not removed: #message"() {
        when:
        change(new GuestDeleteTask(), [guest: 'web'] + how, domains, AROUND + around, Found.networks().out())

        then:
        TaskFailure e = thrown()
        e.message.startsWith(message)

        where:
        how                   | domains                                                                              | around          || message
        [:]                   | [[xml: guest('web'), state: 'running']]                                              | ''              || 'guest web runs: '
        [:]                   | [[xml: guest('web'), state: 'paused']]                                               | ''              || 'guest web runs: '
        [:]                   | [[xml: guest('web')]]                                                                | snapshot('s') + snapshot('t') || 'guest web has snapshots, which would be lost: s, t'
        [alsoDisks: ['hdc']]  | [[xml: guest('web', disk('/iso', 'hdc', 'raw', '<readonly/>', 'cdrom'))]]            | ''              || 'disk hdc of guest web, /iso, does not go: it is a CD-ROM'
        [alsoDisks: ['vda']]  | [[xml: guest('web', disk('/p/a'))], [xml: guest('x', disk('/p/a'))]]                 | ''              || 'disk vda of guest web, /p/a, does not go: guest x has it'
        [alsoDisks: ['vdz']]  | [[xml: guest('web')]]                                                                | ''              || 'guest web has no disk vdz'
    }

    def "its leases go with it, and nobody else's"() {
        given:
        def host = { mac, n -> "<host mac='$mac' name='h$n' ip='192.0.2.$n'/>" }
        def lan = "<network><name>lan</name><uuid>0d</uuid><ip address='192.0.2.1' netmask='255.255.255.0'><dhcp>${host('52:54:00:00:00:01', 11)}${host('52:54:00:00:00:11', 12)}</dhcp></ip></network>"
        def nic = "<interface type='network'><mac address='52:54:00:00:00:01'/><source network='lan'/></interface>"

        expect:
        change(new GuestDeleteTask(), [guest: 'web'], [[xml: guest('web', '', '', nic)]], AROUND, Found.networks([xml: lan]).out()).summary() ==
                'its definition, lease of 52:54:00:00:00:01 in lan go'
    }

    def "one that is gone is gone, but for what a run that was killed has left"() {
        expect:
        change(new GuestDeleteTask(), [guest: 'web'], [], AROUND).kind() == Change.Kind.NONE
        change(new GuestDeleteTask(), [guest: 'web'], [], AROUND + 'left /p/a\n').summary() == 'remove what a run that was killed has left: /p/a'
    }

    def "a snapshot: #message"() {
        when:
        String what
        try {
            what = change(new GuestSnapshotTask(), [guest: 'web', name: 's'] + how, [[xml: xml, state: state]], AROUND + around).summary()
        } catch (Refusal e) {
            what = e.message
        }

        then:
        what.startsWith(message)

        where:
        how              | xml                                          | state      | around         || message
        [:]              | guest('web', disk('/p/a'))                   | 'shut off' | ''             || 'snapshot s of its disks'
        [:]              | guest('web', disk('/p/a'))                   | 'running'  | ''             || 'snapshot s of its disks and its memory'
        [:]              | guest('web', disk('/p/a'))                   | 'running'  | snapshot('s')  || 'has snapshot s'
        [:]              | guest('web', disk('/p/a', 'vdb', 'raw'))     | 'running'  | ''             || 'disk vdb of guest web is raw: no snapshot can be kept in it'
        [diskOnly: true] | guest('web', disk('/p/a', 'vdb', 'raw'))     | 'running'  | ''             || 'snapshot s of its disks, in new files over them'
        [:]              | guest('web', disk('/p/a'), "<os><loader type='pflash'>/x</loader></os>") | 'shut off' | '' || 'guest web has UEFI firmware'
        [:]              | guest('web', disk('/iso', 'hdc', 'raw', '<readonly/>', 'cdrom')) | 'shut off' | '' || 'snapshot s of its disks'
    }

    def "libvirt #libvirt and a snapshot kept #kind: going back #back, removing it #gone"() {
        expect:
        [new GuestRevertTask(), new GuestDeleteSnapshotTask()].collect { type ->
            try {
                change(type, [guest: 'web', name: 's'], [[xml: guest('web')]], "libvirt $libvirt\n" + snapshot('s', kind)).kind()
            } catch (Refusal ignored) {
                'refused'
            }
        } == [back, gone]

        where:
        libvirt   | kind       || back             | gone
        '9.0.0'   | 'internal' || Change.Kind.ACT  | Change.Kind.DELETE
        '9.0.0'   | 'external' || 'refused'        | 'refused'
        '9.9.0'   | 'external' || 'refused'        | Change.Kind.DELETE
        '10.0.0'  | 'external' || Change.Kind.ACT  | Change.Kind.DELETE
    }

    def "a new guest's definition"() {
        when:
        def created = new NewGuest('web', 'x86_64', false, true, Size.mib(512), Size.mib(1024), 2, [DiskPlace.disk('/p/web-vda.qcow2', false, 'qcow2', 'vda', 'virtio', 'none')],
                [NewGuest.nic('lan', '52:54:00:00:00:01'), NewGuest.nic('bridge=br0', '52:54:00:00:00:02')], '/iso', ['cdrom', 'hd'], ['/p/web-vda.qcow2']).definition()
        def xml = Xml.parse(created.print())

        then:
        [xml.textAt('memory'), xml.textAt('currentMemory'), xml.textAt('vcpu')] == ['1048576', '524288', '2']
        xml.attributeOf('os', 'firmware') == 'efi'
        xml.at('os', 'boot')*.attribute('dev') == ['cdrom', 'hd']
        DomainDisk.all(xml).collect { [it.target(), it.path(), it.format(), it.own()] } == [['vda', '/p/web-vda.qcow2', 'qcow2', true], ['sda', '/iso', 'raw', false]]
        xml.at('devices', 'interface').collect { it.attribute('type') } == ['network', 'bridge']
        xml.at('devices', 'graphics')*.attribute('listen') == ['127.0.0.1']
        Made.in(xml) == new Made('created', ['/p/web-vda.qcow2'])
    }

    def "a new guest: #message"() {
        when:
        String what
        try {
            what = change(new GuestCreateTask(), [guest: 'web', memory: Size.mib(512), cpus: 1] + said, domains, *([POOLS, 'x86_64\nkvm\n'] + more as String[])).summary()
        } catch (TaskFailure e) {
            what = e.message
        }

        then:
        what.contains(message)

        where:
        said                                                          | domains                              | more              || message
        [disks: ['primary:1G']]                                       | []                                   | ['']              || 'with 512 MiB, 1 cpus, /p/web-vda.qcow2'
        [disks: ['primary:1G:raw', 'vg:1G']]                          | []                                   | ['', '']          || '/p/web-vda.raw, /dev/vg/web-vdb'
        [disks: ['primary:1G'], image: '/p/i']                        | []                                   | [image('/p/i'), ''] || '/p/web-vda.qcow2'
        [disks: ['primary:1G'], image: '/p/i']                        | []                                   | [image('/p/i', 'qcow2', '/etc/shadow'), ''] || 'in no pool'
        [disks: ['primary']]                                          | []                                   | []                || "'disks' wants POOL:SIZE"
        [image: '/p/i']                                               | []                                   | []                || 'wants a disk whose pool has it'
        [disks: ['primary:1G'], iso: 'https://x/y.iso']               | []                                   | ['']              || 'checksum'
        [boot: ['floppy']]                                            | []                                   | []                || "'boot' is of"
        [maxMemory: Size.mib(1)]                                      | []                                   | []                || "'maxMemory' is at least 'memory'"
        [:]                                                           | [[xml: guest('web')]]                | []                || 'there is a guest web already'
        [:]                                                           | [[xml: guest('web', '', made())]]    | []                || 'is there'
    }

    def "what is around a guest that has a snapshot is read whole, though virsh ends the current one's name with no newline"() {
        given:
        def run = Shell.alone("""virsh() { case \$1 in
            list) echo '6695eb01-f6a4-8304-79aa-97f2502e193f web' ;;
            snapshot-list) echo s ;;
            snapshot-dumpxml) echo '<domainsnapshot/>' ;;
            snapshot-current) printf s ;;
            dominfo) echo 'Managed save:   yes' ;;
            version) echo 'Running against daemon: 9.10.0' ;;
            esac; }""")

        when:
        def around = AroundGuest.of(run(AroundGuest.question('web')))

        then:
        around.current() == 's' && around.snapshots().keySet() == ['s'] as Set
        around.saved() && around.since(9, 10)
    }

    def "disks as words: #word"() {
        expect:
        WantedDisk.of(word).map { [it.pool(), it.size().toString(), it.format()] }.orElse(null) == means

        where:
        word                 || means
        'primary:20G'        || ['primary', '20 GiB', '']
        'p:512MiB:raw'       || ['p', '512 MiB', 'raw']
        'p:1TB:qcow2'        || ['p', '1 TiB', 'qcow2']
        'p:0G'               || null
        'p:20'               || null
        'p:1G:vmdk'          || null
        '-p:1G'              || null
        'p:999999999T'       || null
    }

    def "MACs are made from the name, the same each time, and never one that is taken"() {
        given:
        def first = FreshMacs.of('web', 2, [])

        expect:
        FreshMacs.of('web', 2, []) == first
        first.every { it ==~ /52:54:00(:[0-9a-f]{2}){3}/ }
        FreshMacs.of('web', 2, [first[0]])[0] == first[1]
        FreshMacs.of('db', 2, []).disjoint(first)
    }
}
