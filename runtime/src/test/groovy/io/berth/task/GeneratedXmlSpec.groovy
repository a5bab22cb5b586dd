package io.berth.task

import io.berth.diag.SourceRange
import io.berth.libvirt.DomainMark
import io.berth.libvirt.Element
import io.berth.libvirt.FilterDefinition
import io.berth.libvirt.NetworkDefinition
import io.berth.libvirt.PoolDefinition
import io.berth.libvirt.WrittenXml
import io.berth.model.Network
import io.berth.model.Nic
import io.berth.model.Pool
import io.berth.model.Size
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What we give to libvirt is what its schema allows. What hosts are told to define goes by {@code virsh define --validate} there as well. */
class GeneratedXmlSpec extends Specification {

    private static final String SCHEMAS = '/usr/share/libvirt/schemas'

    @TempDir Path dir

    /** Those that libvirt's schema does not allow, by name, and what it says of them. */
    private Map<String, String> wrong(String schema, Map<String, String> xmls) {
        assert Files.exists(Path.of(SCHEMAS, schema + '.rng')): "install libvirt0 or libvirt-common: $SCHEMAS/${schema}.rng is not there"
        def files = xmls.collect { name, xml -> Files.writeString(dir.resolve(name.replaceAll(/[^A-Za-z0-9.-]+/, '_') + '.xml'), xml).toString() }
        def process = new ProcessBuilder(['xmllint', '--noout', '--relaxng', "$SCHEMAS/${schema}.rng".toString()] + files).redirectErrorStream(true).start()
        def said = process.inputStream.text.readLines()
        assert said.count { it.endsWith(' validates') } + said.count { it.endsWith(' fails to validate') } == xmls.size(): said.join('\n')
        said.findAll { it.endsWith(' fails to validate') }.collectEntries { line ->
            def file = line.replace(' fails to validate', '')
            [Path.of(file).fileName.toString() - '.xml', said.findAll { it.startsWith(file + ':') }.join('\n')]
        }
    }

    def "guests that playbooks declare, in all that they can say"() {
        given:
        def bodies = [
                usual  : GuestSample.USUAL,
                all    : GuestSample.ALL.replace('debian.iso', 'debian & co.iso').replace("'edu'", """'edu', '-name', '<a> & "b"'"""),
                spice  : "memory 512.MiB\nvcpus 1\ndisplay spice\n",
                bare   : 'memory 64.MiB\nvcpus 1\n',
                raw    : "memory 64.MiB\nvcpus 1\ndisk pool: 'p', size: 1.GiB, format: raw\ndisk pool: 'p', size: 1.GiB, bus: sata\n"]

        expect:
        wrong('domain', bodies.collectEntries { name, body ->
            def sample = new GuestSample(Files.createDirectory(dir.resolve(name)), body)
            sample.on().apply(new GuestDefinitionTask(), sample.guest())
            [name, sample.domain.xml]
        }) == [:]
    }

    def "slots of the template that comes with berth, on disks of all kinds"() {
        given:
        def slots = [file: Sample.slot(), qcow2: Sample.slot(format: io.berth.model.Disk.Format.QCOW2), device: Sample.slot(pool: null, device: '/dev/sdz', partition: 1),
                     nics: Sample.slot(nics: [new Nic('lan', '52:54:00:0a:0b:01', ''), new Nic('lan', '52:54:00:0a:0b:02', '')])]

        expect:
        wrong('domain', slots.collectEntries { name, slot ->
            def host = new DomainTaskSpec.Host()
            new OneTask(Sample.scope([slots: [slot], template: Sample.worker()]), host.&answer).apply(new DomainTask(), slot)
            [name, host.domains[slot.name()].xml]
        }) == [:]
    }

    def "guests that are made by words, with what they get later"() {
        given:
        def disks = [DiskPlace.disk('/p/web-vda.qcow2', false, 'qcow2', 'vda', 'virtio', 'none'), DiskPlace.disk('/dev/vg/web-vdb', true, 'raw', 'vdb', 'virtio', 'none'),
                     DiskPlace.disk('/p/a & b.raw', false, 'raw', 'sdc', 'scsi', 'none')]
        def nics = [NewGuest.nic('lan', '52:54:00:00:00:01'), NewGuest.nic('bridge=br0', '52:54:00:00:00:02')]
        def guests = [[true, true], [true, false], [false, true], [false, false]].collectEntries { kvm, uefi ->
            ["kvm $kvm uefi $uefi".toString(), new NewGuest('web', 'x86_64', kvm, uefi, Size.mib(512), Size.mib(1024), 2, disks, nics, '/iso', ['cdrom', 'hd', 'network'], ['/p/web-vda.qcow2']).definition().print()]
        }
        guests.least = new NewGuest('least', 'x86_64', false, false, Size.mib(64), Size.mib(64), 1, [], [], '', ['hd'], []).definition().print()

        expect:
        wrong('domain', guests) == [:]
    }

    def "of those that others have written, what the schema allows it allows as it comes from us, marked, and cloned"() {
        given:
        def found = Files.list(Path.of(GeneratedXmlSpec.getResource('/libvirt/domains').toURI())).withCloseable { files ->
            files.sorted().toList().collectEntries { [it.fileName.toString() - '.xml', WrittenXml.read(Files.readAllBytes(it)).root()] }
        } as Map<String, Element>
        def refused = wrong('domain', found.collectEntries { name, domain -> [name, domain.print()] }).keySet()
        def allowed = found.findAll { name, domain -> !(name in refused) }

        expect: 'of a hundred more than two thirds: the rest is for older or newer libvirt than this, or for other hypervisors'
        allowed.size() > 66
        wrong('domain', allowed.collectEntries { name, domain -> [name, DomainMark.ofGuest(domain.textAt('name'), domain).onto(domain).print()] }) == [:]
        wrong('domain', clones(allowed.values())) == [:]
    }

    private static Map<String, String> clones(Collection<Element> domains) {
        domains.collectEntries { domain ->
            def found = Virsh.domains(Found.domains([xml: domain.with(Element.text('uuid', UUID.nameUUIDFromBytes(domain.textAt('name').bytes).toString()), 'name').print()])).all()[0]
            try {
                def macs = (1..domain.at('devices', 'interface').count() + 1).collect { String.format('52:54:00:aa:00:%02x', it as int) }
                [domain.textAt('name'), ClonedGuest.of(found, 'copy', macs, false).definition().print()]
            } catch (io.berth.api.TaskFailure e) {
                [:] // such a guest is not cloned
            }
        }.findAll { it.value }
    }

    def "networks, pools and filters"() {
        expect:
        wrong('network', [
                nat     : [Network.Mode.NAT, '192.168.150.0/24', '', '192.168.150.100', '192.168.150.200'],
                routed  : [Network.Mode.ROUTED, '10.9.0.0/16', 'rt0', '', ''],
                isolated: [Network.Mode.ISOLATED, '192.168.150.0/24', '', '192.168.150.100', '192.168.150.200'],
                bridge  : [Network.Mode.BRIDGE, '', 'br0', '', ''],
                ovs     : [Network.Mode.OVS, '', 'ovs0', '', '']
        ].collectEntries { name, said -> [name, NetworkDefinition.of(new Network('lan', ['h'], said[0], said[1], said[2], said[3], said[4], true, SourceRange.NONE)).create('lan').print()] }) == [:]
        wrong('storagepool', [
                fs     : new Pool('p', ['h'], new Pool.Store(Pool.Kind.FS, '', '/dev/vdb1', 'ext4', [], true), '/srv/p/', true, false, '', '', Sample.AT),
                netfs  : new Pool('p', ['h'], new Pool.Store(Pool.Kind.NETFS, 'nas', '/export', 'nfs', [], false), '/srv/p', true, false, '', '', Sample.AT),
                logical: new Pool('p', ['h'], new Pool.Store(Pool.Kind.LOGICAL, '', 'vg0', '', ['/dev/vdc'], true), '/dev/vg0', true, false, '', '', Sample.AT),
                dir    : Sample.pool()
        ].collectEntries { name, pool -> [name, PoolDefinition.of(pool, UUID.randomUUID().toString()).print()] }) == [:]
        wrong('nwfilter', [
                both: FilterDefinition.of('apart', '', ['10.1.0.0/16', '192.168.0.0/24'], ['10.1.2.3/32']).print(),
                none: FilterDefinition.of('open', UUID.randomUUID().toString(), [], []).print()]) == [:]
    }

    def "what is wrong is found"() {
        expect:
        wrong('domain', [bad: "<domain type='kvm'><name>a</name><oops/></domain>"]).bad.contains('oops')
    }
}
