package io.berth.task

import io.berth.api.Scope
import io.berth.diag.SourceRange
import io.berth.model.Disk
import io.berth.model.Host
import io.berth.model.Network
import io.berth.model.Nic
import io.berth.model.Playbook
import io.berth.model.Pool
import io.berth.model.Size
import io.berth.model.Slot
import io.berth.model.Template
import java.nio.file.Files
import java.nio.file.Path

/** A small playbook of one host, and what specs vary of it. */
class Sample {

    static final SourceRange AT = new SourceRange('site.groovy', 3, 1, 5)
    static final String MINIMAL = '''\
        <domain type="test">
          <name>${name}</name>
          <memory unit="KiB">${memoryKib}</memory>
          <vcpu>${vcpus}</vcpu>
          <os><type>hvm</type></os>
        </domain>
        '''.stripIndent()

    static Pool pool(Map given = [:]) {
        new Pool(given.name ?: 'primary', ['kvm1'], given.dir ?: '/srv/berth/pools/primary', given.autostart != false, AT)
    }

    static Network network(Map given = [:]) {
        new Network(given.name ?: 'lan', ['kvm1'], given.mode ?: Network.Mode.NAT, given.containsKey('cidr') ? given.cidr : '192.168.150.0/24',
                given.bridge ?: '', given.containsKey('from') ? given.from : '192.168.150.100', given.containsKey('to') ? given.to : '192.168.150.200',
                given.autostart != false, AT)
    }

    static Slot slot(Map given = [:]) {
        new Slot(given.name ?: 'w01', 'kvm1', given.disk ?: disk([pool: 'primary', size: Size.mib(64), partition: 1] + given),
                given.memory ?: Size.mib(96), given.vcpus ?: 1,
                given.nics != null ? given.nics : [new Nic(given.network ?: 'lan', '52:54:00:0a:0b:01', '')],
                'worker', 'debian12', given.vars ?: [:], AT)
    }

    /** A disk that is no file in a pool, unless that is given. */
    static Disk disk(Map given) {
        new Disk(given.pool ?: '', given.device ?: '', given.volumeGroup ?: '', given.size ?: new Size(0), given.format ?: Disk.Format.RAW, given.partition ?: 0,
                given.filesystem ?: 'ext4', given.table ?: Disk.Table.AUTO, given.swap ?: new Size(0), given.swapDevice ?: '', Disk.Mapping.AUTO)
    }

    static String worker() {
        Path here = Path.of('').toAbsolutePath()
        Path file = [here, here.parent].collect { it.resolve('templates/worker.xml.ftl') }.find { Files.exists(it) }
        Files.readString(file)
    }

    static Scope scope(Map given = [:]) {
        Host host = new Host('kvm1', '10.77.0.11', 0, '', '', '', Host.Connection.SSH, Optional.empty(), given.hostVars ?: [:], AT)
        List slots = given.slots ?: [slot()]
        Template template = new Template('worker', 'templates/worker.xml.ftl', given.template ?: MINIMAL, AT)
        new Scope(host, new Playbook('site.groovy', [kvm1: host], [:],
                (given.pools ?: [pool()]).collectEntries { [it.name(), it] }, (given.networks ?: [network()]).collectEntries { [it.name(), it] },
                [:], [worker: template], slots.collectEntries { [it.name(), it] }, [], given.variables ?: [:], [:]))
    }
}
