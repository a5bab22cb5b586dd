package io.berth.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Isolated
import spock.lang.Specification
import spock.lang.TempDir

/** Configurations of other systems as sites of ours, which berth check accepts; and what is wrong with them, where it is. */
@Isolated('it takes standard output and error')
class ImportedSitesSpec extends Specification {

    static final String VME = '''\
        # Management controllers
        IPMI_USER="admin"
        IPMI_PASS='hidden-there'
        STORES="/srv"
        VIRT_STORE="$STORES/virt-store"          # where disks are
        export DEFAULT_SERVER="$(hostname -s)";  # computed
        DEFAULT_VM_TYPE=qemu
        DEFAULT_VM_CPU="2";
        DEFAULT_VM_RAM="2048"; # MB
        DEFAULT_VM_DISK="12"
        DEFAULT_VM_BRIDGE="br0"
        GPG_RECIPIENT_KEYS="0xABCD"
        COLOUR=`touch /tmp/never`
        '''.stripIndent()

    static final String CLOUD = '''\
        storage: /srv/vms
        uri: qemu+ssh://root@node1/system
        urls: {far: "qemu+ssh://node2:2222/system", box: "lxc:///"}
        templates: {far: vm.xml}
        vms:
            front:
                mem: 512
                vcpu: 2
                image: front.qcow2
                eth0: 52:54:00:12:34:56
                eth1: 52:54:00:12:34:57, lab, 192.0.2.7
                credentials: ubuntu:hidden-there
            rack:
                type: network
                a:
                    htype: far
                    images: [/srv/vms/a.raw, /srv/vms/setup.iso]
                    eth0: "52:54:00:12:34:58, lab"
                b:
                    image: /srv/vms/b.qcow2
                    eth0: 52:54:00:12:34:58, lab
                    eth1: 52:54:00:12:34:59, elsewhere
            inner: {htype: box, image: /srv/tree}
        networks:
            lab:
                range : 192.0.2.2 - 192.0.2.100 / 24
                bridge : virbr7
        '''.stripIndent()

    static final String OLD = '''\
        [VmImageManager]
        vmimages=/srv/images
        formatFilter=mkfs.ext3 %s
        bridge=br0
        vAlocatedMemory=524288

        [one]
        vm_slot_enabled=On
        HostName=one.example.org
        root=/dev/vg0/one-sys
        swap=/dev/vg0/one-swap    ; beside
        mac=02:11:62:22:21:13

        [two]
        vm_slot_enabled=1
        HostName=two.example.org
        HostDisk=/dev/vg0/%(hostname)s
        partition=2
        [two]
        mac=02:11:62:22:21:14
        ip=192.0.2.5

        [three]
        vm_slot_enabled=off
        HostName=three
        root=/dev/vg0/three
        '''.stripIndent()

    static final String NEW = '''\
        [vmim.local]
        vmimages="/srv/images"
        vmlist = ["vmim.vm.1"]
        [vmim.vm.1]
        HostName="one"
        store_type="partition"
        root="/dev/sda5"
        mac=["02:11:62:22:21:13",
             "02:11:62:22:21:15"]
        memory=262144
        [vmim.vm.2]
        HostName="two"
        HostDisk=/dev/vg0/two
        '''.stripIndent()

    @TempDir Path dir

    private String template(String name) {
        [Path.of('').toAbsolutePath(), Path.of('').toAbsolutePath().parent].collect { it.resolve("templates/${name}.xml.ftl") }.find { Files.exists(it) }.toString()
    }

    private Map imported(String kind, String text, String... more) {
        def file = Files.writeString(dir.resolve('theirs'), text)
        Captured.berth('import', kind, file.toString(), '--template', template(kind == 'vmimagemanager' ? 'worker' : 'server'), *more)
    }

    def "what #kind says is a site that check accepts: #has"() {
        when:
        def ran = imported(kind, text, *more)
        def site = Files.writeString(dir.resolve('site.groovy'), ran.out)
        def checked = Captured.berth('check', site.toString())

        then:
        ran.exit == 0
        checked == [exit: 0, out: checked.out, err: checked.err]
        has.every { assert ran.out.contains(it); true }
        told.every { assert ran.err.contains(it); true }
        !(ran.out + ran.err).contains('hidden-there')

        where:
        kind             | text  | more                                 || has | told
        'vme'            | VME   | ['--host', 'kvm1', '--host', 'kvm2'] || ["host 'kvm2'", "pool('virt-store') {\n    on 'kvm1', 'kvm2'\n    dir '/srv/virt-store'", "network('br0') { on 'kvm1', 'kvm2'; bridge 'br0' }",
                '// what create_guest makes by default: berth guest create NAME --cpus 2 --memory 2048M --disk virt-store:12G:qcow2 --network bridge=br0 --emulated', 'user: \'admin\''] |
                ['theirs:6', 'DEFAULT_SERVER is computed by a shell', 'COLOUR is computed']
        'tinycloud'      | CLOUD | []                                   || ["host 'node1', user: 'root'", "host 'node2', port: 2222", "guest('front') {\n    on 'node1'\n    template 'server'\n    memory 512.MiB\n    vcpus 2\n    disk path: '/srv/vms/front.qcow2'",
                "nic network: 'default', mac: '52:54:00:12:34:56'", "nic network: 'lab', mac: '52:54:00:12:34:57', address: '192.0.2.7'", "guest('rack.a') {\n    on 'node2'", "disk path: '/srv/vms/setup.iso', device: 'cdrom'",
                "isolated '192.0.2.0/24'\n    dhcp '192.0.2.2'..'192.0.2.100'", "network('default')", '// nic network: \'elsewhere\'', '// guest inner is not QEMU\'s', 'guest login front -u ubuntu'] |
                ['has a MAC of guest rack.a', 'network elsewhere is not among', 'inner is not QEMU']
        'vmimagemanager' | OLD   | ['--host', 'kvm1']                   || ["host 'kvm1'\n", "slot('one.example.org') {\n    on 'kvm1'\n    disk device: '/dev/vg0/one-sys', partition: 0, filesystem: 'ext3', swap: '/dev/vg0/one-swap'\n    memory 524288.KiB\n    nic network: 'br0', mac: '02:11:62:22:21:13'",
                "disk device: '/dev/vg0/two.example.org', partition: 2, filesystem: 'ext3', map: 'kpartx'", "mac: '02:11:62:22:21:14'", '// ip 192.0.2.5', '// section three is no slot there', "image('imported') { store 'kvm1' }", '// they lie in /srv/images'] | []
        'vmimagemanager' | NEW   | []                                   || ["host 'localhost', connection: 'local'", "disk device: '/dev/sda5', partition: 0\n    memory 262144.KiB\n    nic network: 'default', mac: '02:11:62:22:21:13'\n    nic network: 'default', mac: '02:11:62:22:21:15'",
                "disk device: '/dev/vg0/two', partition: 1, map: 'kpartx'\n    memory 512.MiB", "network('default')"] | []
    }

    def "what cannot be meant is an error where it stands: #kind, #why"() {
        when:
        def ran = imported(kind, text)

        then:
        ran.exit == 2
        ran.out == ''
        ran.err.contains(at)
        ran.err.contains(why)

        where:
        kind             | text                                                         || at         | why
        'vme'            | 'A=1\nif true; then'                                         || 'theirs:2' | 'this is no assignment'
        'vme'            | 'A=1\nrm -rf /tmp/x'                                         || 'theirs:2' | 'this is no assignment'
        'vme'            | 'A=1; touch /tmp/never'                                      || 'theirs:1' | 'more on this line than an assignment'
        'vme'            | 'A=1|tee /tmp/never'                                         || 'theirs:1' | "'|' is not part of an assignment"
        'vme'            | 'A=1\nB="open'                                               || 'theirs:2' | 'does not end on this line'
        'vme'            | 'DEFAULT_SERVER=kvm1\nDEFAULT_VM_RAM=much'                   || 'theirs:2' | 'DEFAULT_VM_RAM wants a whole number'
        'vme'            | 'VIRT_STORE=/srv/x'                                          || 'theirs'   | 'this names no host'
        'tinycloud'      | 'vms:\n  a: {image: /x}\n  a: {image: /y}'                   || 'theirs:3' | "'a' is said twice"
        'tinycloud'      | 'vms:\n  a:\n    mem: lots\n    image: /x'                   || 'theirs:3' | "'mem' is a whole number"
        'tinycloud'      | 'vms:\n  a: {image: /x, eth0: dhcp}'                         || 'theirs:2' | 'a card is a MAC'
        'tinycloud'      | 'vms:\n  a: {mem: 5}'                                        || 'theirs:2' | 'has no image'
        'tinycloud'      | 'networks:\n  lan: {range: all}'                             || 'theirs:2' | 'wants range'
        'tinycloud'      | 'vms: [\n'                                                   || 'theirs'   | 'this is not YAML'
        'tinycloud'      | 'vms: !!javax.script.ScriptEngineManager [x]'                || 'theirs:1' | 'Global tag is not allowed'
        'vmimagemanager' | 'root=/dev/sda1'                                             || 'theirs:1' | 'in no section'
        'vmimagemanager' | '[a]\nvm_slot_enabled=on\nroot=sda1'                         || 'theirs:3' | 'wants a device'
        'vmimagemanager' | '[vmim.vm.1]\nHostName="a"\nroot="/dev/sda1"\nmac=["x"]'     || 'theirs:4' | "'x' is no MAC"
        'vmimagemanager' | '[VmImageManager]\nvmimages=/x'                              || 'theirs'   | 'no section of it is a slot'
    }

    def "a value becomes no code, whatever is in it"() {
        when:
        def ran = imported('vmimagemanager', '[vmim.vm.1]\nHostName="a"\nroot="/dev/sda1\'; exec(\'touch /tmp/never\') //\\u000a"\nip="\\u000a exec \'x\'"\n')

        then:
        ran.exit == 0 || ran.err.contains('wants a device')
        !ran.out.readLines().any { it.trim().startsWith('exec') }

        when:
        ran = imported('tinycloud', "vms:\n  a: {image: \"/x', y: exec('id') //\", opts: \"\\n} exec 'id'\"}\n")

        then:
        ran.out.contains('''disk path: '/x\\', y: exec(\\'id\\') //\'''')
        ran.out.contains("    // opts:  } exec 'id'")
    }
}
