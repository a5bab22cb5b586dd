package io.berth.script

import io.berth.model.CloudUser
import io.berth.model.Disk
import io.berth.model.Guest
import io.berth.model.GuestDisk
import io.berth.model.GuestDisk.Source
import io.berth.model.GuestSeed
import io.berth.model.Size
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

class GuestSpec extends Specification {

    static final String SITE = '''
        pool('p') { on 'kvm[1-3]'; dir '/srv/p' }
        network('lan') { on 'kvm[1-3]'; nat '192.168.150.0/24' }
        image('debian12') { store 'kvm1' }
        template 'server', 'server.ftl'
        '''

    @TempDir
    Path dir

    def "a guest on a host says what it has, and the rest follows"() {
        when:
        def guest = guest('''guest('db') {
            on 'kvm2'
            memory 2.GiB, max: 4.GiB
            vcpus 2, max: 4
            disk pool: 'p', from: image('debian12@stable'), size: 20.GiB
            disk pool: 'p', size: 1.GiB, format: raw, bus: scsi, cache: writeback, discard: ignore
            disk volumeGroup: 'vg0', size: 3.GiB, from: guest('db')
            disk path: '/srv/iso/debian.iso', device: cdrom
            nic network: 'lan', address: '192.168.150.21'
            nic bridge: 'br0', model: 'e1000e', mac: '52:54:00:AB:00:01'
            uefi true
            display vnc
            autostart true
            running true
            vars rack: 7
            qemuArguments '-device', 'edu'
            mayLose 'vda', 'nvram'
            template 'server'
        }''')

        then:
        with(guest) {
            [name(), host(), placement(), template()] == ['db', 'kvm2', Guest.Placement.NONE, 'server']
            [memory(), maxMemory(), vcpus(), maxVcpus()] == [Size.mib(2048), Size.mib(4096), 2, 4]
            disks()*.target() == ['vda', 'sda', 'vdb', 'sdb']
            disks()*.volume() == ['db.qcow2', 'db-sda.raw', 'db-vdb', '']
            disks()*.format() == [Disk.Format.QCOW2, Disk.Format.RAW, Disk.Format.RAW, Disk.Format.RAW]
            disks()*.from() == [new Source(Source.Kind.IMAGE, 'debian12@stable'), Source.NOTHING, new Source(Source.Kind.GUEST, 'db'), Source.NOTHING]
            disks()*.bus() == [GuestDisk.Bus.VIRTIO, GuestDisk.Bus.SCSI, GuestDisk.Bus.VIRTIO, GuestDisk.Bus.SATA]
            [disks()[1].cache(), disks()[1].discard(), disks()[3].device()] == [GuestDisk.Cache.WRITEBACK, GuestDisk.Discard.IGNORE, GuestDisk.Device.CDROM]
            nics()*.mac() == [Mac.derived('db', 0).text(), '52:54:00:ab:00:01']
            nics()*.network() == ['lan', '']
            [uefi(), display(), autostart(), running()] == [true, Guest.Display.VNC, true, true]
            [vars(), qemuArguments(), mayLose()] == [[rack: 7], ['-device', 'edu'], ['vda', 'nvram'] as Set]
            seed() == GuestSeed.NONE
        }
    }

    def "a series has names, volumes and addresses that count, and rules of where its guests may be"() {
        when:
        def guests = load('''
            guest('db') { place among: 'kvm1', labels: [rack: 'r1']; memory 1.GiB; template 'server' }
            guests('web', count: 3) {
                place among: 'kvm[1-3]', apart: true, together: ['db'], apartFrom: ['web0*']
                memory 1.GiB
                disk pool: 'p', size: 1.GiB
                nic 'lan', address: '192.168.150.21'
                template 'server'
            }
            guests('lb', count: 2) { place among: ['kvm1', 'kvm2'], apart: 'rack'; memory 1.GiB; template 'server' }
            ''').guests()

        then:
        guests.keySet() as List == ['db', 'web01', 'web02', 'web03', 'lb01', 'lb02']
        guests.values()*.isPlaced().every { !it }
        guests.web02.disks()*.volume() == ['web02.qcow2']
        guests.web03.nics()*.address() == ['192.168.150.23']
        guests.db.placement() == new Guest.Placement(['kvm1'], '', '', [], [], [rack: 'r1'])
        guests.web02.placement() == new Guest.Placement(['kvm1', 'kvm2', 'kvm3'], 'web', '*', ['web01', 'web03'], ['db'], [:])
        guests.lb01.placement().apart() == 'rack'
        guests.db.on('kvm1').isPlaced()
    }

    def "cloud-init gets accounts, packages, commands and the addresses of the cards"() {
        when:
        def seed = guest('''guest('web') {
            on 'kvm1'
            memory 1.GiB
            template 'server'
            nic network: 'lan', address: '192.168.150.21'
            nic network: 'lan'
            cloudInit {
                user 'admin', keys: ['ssh-ed25519 AAAAC3Nz me'], password: '$6$salt$hash', groups: ['adm'], sudo: true
                packages 'nginx', 'curl'
                run 'systemctl enable nginx'
                timezone 'Europe/Berlin'
            }
        }''').seed()

        then:
        seed.medium() == GuestSeed.Medium.ISO
        seed.hostname() == 'web'
        seed.users() == [new CloudUser('admin', ['ssh-ed25519 AAAAC3Nz me'], '$6$salt$hash', ['adm'], '/bin/bash', true)]
        seed.packages() == ['nginx', 'curl']
        seed.commands() == ['systemctl enable nginx']
        seed.cards()*.address() == ['192.168.150.21/24', '']
        seed.cards()[0].gateway() == '192.168.150.1'
        !seed.toString().contains('hash')
    }

    def "#what is refused: #message"() {
        when:
        def wrong = Loaded.wrong(dir, SITE + said)

        then:
        wrong.any { it.endsWith(message) }

        where:
        what                           | said                                                                                            || message
        'a volume of two guests'       | "guest('a') { $REST; disk pool: 'p', size: 1.GiB, volume: 'b.qcow2' }\nguest('b') { $REST; disk pool: 'p', size: 1.GiB }" || 'volume b.qcow2 is given to a and b'
        'a MAC of a guest and a slot'  | "slot('s') { on 'kvm1'; disk pool: 'p', size: 1.GiB; memory 1.GiB; template 'server'; nic network: 'lan', mac: '52:54:00:00:00:01' }\nguest('b') { $REST; nic 'lan', mac: '52:54:00:00:00:01' }" || 'MAC address 52:54:00:00:00:01 is given to two cards'
        'the name of a slot'           | "slot('s') { on 'kvm1'; disk pool: 'p', size: 1.GiB; memory 1.GiB; template 'server' }\nguest('s') { $REST }" || "'s' is the name of a slot already: both would be one domain"
    }

    def "the guide has all parameters of #shape.simpleName, with their meaning and default"() {
        expect:
        GUIDE.contains(GuideSpec.rows(shape))

        where:
        shape << SaidGuest.declaredClasses.findAll { it.record && it != SaidGuest.Name }
    }

    def "the guests of the guide load"() {
        when:
        def guests = load((GUIDE =~ /(?s)```groovy\n(.*?)```/)[0][1].replace("'primary'", "'p'").replace("'kvm1'", "'kvm2'").replace("'hypervisors'", "'kvm[1-3]'")).guests()

        then:
        guests.keySet() == ['db', 'web01', 'web02', 'web03'] as Set
        guests.web03.nics()[0].address() == '192.168.150.23'
    }

    static final String GUIDE = Files.readString(Path.of('../docs/guide/declared-guests.md'))

    static final String REST = "on 'kvm1'; memory 1.GiB; template 'server'"

    private Guest guest(String said) {
        load(said).guests().values()[0]
    }

    private load(String said) {
        Files.writeString(dir.resolve('server.ftl'), '<domain/>')
        new Loaded(dir, SITE + said).playbook
    }

    def setup() {
        Files.writeString(dir.resolve('server.ftl'), '<domain/>')
    }
}
