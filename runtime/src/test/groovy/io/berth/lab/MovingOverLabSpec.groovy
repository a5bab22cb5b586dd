package io.berth.lab

import io.berth.fixture.SimulatedBmc
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** docs/moving-over.md: each of its rows as it stands there, in its order, so that the page cannot lie. */
class MovingOverLabSpec extends Specification {

    static final String PAGE = Files.readString(Lab.ROOT.resolve('docs/moving-over.md'))

    /** Each verb of the five systems, as the page names it. */
    static final Map<String, String> THEIRS = [
            'vmcli': '''clusters.conf, guest find, guest start, guest start HOST, guest start_and_show, guest shutdown, guest kill, guest stop, guest cont, guest info, guest show, guest migrate,
                host info, host list_running_guests, host shutdown_guests, host show_guests,
                cluster info, cluster show, cluster show_guests, cluster list_guests, cluster shutdown_guests, cluster poweroff, --cluster=NAME''',
            'kvm-mgr, kvmsh and vm-consumptions': '''mergeAllManifests, kvm-mgr config, kvm-mgr build, kvm-mgr create, kvm-mgr clone, kvm-mgr start, kvm-mgr stop, kvm-mgr dumpxml, kvm-mgr sethostnames, kvm-mgr setresources,
                kvm-mgr delete, kvm-mgr delete --dryrun, kvm-mgr delete --keep-disks, vm-consumptions,
                kvmsh create, kvmsh clone, kvmsh attach-disk, kvmsh detach-disk, kvmsh detach-interface, kvmsh os-list, kvmsh start, kvmsh stop, kvmsh delete, kvmsh undefine, kvmsh setmem, kvmsh setmaxmem, kvmsh setvcpus,
                kvmsh pool-create, kvmsh pool-autostart, kvmsh pool-start, kvmsh pool-stop, kvmsh pool-list, kvmsh pool-delete, kvmsh vol-list, kvmsh vol-delete, kvmsh mac-addr, kvmsh status,
                kvmsh snapshot create, kvmsh snapshot list, kvmsh snapshot info, kvmsh snapshot delete, kvmsh dumpxml, kvmsh define''',
            'VME Tools': '''vme.cfg, list_guests, info_guest, node_list, create_guest, add_disk_guest, del_guest, define_guest, undefine_guest, edit_guest, save_guest, start_guest, stop_guest, shutdown_guest,
                reboot_guest, suspend_guest, resume_guest, console_guest, vme_virsh, migrate_guest, move_guest, archive_guest, rename_guest, snap_guest, revert_snap, del_snap,
                vacate_node, update_node, rpower, rbeacon, rconsole, vme_ssh_wrapper''',
            'tiny_cloud': 'cloud.yaml, start, stop, list, login, vms, wait_ip, wait_ssh',
            'vmimagemanager': 'vmimagemanager.cfg, -b, --box, -u, -d, -k, -l, -L, -f, -m, -s, --store, -r, --restore, -i, --insert, -e, --extract, --mount, --release']

    /** What there must be for a row that the page does not tell of: as from before. */
    static final Map<String, List<String>> BEFORE = [
            "berth guest set-hostname 'app-*'": ['berth guest start app-1', 'berth guest wait app-1 --for agent'],
            'berth host drain kvm3'           : ['berth guest migrate db1 kvm3 --offline'],
            'berth slot list'                 : ['berth run slot.groovy']]

    @Shared @TempDir Path dir
    @Shared MovingOver user
    @Shared SimulatedBmc bmc

    def setupSpec() {
        Lab.required()
        user = new MovingOver(dir)
        bmc = new SimulatedBmc(Files.createDirectory(dir.resolve('bmc')), [Lab.ROOT.resolve('lab/lab').toString(), 'enter'])
        theirs()
    }

    def cleanupSpec() {
        user?.close()
        bmc?.close()
    }

    /** Files that they bring along, and how their hosts are switched on and off. */
    private void theirs() {
        Files.writeString(dir.resolve('clusters.conf'), '[global]\nvncviewer = vncviewer\n[production]\nhost_names = kvm1,kvm2,kvm3\nmigration_ports = 6000-7000\n')
        Files.writeString(dir.resolve('guests-site.groovy'), "include 'site.groovy'\ntemplate 'server', '${Lab.ROOT}/templates/server.xml.ftl'\n")
        def manifests = Files.createDirectory(dir.resolve('manifests'))
        [7: '', 8: ','].each { number, comma ->
            Files.writeString(manifests.resolve("new${number}.json"), """[{"host": "kvm1", "vmspecs": [{"name": "new$number", "description": "a node"$comma
                "hostname": "new${number}.moving", "ipaddress": "192.168.189.10$number", "vcpus": 1, "memoryGb": 1, "maxMemoryGb": 2, "numDisks": 1, "diskSize": 1}]}]""")
        }
        Files.writeString(dir.resolve('vme.cfg'), 'VIRT_STORE="/srv/store"\nDEFAULT_VM_BRIDGE="br0"\n')
        Files.writeString(dir.resolve('cloud.yaml'), 'vms:\n  app:\n    mem: 256\n    image: /srv/app.qcow2\n    eth0: 52:54:00:77:99:61\n')
        Files.writeString(dir.resolve('vmimagemanager.cfg'), '[box]\nvm_slot_enabled=on\nHostName=box\nroot=/dev/vg0/box\n')
        Files.writeString(dir.resolve('bmc.groovy'), "hosts { host 'kvm1', address: '10.77.0.11', ipmi: $bmc.said }\n")
    }

    /** Sections, each a list of rows: what they type, and what is typed here. */
    private static Map<String, List> sections() {
        PAGE.split(/(?m)^## /).drop(1).collectEntries { section ->
            [section.readLines()[0], section.readLines().findAll { it.startsWith('| ') && it.contains('`') }.collect { row ->
                def cells = row.split(/ *\| */).drop(1)
                [spans(cells[0]), spans(cells[1])]
            }]
        }
    }

    private static List<String> spans(String cell) { (cell =~ /`([^`]+)`/).collect { it[1] } }

    def "the page tells of each verb of #system, and of each by a command"() {
        given:
        def rows = sections()[system]

        expect:
        verbs.split(/,\s+/)*.trim() - rows.collectMany { it[0] } == []
        rows.every { theirs, ours -> ours && ours.every { it.startsWith('berth ') } }

        where:
        system << THEIRS.keySet()
        verbs = THEIRS[system]
    }

    def "#command"() {
        expect:
        [*BEFORE.getOrDefault(command, []), command].each { line ->
            def (int exit, String said) = user.say(line)
            assert exit == 0: "$line\n$said"
        }

        cleanup:
        if (command.contains('poweroff')) {
            Lab.power('start', 'kvm3')
        }

        where:
        command << sections().values().collectMany { rows -> rows.collectMany { it[1] } }
    }
}
