package io.berth.lab

import io.berth.fixture.AtTerminal
import java.nio.file.Files
import java.nio.file.Path

/** What the page about other systems is written for: its site on the lab, and one who types its commands there, in a directory of his own. */
class MovingOver implements Closeable {

    static final String SHARED = '/srv/berth/shared/moving'
    static final String LOCAL = '/srv/berth/moving'

    /** Guests that heed their power button, by host; disks that all hosts see are raw, others qcow2. */
    static final Map<String, List<String>> GUESTS = [web1: ['kvm1', "$SHARED/web1.raw".toString()], web2: ['kvm2', "$LOCAL/web2.qcow2".toString()],
                                                     db1: ['kvm3', "$LOCAL/db1.qcow2".toString()]]
    private static final String SCREEN = "<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/><video><model type='cirrus'/></video>"

    private final Path dir
    private final LabGuests app
    private final KeptBerth berth

    MovingOver(Path dir) {
        this.dir = dir
        clear()
        write()
        app = new LabGuests('kvm1', 'app-')
        Lab.HOSTS.each { host -> Lab.must(host, POOLS, LOCAL, SHARED) }
        Lab.must('kvm1', 'printf %s "$1" | virsh -q net-define /dev/stdin && virsh -q net-start moving', NETWORK)
        GUESTS.each { name, where -> Lab.must(where[0], GUEST, where[1], domain(name, where[1])) }
        // What specs of slots have left would have to go where it cannot when that host is emptied. They make it anew.
        Lab.must('kvm3', '''for name in $(virsh -q list --all --name | grep -E '^([fw]0[1-6]|s01)$'); do
            virsh -q destroy "$name" 2>/dev/null || :
            virsh -q undefine "$name"
            done''')
        // A host of the lab has no power to be switched off: it does not answer any more.
        Lab.must('kvm3', '''printf '#!/bin/sh\\npkill -x sshd\\n' >/usr/local/bin/systemctl; chmod 755 /usr/local/bin/systemctl''')
        app.defineSystem('1', nic: 'network=moving', mac: '52:54:00:77:99:01')
        berth = new KeptBerth(dir, ['unshare', '--mount', 'sh', '-euc', 'mkdir -p /root/.ssh; mount --bind "$1" /root/.ssh; shift; exec "$@"', 'sh', ssh().toString()])
    }

    private void write() {
        def hosts = Files.readString(Lab.state().resolve('run/inventory.groovy'))
        Files.writeString(dir.resolve('site.groovy'), hosts + """
            pool('primary') { on 'hypervisors'; dir '$LOCAL'; autostart true }
            network('moving') { on 'kvm1'; nat '192.168.189.0/24'; dhcp '192.168.189.10'..'192.168.189.20' }
            image('mini') { store 'kvm1'; tree '/srv/berth/images/mini' }
            image('kept') { store 'kvm1'; dir '$LOCAL-store' }
            template 'worker', '${Lab.ROOT}/templates/worker.xml.ftl'
            slot('box1') {
                on 'kvm1'
                disk pool: 'primary', size: 200.MiB, partition: 1, filesystem: 'ext4'
                memory 96.MiB; vcpus 1; nic network: 'moving'; template 'worker'; image 'mini'
            }
            """.stripIndent())
        Files.writeString(dir.resolve('slot.groovy'), "include 'site.groovy'\nplay('slot') { redeploy('box1') { start false } }\n")
        Files.writeString(dir.resolve('raw1.conf'), "# as vmcli has them\n-m 16\n-drive file=$SHARED/raw1.raw,format=raw\n-display none\n-monitor unix:/run/raw1.monitor,server,nowait\n-daemonize\n")
        Files.createDirectories(dir.resolve('files'))
        Files.writeString(dir.resolve('files/motd'), 'welcome\n')
        def editor = Files.writeString(dir.resolve('editor'), "#!/bin/sh\nexec sed -i 's|<on_crash>.*<|<on_crash>restart<|' \"\$1\"\n")
        editor.toFile().setExecutable(true)
    }

    /** What is the user's: directories, programs, and what ssh has of him. */
    private Map<String, String> getEnvironment() {
        [XDG_STATE_HOME: dir.resolve('state').toString(), XDG_CACHE_HOME: dir.resolve('cache').toString(), BERTH_VIEWER: 'true',
         EDITOR: dir.resolve('editor').toString(), NO_COLOR: '1']
    }

    /** What ssh has of one who has the lab's key, and takes what host keys its guests have. */
    private Path ssh() {
        def ssh = Files.createDirectories(dir.resolve('ssh'))
        def key = Files.readAllBytes(Path.of(Files.readString(Lab.state().resolve('run/ssh_config')).find(/(?<=IdentityFile )\S+/)))
        Files.write(ssh.resolve('key'), key).toFile().with { setReadable(false, false); setReadable(true, true) }
        Files.writeString(ssh.resolve('config'), 'IdentityFile ~/.ssh/key\nStrictHostKeyChecking accept-new\n')
        ssh
    }

    /** What a line of the page says and ends with. */
    List say(String line) {
        def words = (line =~ /'([^']*)'|(\S+)/).collect { List<String> found -> found[1] ?: found[2] }
        assert words[0] == 'berth'
        if (words[1, 2] == ['host', 'console']) {
            return console(words.drop(1))
        }
        def ran = berth.run(environment, words.drop(1))
        [ran.exit, ran.out + ran.err]
    }

    /** At a terminal, which is left once there is a console. */
    private List console(List<String> words) {
        AtTerminal.berth(environment, dir, "${Lab.ROOT}/lab/lab enter", words).withCloseable {
            def seen = it.until('operational')
            it.type('~.')
            [it.exit(), seen]
        }
    }

    private static String domain(String name, String disk) {
        """<domain type='qemu'><name>$name</name><memory unit='MiB'>32</memory><currentMemory unit='MiB'>16</currentMemory><vcpu>1</vcpu>
            <os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features>
            <devices><disk type='file' device='disk'><driver name='qemu' type='${disk.endsWith('.raw') ? 'raw' : 'qcow2'}' cache='none'/><source file='$disk'/>
            <target dev='vda' bus='virtio'/></disk><controller type='usb' model='none'/><memballoon model='virtio'/>$SCREEN</devices></domain>""".toString()
    }

    /** A disk of a sector that waits for the power button of its chipset and then switches itself off, and the guest. */
    private static final String GUEST = '''set -eu
        sector() {
            truncate -s 1M "$1"
            printf '\\272\\002\\006\\270\\000\\001\\357\\373\\364\\272\\000\\006\\355\\366\\304\\001\\164\\365\\272\\004\\006\\270\\000\\040\\357\\364\\353\\375' | dd of="$1" conv=notrunc status=none
            printf '\\125\\252' | dd of="$1" bs=1 seek=510 conv=notrunc status=none
        }
        case $1 in
        *.raw) sector "$1"; sector "${1%/*}/raw1.raw" ;;
        *) sector "$1.raw"; qemu-img convert -q -O qcow2 "$1.raw" "$1"; rm "$1.raw" ;;
        esac
        printf %s "$2" | virsh -q define /dev/stdin >/dev/null'''
    private static final String POOLS = '''set -eu
        mkdir -p "$1" "$2"
        virsh -q pool-define-as primary dir --target "$1" >/dev/null; virsh -q pool-start primary >/dev/null
        virsh -q pool-autostart primary >/dev/null
        virsh -q pool-define-as shared dir --target "$2" >/dev/null; virsh -q pool-start shared >/dev/null'''
    private static final String NETWORK = """<network><name>moving</name><forward mode='nat'/><bridge name='moving0' stp='off' delay='0'/>
        <ip address='192.168.189.1' netmask='255.255.255.0'><dhcp><range start='192.168.189.10' end='192.168.189.20'/><host mac='52:54:00:77:99:01' ip='192.168.189.10'/></dhcp></ip></network>"""

    private static void clear() {
        Lab.HOSTS.each { host ->
            Lab.must(host, '''
                for name in $(virsh -q list --all --name | grep -E '^(web[0-9]|db1|new[0-9]|box1)$'); do
                    virsh -q destroy "$name"
                    virsh -q undefine "$name" --managed-save --snapshots-metadata --checkpoints-metadata --nvram
                done >/dev/null 2>&1
                for pid in $(pgrep -f '^[^ ]*qemu-system-x86_64 .*raw1'); do kill -KILL "$pid"; done
                for pool in primary shared fast; do
                    virsh -q pool-destroy $pool; virsh -q pool-undefine $pool
                done >/dev/null 2>&1
                { virsh -q net-destroy moving; virsh -q net-undefine moving; } >/dev/null 2>&1
                rm -f /usr/local/bin/systemctl
                rm -rf "$1" "$1-fast" "$1-store" "$2"/* /var/lib/berth/slots/box1.*
                ! virsh -q list --all --name | grep -E '^(web[0-9]|db1|new[0-9]|box1)$'
                ''', LOCAL, SHARED)
        }
    }

    @Override
    void close() {
        berth.close()
        app.close()
        clear()
    }
}
