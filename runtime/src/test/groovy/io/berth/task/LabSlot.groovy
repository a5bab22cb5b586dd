package io.berth.task

import io.berth.fixture.LineHands
import io.berth.api.Change
import io.berth.api.Holder
import io.berth.api.Scope
import io.berth.api.TaskType
import io.berth.diag.SourceRange
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Disk
import io.berth.model.Host
import io.berth.model.Identity
import io.berth.model.Image
import io.berth.model.Nic
import io.berth.model.Playbook
import io.berth.model.Pool
import io.berth.model.Redeploy
import io.berth.model.Size
import io.berth.model.Slot
import java.time.Duration
import java.util.function.Consumer

/** A slot on a lab host with its own pool and network, and the task that redeploys it. */
class LabSlot extends LineHands {

    static final String DIR = '/srv/berth/pools/redeploy-spec'
    static final String NETWORK = 'redeploy-spec'
    private static final SourceRange AT = SourceRange.NONE

    final LabHost host
    final Slot slot
    final String image
    /** The store of its image's releases, on kvm1; empty: the image is a tree. */
    final String store
    Consumer<String> atPhase = { }
    Runnable atProgress = { }

    LabSlot(String hostName, int number, String image = 'mini', String store = '', Disk.Format format = Disk.Format.RAW) {
        this(hostName, new Slot("redeploy-spec-$number", hostName,
                new Disk('spec', '', '', Size.mib(600), format, 1, 'ext4', Disk.Table.AUTO, new Size(0), '', Disk.Mapping.AUTO), Size.mib(96), 1,
                [new Nic(NETWORK, "52:54:00:5e:c0:0$number", '')], 'worker', image, [:], AT), store)
    }

    protected LabSlot(String hostName, Slot slot, String store = '') {
        host = new LabHost(hostName)
        this.slot = slot
        this.image = slot.image()
        this.store = store
    }

    String disk() {
        "$DIR/${slot.name()}.$format"
    }

    private String getFormat() {
        slot.disk().format().name().toLowerCase()
    }

    /** Defines pool directory, network, disk and domain, from the lab's own example of a domain. */
    void make() {
        int subnet = 200 + (host.name - 'kvm').toInteger()
        host.write '/tmp/redeploy-spec.xml', """<network><name>$NETWORK</name><bridge name='rdspec'/><ip address='192.168.${subnet}.1' netmask='255.255.255.0'>
            <dhcp><range start='192.168.${subnet}.10' end='192.168.${subnet}.99'/></dhcp></ip></network>"""
        host.sh '''mkdir -p "$1"
            virsh -q net-info "$2" >/dev/null 2>&1 || virsh -q net-define /tmp/redeploy-spec.xml
            virsh -q net-list --name | grep -qxF "$2" || virsh -q net-start "$2"
            truncate -s 600M "$3"; echo 'start=2048, type=83, bootable' | sfdisk -q "$3"
            [ "$4" = raw ] || { mv "$3" "$3.made"; qemu-img convert -f raw -O "$4" "$3.made" "$3"; rm "$3.made"; }''', DIR, NETWORK, disk(), format
        define slot.name(), slot.nics()[0].mac()
    }

    void define(String name, String mac) {
        String xml = new File(LabHost.directory(), 'example-domain.xml').text
                .replace('>probe<', ">$name<").replace('probe-serial', "$name-serial").replaceAll(/<source file='[^']*'/, "<source file='${disk()}'")
                .replace("type='raw'", "type='$format'").replaceAll(/<source network='[^']*'/, "<source network='$NETWORK'").replaceAll(/<mac address='[^']*'/, "<mac address='$mac'")
        host.write '/tmp/redeploy-spec.xml', xml
        host.sh 'virsh -q define /tmp/redeploy-spec.xml; rm /tmp/redeploy-spec.xml'
    }

    void remove() {
        host.sh '''for d in $(virsh -q list --all --name | grep "^redeploy-spec"); do virsh -q destroy "$d" 2>/dev/null || true; virsh -q undefine "$d"; done
            virsh -q net-destroy "$2" 2>/dev/null || true; virsh -q net-undefine "$2" 2>/dev/null || true
            umount "$1" 2>/dev/null || true
            rm -rf "$1" "$1.img"; rm -f /var/lib/berth/slots/redeploy-spec-* /var/lib/berth/beside/redeploy-spec-* /run/berth/log/redeploy-spec-* /run/berth/locks/slot-redeploy-spec-*''', DIR, NETWORK
    }

    /** Plans and applies. */
    void redeploy(Redeploy.Strategy by, Identity identity = Identity.named(slot.name()), Redeploy.OnFailure onFailure = Redeploy.OnFailure.LEAVE) {
        apply(new Redeploy(slot, image, by, Duration.ofSeconds(20), Redeploy.OnTimeout.DESTROY, identity, true, Duration.ofMinutes(3),
                Redeploy.Checks.NONE, onFailure))
    }

    protected void apply(Redeploy what) {
        apply(new RedeployTask(), what)
    }

    /** The same of any task. */
    void apply(TaskType task, Record what) {
        Change change = plan(task, what)
        said.clear()
        change.work().apply(this)
    }

    Change plan(TaskType task, Record what) {
        task.change(what, scope(), task.observe(what, scope()).collect { attempt(it) })
    }

    /** Signals the process group that holds the slot's lock. */
    void signal(String signal) {
        host.sh 'kill -s "$1" -- "-$(sed -n "2s/.* //p" "/run/berth/locks/slot-$2")"', signal, slot.name()
    }

    /** What is attached, mounted or locked of the slot on its host, at the latest a moment from now. */
    String held() {
        host.sh '''n=0
            while [ $n -lt 100 ]; do
                held=$(losetup -n -O NAME -j "$1"; grep -F /run/berth /proc/mounts || true; flock -n "$2" true || echo locked)
                [ -n "$held" ] || exit 0
                n=$((n + 1)); sleep 0.1
            done
            echo "$held"''', disk(), "/run/berth/locks/slot-${slot.name()}"
    }

    /** What differs from the golden tree; the guest is shut down for it. */
    List<String> differences() {
        host.sh('''virsh -q destroy "$1" 2>/dev/null || true
            exec unshare --mount --propagation private -- sh -euc '
                [ "${1%.qcow2}" = "$1" ] || { mount -t tmpfs none /mnt; qemu-img convert -O raw "$1" /mnt/disk; set -- /mnt/disk "$2"; }
                mkdir -p /run/redeploy-spec; mount -o loop,offset=1048576 "$1" /run/redeploy-spec
                rsync -naHAXS --checksum --delete -i --exclude=/lost+found -e "ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR" \\
                    "$2" /run/redeploy-spec/' sh "$2" "$3"''', slot.name(), disk(),
                host.name == 'kvm1' ? "/srv/berth/images/$image/" : "10.77.0.11:/srv/berth/images/$image/")
                .readLines().collect { it.split(' +', 2)[1] }.sort()
    }

    String fact(String key) {
        said.find { it.startsWith("$key: ") }?.substring(key.length() + 2)
    }

    @Override
    Scope scope() {
        Map hosts = ['kvm1', host.name].unique().collectEntries { [it, new Host(it, new LabHost(it).address(), 22, 'root', '', '', Host.Connection.SSH, Optional.empty(), [:], AT)] }
        new Scope(hosts[host.name], new Playbook('spec', hosts, [:], [spec: new Pool('spec', [host.name], DIR, true, AT)], [:],
                [(image): new Image(image, 'kvm1', store ?: Image.DIR, store ? '' : "/srv/berth/images/$image", 0, AT)], [:], [:], [], [:], [:]))
    }

    @Override
    Holder holder() {
        new Holder('ada', 'desk', 7, 'spec-run')
    }

    @Override
    Answer stream(Command command, Consumer<String> out) {
        Process process = host.start(['setsid', '--wait'] + command.argv())
        process.outputStream.withCloseable { it << command.input().toArray() }
        StringBuilder err = new StringBuilder()
        Thread reading = Thread.start { err << process.errorStream.text }
        process.inputStream.eachLine('UTF-8') { out.accept(it) }
        int status = process.waitFor()
        reading.join()
        new Answer(status, '', '', err.toString(), Duration.ZERO)
    }

    @Override
    String knownHostLines(String name) {
        new LabHost(name).knownHostLines()
    }

    @Override
    void phase(String name) {
        atPhase.accept(name)
    }

    @Override
    void progress(long bytes, long total) {
        atProgress.run()
    }
}
