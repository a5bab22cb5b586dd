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
    private static final SourceRange AT = SourceRange.NONE
    /** Where programs are found before the host's own. */
    private static final String FIRST = '/usr/local/sbin'

    MachineSlot(String name, Disk disk) {
        super(MACHINE, new Slot(name, MACHINE, disk, Size.mib(96), 1, [], 'worker', 'tiny', [:], AT))
    }

    static Disk file() {
        new Disk('spec', Size.mib(64), 1, 'ext4')
    }

    static void makeTree(LabHost host) {
        host.sh '''mkdir -p "$1/etc/ssh" "$1/usr/bin" "$1/var/lib" "$2"
            cd "$1"
            echo golden >etc/hostname; : >etc/machine-id; : >etc/hosts; echo PermitRootLogin no >etc/ssh/sshd_config
            cp /bin/true usr/bin/one; ln usr/bin/one usr/bin/two; setcap cap_net_raw+ep usr/bin/one
            echo a >usr/acl; setfacl -m u:1234:r usr/acl; mkfifo usr/fifo; truncate -s 8M usr/sparse; printf end >>usr/sparse''', TREE, DIR
    }

    /** A domain that has the disk, and nothing else. */
    void makeDomain() {
        host.sh '''printf "<domain type='qemu'><name>%s</name><memory>98304</memory><os><type machine='pc'>hvm</type></os><devices>
            <disk type='%s'><source %s='%s'/><target dev='vda' bus='virtio'/></disk></devices></domain>" "$@" >/tmp/domain.xml
            virsh -q define /tmp/domain.xml''', slot.name(), *(disk().startsWith('/dev/') ? ['block', 'dev'] : ['file', 'file']), disk()
    }

    /** A raw file with a partition and no filesystem. */
    void makeFile() {
        host.sh '''truncate -s 64M "$1"; echo 'start=2048, type=83, bootable' | sfdisk -q --no-reread "$1"''', disk()
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

    /** All that is mapped, attached, mounted, recorded or locked on the machine, by whomever. */
    String mapped() {
        host.sh '''find /dev/mapper -type l -o -type b; losetup -n -O NAME,BACK-FILE; grep /run/berth /proc/mounts || true; ls /var/lib/berth/maps
            flock -n "/run/berth/locks/slot-$1" true || echo locked''', slot.name()
    }

    /** What differs from the golden tree; OFFSET: where the filesystem begins on the disk. */
    List<String> differences(int offset = 1048576) {
        host.sh('''exec unshare --mount --propagation private -- sh -euc '
                mkdir -p /run/machine-spec; mount -o "loop,ro,offset=$3" "$1" /run/machine-spec
                rsync -naHAXS --checksum --delete -i --modify-window=-1 --exclude=/lost+found "$2/" /run/machine-spec/' sh "$@"''', disk(), TREE, offset)
                .readLines().collect { it.split(' +', 2)[1] }.sort()
    }

    @Override
    Scope scope() {
        Host kvm4 = new Host(MACHINE, host.address(), 22, 'root', '', '', Host.Connection.SSH, Optional.empty(), [:], AT)
        new Scope(kvm4, new Playbook('spec', [(MACHINE): kvm4], [:], [spec: new Pool('spec', [MACHINE], DIR, true, AT)], [:],
                [tiny: new Image('tiny', MACHINE, Image.DIR, TREE, 0, AT)], [:], [:], [], [:], [:]))
    }
}
