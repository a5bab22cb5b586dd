package io.berth.task

import io.berth.api.Scope
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Guest
import io.berth.model.Playbook
import io.berth.script.PlaybookLoader
import java.nio.file.Files
import java.nio.file.Path

/** A guest as a playbook says it, and a libvirt that keeps what it is told. */
class GuestSample {

    static final String SITE = '''
        hosts { host 'kvm1' }
        pool('p') { on 'kvm1'; dir '/srv/p' }
        network('lan') { on 'kvm1'; nat '192.168.150.0/24' }
        image('golden') { store 'kvm1' }
        image('tree') { store 'kvm1'; tree '/srv/tree' }
        template 'server', 'server.xml.ftl'
        '''
    static final String USUAL = '''
        memory 1.GiB, max: 4.GiB
        vcpus 2, max: 4
        disk pool: 'p', size: 10.GiB
        nic network: 'lan'
        '''
    /** All that can be said. */
    static final String ALL = '''
        memory 1.GiB, max: 4.GiB
        vcpus 2, max: 4
        disk pool: 'p', size: 10.GiB, cache: writeback
        disk volumeGroup: 'vg0', size: 1.GiB, bus: scsi, discard: ignore
        disk path: '/srv/iso/debian.iso', device: cdrom
        nic network: 'lan'
        nic bridge: 'br0', model: 'e1000e'
        uefi true
        display vnc
        autostart true
        qemuArguments '-device', 'edu'
        cloudInit { user 'admin', sudo: true }
        '''

    final Playbook playbook
    final List<Command> ran = []
    Map domain
    boolean autostart
    /** What disks are found, by path. */
    Map<String, String> disks = [:]

    /** @param body what is said of the guest beside where it is */
    GuestSample(Path dir, String body = USUAL, String more = '') {
        Path templates = [Path.of('').toAbsolutePath(), Path.of('').toAbsolutePath().parent].collect { it.resolve('templates/server.xml.ftl') }.find { Files.exists(it) }
        Files.writeString(dir.resolve('server.xml.ftl'), Files.readString(templates))
        Path file = Files.writeString(dir.resolve('site.groovy'), SITE + "guest('web') { on 'kvm1'; template 'server'; $body }\n" + more)
        playbook = new PlaybookLoader(BuiltinTasks.all()).load([], file, [:])
    }

    /** The same host, of which the playbook says something else. */
    GuestSample says(Path dir, String body, String more = '') {
        def other = new GuestSample(dir, body, more)
        other.domain = domain
        other.autostart = autostart
        other.disks = disks
        other
    }

    Guest guest() { playbook.guests().web }

    Scope scope() { new Scope(playbook.host('kvm1'), playbook) }

    OneTask on() {
        new OneTask(scope(), this.&answer)
    }

    /** It runs, as it is defined by now. */
    GuestSample runs() {
        domain.state = 'running'
        domain.live = domain.xml
        this
    }

    private Answer answer(Command command) {
        if (command == Virsh.DOMAINS) {
            return domain ? Found.domains(domain + [autostart: autostart]) : Found.domains()
        }
        if (command.argv().contains('disk-look.sh') || command.argv().any { it in ['raw', 'qcow2', 'volume'] }) {
            return Found.answer(disks.getOrDefault(command.argv().last(), 'type=absent\n'))
        }
        ran << command
        if (command.argv().contains('autostart')) {
            autostart = !command.argv().contains('--disable')
        } else if (command.input().text().contains('<domain')) {
            domain = [xml: command.input().text(), live: domain?.live, state: domain?.state]
        }
        Found.answer('')
    }
}
