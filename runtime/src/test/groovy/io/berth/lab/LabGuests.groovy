package io.berth.lab

import groovy.transform.CompileStatic

/**
 * Guests of a lab host that boot in a fraction of a second: their disk is a boot sector that halts the processor for good, so they heed no button
 * and have no agent. All of them have names that begin with a prefix of the spec's own; {@link #close} removes whatever is called so, and their
 * directory with all that is in it, in whatever state a spec left them.
 *
 * <pre>
 * def guests = new LabGuests('kvm1', 'verbs-').define('a', 'b').define('c', memory: 16, max: 32, nic: 'network=lan').start('a')
 * guests.state('a') == 'running'; guests.disk('a') == '/srv/berth/lab-guests/verbs-/a.raw'; guests.full('a') == 'verbs-a'
 * </pre>
 */
@CompileStatic
class LabGuests implements Closeable {

    final String host
    final String prefix
    /** Where their disks are, and what else a spec wants to have removed with them. */
    final String directory

    /** What an earlier run left under the prefix is removed. */
    LabGuests(String host, String prefix) {
        assert prefix ==~ /[a-z0-9]+-/: 'a prefix is a word and a dash, so that no other one begins with it'
        this.host = host
        this.prefix = prefix
        directory = "/srv/berth/lab-guests/$prefix"
        close()
        Lab.must(host, 'mkdir -p "$1"', directory)
    }

    /** Its name on the host. */
    String full(String name) { prefix + name }

    String disk(String name) { "$directory/${name}.raw" }

    /** Defines them, with disks of their own; they are off. */
    LabGuests define(Map<String, Object> how = [:], String... names) {
        names.each { name ->
            Lab.must(host, BOOT_SECTOR + 'printf %s "$2" | virsh -q define /dev/stdin >/dev/null', (how.disk ?: disk(name)) as String, xml(how, name))
        }
        this
    }

    /**
     * @param how {@code memory} and {@code max} in MiB (16, and the same), {@code vcpus} and {@code maxVcpus} (1, and the same), {@code nic}
     *     ({@code 'network=lan'} or {@code 'bridge=br0'}; none) and its {@code mac}, {@code uuid}, {@code disk} (a path), {@code more} (elements for its devices)
     */
    String xml(Map<String, Object> how = [:], String name) {
        def memory = how.memory ?: 16, vcpus = how.vcpus ?: 1
        def to = ((String) how.nic)?.tokenize('=')
        def nic = to ? "<interface type='${to[0]}'>${how.mac ? "<mac address='$how.mac'/>" : ''}<source ${to[0]}='${to[1]}'/><model type='virtio'/><rom enabled='no'/></interface>" : ''
        """<domain type='qemu'><name>${full(name)}</name>${how.uuid ? "<uuid>$how.uuid</uuid>" : ''}
            <memory unit='MiB'>${how.max ?: memory}</memory><currentMemory unit='MiB'>$memory</currentMemory>
            <vcpu current='$vcpus'>${how.maxVcpus ?: vcpus}</vcpu>
            <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='hd'/></os>
            <features><acpi/><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features>
            <devices><disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${how.disk ?: disk(name)}'/><target dev='vda' bus='virtio'/></disk>$nic
            <controller type='usb' model='none'/><serial type='pty'/><memballoon model='${how.max ? 'virtio' : 'none'}'/>${how.more ?: ''}</devices></domain>""".toString()
    }

    /** One that boots a small Debian in some seconds: with sshd (root by the controller's key) and the agent, its network by DHCP. On kvm1 only, which has the tree. */
    LabGuests defineSystem(Map<String, Object> how, String name) {
        def all = new LinkedHashMap<String, Object>([memory: 96, more: AGENT])
        all.putAll(how)
        Lab.must(host, '''set -eu
            truncate -s 64M "$1"
            mkfs.ext4 -q -F -d /srv/berth/images/mini "$1"
            printf %s "$2" | virsh -q define /dev/stdin >/dev/null''', disk(name), xml(all, name)
                .replace("<boot dev='hd'/>", KERNEL).replace('<features>', "<cpu mode='maximum'/><features>"))
        this
    }

    private static final String AGENT = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>" +
            "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>"
    private static final String KERNEL = '''<kernel>/srv/berth/boot/vmlinuz</kernel><initrd>/srv/berth/boot/initrd</initrd>
        <cmdline>console=ttyS0 root=/dev/vda mitigations=off apparmor=0 audit=0 nokaslr no_timer_check cryptomgr.notests quiet init=/usr/local/sbin/fastinit</cmdline>'''

    LabGuests start(String... names) {
        names.each { virsh('start', full(it)) }
        this
    }

    /** Starts one without libvirt, with its monitor at {@code directory/NAME.monitor} and its pid in {@code directory/NAME.pid}. */
    LabGuests startRaw(String name) {
        Lab.must(host, BOOT_SECTOR + '''qemu-system-x86_64 -name "$2" -m 16 -display none -nodefaults -drive "file=$1,format=raw,if=virtio" \
            -monitor "unix:$3.monitor,server,nowait" -pidfile "$3.pid" -daemonize''', disk(name), full(name), "$directory/$name".toString())
        this
    }

    /** As virsh says it; empty: the host has no such guest. */
    String state(String name) { Lab.on(host, 'virsh -q domstate "$1" 2>/dev/null', full(name)).out.trim() }

    /** What virsh says to it; the call must end well. */
    String virsh(String... words) { Lab.must(host, 'virsh -q "$@"', words) }

    @Override
    void close() {
        Lab.must(host, '''
            virsh list --all --uuid --name | while read -r uuid name; do
                case $name in "$1"*) ;; *) continue ;; esac
                virsh -q destroy "$uuid" || true
                virsh -q undefine "$uuid" --managed-save --snapshots-metadata --checkpoints-metadata --nvram || true
            done >/dev/null 2>&1
            for pid in "$2"/*.pid; do
                [ ! -s "$pid" ] || kill -KILL "$(cat "$pid")" 2>/dev/null || true
            done
            rm -rf "$2"
            ! virsh list --all --name | grep "^$1"
            ''', prefix, directory)
    }

    /** Makes the disk {@code $1}: cli; hlt; jmp to the hlt. */
    static final String BOOT_SECTOR = '''set -eu
        mkdir -p "${1%/*}"
        [ -e "$1" ] || { printf '\\372\\364\\353\\375' && head -c 506 /dev/zero && printf '\\125\\252'; } >"$1"
        '''
}
