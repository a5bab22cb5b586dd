package io.berth.task

import io.berth.api.CommandFailure
import io.berth.api.Scope
import io.berth.diag.SourceRange
import io.berth.model.Disk
import io.berth.model.Host
import io.berth.model.Identity
import io.berth.model.Image
import io.berth.model.Playbook
import io.berth.model.Pool
import io.berth.model.Redeploy
import io.berth.model.Size
import io.berth.model.Slot
import java.time.Duration

/**
 * A slot on the lab's machine with Debian's kernel, whose guest is defined there and never started: an emulator in an emulator. Its image is
 * a tree on the machine, of a few files that each tell of something that is lost easily.
 */
class MachineSlot extends LabSlot {

    static final String MACHINE = 'kvm4'
    static final String TREE = '/srv/berth/images/tiny'
    static final String GROUP = 'berth'
    private static final SourceRange AT = SourceRange.NONE
    /** Where programs are found before the host's own. */
    private static final String FIRST = '/usr/local/sbin'

    MachineSlot(String name, Disk disk, String image = 'tiny') {
        super(MACHINE, new Slot(name, MACHINE, disk, Size.mib(96), 1, [], 'worker', image, [:], AT))
    }

    static Disk file(Disk.Format format) {
        new Disk('spec', '', '', Size.mib(64), format, 1, 'ext4', Disk.Table.AUTO, new Size(0), '', Disk.Mapping.AUTO)
    }

    static Disk volume(String group = GROUP) {
        new Disk('', '', group, Size.mib(64), Disk.Format.RAW, 1, 'ext4', Disk.Table.AUTO, new Size(0), '', Disk.Mapping.AUTO)
    }

    /** A pool of what the machine itself serves by NFS. */
    static Pool served(String path) {
        new Pool('served', [MACHINE], new Pool.Store(Pool.Kind.NETFS, '127.0.0.1', path, 'nfs', [], false), '/srv/pools/served', true, false, '', '.store', AT)
    }

    @Override
    String disk() {
        Storage.of(slot, scope()).disk()
    }

    /** The image, the pool and the volume group. */
    static void prepare(LabHost host) {
        makeTree(host)
        host.sh '''virsh -q pool-define-as spec dir --target "$1"; virsh -q pool-start spec
            vgcreate --quiet "$2" /dev/vdb >/dev/null
            # what checks a pool's metadata is a package of its own
            echo 'global { thin_check_executable = "" }' >/etc/lvm/lvmlocal.conf
            lvcreate --quiet --yes --type thin-pool --size 256M --name pool "$2" >/dev/null
            at=/var/lib/berth/images/released/releases/2026-11-21-aaaaaaaaaaaa; mkdir -p "$at" "$at/../../aliases"; cp -a "$3" "$at/tree"; ln -s "../releases/${at##*/}" "$at/../../aliases/stable"
            printf 'image released\nname %s\nform tree\nfile tree\ndigest aaaaaaaaaaaa%052d\n' "${at##*/}" 0 >"$at/release"''', DIR, GROUP, TREE
    }

    private static void makeTree(LabHost host) {
        host.sh '''mkdir -p "$1/etc/ssh" "$1/usr/bin" "$1/var/lib" "$2"
            cd "$1"
            echo golden >etc/hostname; : >etc/machine-id; : >etc/hosts; echo PermitRootLogin no >etc/ssh/sshd_config
            cp /bin/true usr/bin/one; ln usr/bin/one usr/bin/two; setcap cap_net_raw+ep usr/bin/one
            echo a >usr/acl; setfacl -m u:1234:r usr/acl; mkfifo usr/fifo; truncate -s 8M usr/sparse; printf end >>usr/sparse''', TREE, DIR
    }

    /** Makes its disk as a playbook does, and a domain that has the disk and nothing else. */
    void make() {
        DiskTask task = new DiskTask()
        task.change(slot, scope(), task.observe(slot, scope()).collect { attempt(it) }).work().apply(this)
        boolean file = slot.disk().kind() == Disk.Kind.FILE
        host.sh '''printf "<domain type='qemu'><name>%s</name><memory>98304</memory><os><type machine='pc'>hvm</type></os><devices>
            <disk type='%s'><driver name='qemu' type='%s'/><source %s='%s'/><target dev='vda' bus='virtio'/></disk></devices></domain>" "$@" >/tmp/domain.xml
            virsh -q define /tmp/domain.xml''', slot.name(), file ? 'file' : 'block', slot.disk().format().name().toLowerCase(), file ? 'file' : 'dev', disk()
    }

    /** Redeploys it and leaves it off. */
    void redeploy(Redeploy.Strategy by) {
        apply(new Redeploy(slot, image, by, Duration.ofSeconds(20), Redeploy.OnTimeout.DESTROY, Identity.named(slot.name()), false, Duration.ZERO,
                Redeploy.Checks.NONE, Redeploy.OnFailure.LEAVE))
    }

    /** The same, and all that is at work is killed once the script has used this program: to be exact, before the script hears of it. */
    void killedAfter(String program, Redeploy.Strategy by) {
        host.sh '''real=$(command -v "$1"); printf '#!/bin/sh\\n%s "$@"\\nkill -KILL 0\\n' "$real" >"$2/$1"; chmod 755 "$2/$1"''', program, FIRST
        try {
            redeploy(by)
            assert false: "it was not killed by $program"
        } catch (CommandFailure e) {
            assert e.message.endsWith(": slot ${slot.name()} could not be redeployed"): "$e.message\n${e.answer().err()}" // it said nothing itself
        } finally {
            host.sh 'rm "$2/$1"', program, FIRST
        }
    }

    /** All that is mapped, attached, served, mounted, recorded or locked on the machine, by whomever; the volumes themselves are not meant. */
    List<String> mapped() {
        host.sh('''find /dev/mapper ! -type c ! -type d ! -name "$2-m[0-9][0-9]" ! -name "$2-pool*" -printf 'map %f\n'
            losetup -n -O NAME,BACK-FILE; cat /sys/block/nbd*/pid 2>/dev/null || true; grep /run/berth /proc/mounts || true; find /var/lib/berth/maps -type f -printf 'record %f\n'
            flock -n "/run/berth/locks/slot-$1" true || echo locked''', slot.name(), GROUP).readLines()
    }

    /** The volumes of the group that berth made beside the slots': name, and whether it is written to, "w", or read, "r". */
    List<String> volumes() {
        host.sh('lvs --noheadings --options lv_name,lv_attr --separator / "$1"', GROUP).readLines()*.trim().findAll { !(it ==~ '(m\\d\\d|pool)/.*') }
                .collect { it.split('/')[0] + ' ' + it.split('/')[1][1] }
    }

    /** What differs from the golden tree. */
    List<String> differences() {
        host.sh('''exec unshare --mount --propagation private -- sh -euc '
                mkdir -p /run/machine-spec; disk=$1
                case $1 in *.qcow2) disk=/tmp/disk.raw; qemu-img convert -f qcow2 -O raw "$1" "$disk" ;; esac
                mount -o loop,ro,offset=1048576 "$disk" /run/machine-spec
                rsync -naHAXS --checksum --delete -i --modify-window=-1 --exclude=/lost+found "$2/" /run/machine-spec/' sh "$@"''', disk(), TREE)
                .readLines().collect { it.split(' +', 2)[1] }.sort()
    }

    @Override
    Scope scope() {
        Host kvm4 = new Host(MACHINE, host.address(), 22, 'root', '', '', Host.Connection.SSH, Optional.empty(), [:], AT)
        new Scope(kvm4, new Playbook('spec', [(MACHINE): kvm4], [:], [spec: new Pool('spec', [MACHINE], DIR, true, AT)], [:],
                [tiny: new Image('tiny', MACHINE, Image.DIR, TREE, 0, AT), released: new Image('released', MACHINE, Image.DIR, '', 0, AT)], [:], [:], [], [:], [:]))
    }
}
