"""What there is before each sequence: guests of a boot sector that halts, on a directory that all hosts share and on their own."""
from dataclasses import dataclass

from hosts import NAMES

PREFIX = "chaos-"
SHARED, LOCAL = "/srv/berth/shared/chaos", "/srv/berth/chaos"
POOLS = {"chaos-shared": SHARED, "chaos-local": LOCAL}


@dataclass(frozen=True)
class Guest:
    name: str
    host: str
    disk: str  # a path, maybe by another spelling
    mark: str  # what its disk holds; empty: a chain, which is told by being there
    shareable: bool = False


def guest(name, host, disk, mark="", shareable=False):
    return Guest(PREFIX + name, host, disk, mark or name, shareable)


GUESTS = [
    guest("s1", "kvm1", f"{SHARED}/s1.raw"),
    guest("s2", "kvm2", f"{SHARED}/s2.raw"),
    guest("s3", "kvm3", f"{SHARED}/s3.raw"),
    guest("l1", "kvm1", f"{LOCAL}/l1.raw"),
    guest("l2", "kvm2", f"{LOCAL}/l2.raw"),
    guest("l3", "kvm3", f"{LOCAL}/l3.raw"),
    guest("thief", "kvm2", f"{SHARED}/by/another/name/s1.raw", "s1"),
    guest("both1", "kvm1", f"{SHARED}/both.raw", "both", True),
    guest("both2", "kvm3", f"{SHARED}/both.raw", "both", True),
    guest("base", "kvm3", f"{SHARED}/base.raw"),
    Guest(PREFIX + "over", "kvm2", f"{SHARED}/over.qcow2", ""),
]
BY_NAME = {one.name: one for one in GUESTS}
TOGETHER = [[PREFIX + name for name in names] for names in (("s1", "thief"), ("base", "over"), ("both1", "both2"), ("s2", "l2"))]
# Names that operations may give to new guests.
NEW = [PREFIX + name for name in ("n1", "n2", "n3")]

# Volumes that somebody else made, by host, and what they hold. Some have names that berth would give to what it makes or moves there.
STRANGERS = {(host, f"{LOCAL}/{name}"): f"stranger-{host}-{name}" for host in NAMES for name in ("stranger.raw", "chaos-n1-vda.qcow2", "chaos-n2-vda.raw")}
STRANGERS[NAMES[2], f"{LOCAL}/l1.raw"] = "stranger-l1"
STRANGERS |= {(NAMES[0], f"{SHARED}/{name}"): f"stranger-{name}" for name in ("stranger.raw", "chaos-n1-vda.raw", "chaos-n2-vda.qcow2")}


def marks(host, directory):
    """Strangers there, as the scripts take them: FILE:MARK, without the .raw of files."""
    return [f"{path.removeprefix(directory + '/')}:{mark}" for (on, path), mark in STRANGERS.items() if on == host and path.startswith(directory + "/")]

# What a guest boots: it waits for the power button of its chipset, by which it switches itself off. Behind it stands its mark.
SECTOR = r'''sector() { # FILE MARK
    truncate -s 1M "$1"
    {
        printf '\272\002\006\270\000\001\357' # tell it that the button is heeded: out 0x602, 0x100
        printf '\373\364\272\000\006\355\366\304\001\164\365' # sti; hlt; until in 0x600 has bit 8
        printf '\272\004\006\270\000\040\357\364\353\375' # off: out 0x604, 0x2000; hlt
        printf %-60s "$2"
    } | dd of="$1" conv=notrunc status=none
    printf '\125\252' | dd of="$1" bs=1 seek=510 conv=notrunc status=none
}
'''
MARK = slice(28, 88)  # of the disk

# All that virsh is to do is told to one of it: each start takes 20 ms of the processor.
CLEAR = r'''
for pid in $(pgrep -x qemu-system-x86 || true); do
    ! tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q "guest=$1\| -name $1" || kill -KILL "$pid"
done
tries=0
while there=$(virsh -q list --all --name | grep "^$1"); do # one that is being moved is not destroyed at once
    tries=$((tries + 1))
    [ $tries -lt 100 ] || { virsh list --all >&2; exit 1; }
    [ $tries -eq 1 ] || sleep 0.1
    virsh -q "$(for name in $there; do
        printf '%s; ' "destroy $name" "undefine $name --managed-save --snapshots-metadata --checkpoints-metadata --nvram"
    done)" >/dev/null 2>&1 || true
done
virsh -q "$(for pool in chaos-shared chaos-local; do printf '%s; ' "pool-destroy $pool" "pool-undefine $pool"; done)" >/dev/null 2>&1 || true
# what berth remembers of guests of an earlier sequence is no news to the next
rm -rf /var/lib/berth/makes/"$1"* /var/lib/berth/moves/*-"$1"*
[ ! -s /var/lib/berth/drained ] || sed -i "/ $1/d" /var/lib/berth/drained
rm -rf "$2"; mkdir -p "$2"
'''

DISKS = SECTOR + r'''
rm -rf "$1"; mkdir -p "$1/by/another"; ln -s "$1" "$1/by/another/name"
for mark in s1.raw:s1 s2.raw:s2 s3.raw:s3 both.raw:both base.raw:base $2; do sector "$1/${mark%:*}" "${mark#*:}"; done
qemu-img create -q -f qcow2 -F raw -b "$1/base.raw" "$1/over.qcow2"
'''

# Qemu itself would not open a disk that another one writes, as here all hosts are of one kernel; on a file server it may not see that.
# So that it is berth alone which keeps guests from one another, they run without those locks.
EMULATOR = r'''cat >"$1" <<'Q'
#!/bin/bash
exec /usr/bin/qemu-system-x86_64 "${@//\"driver\":\"file\",/\"driver\":\"file\",\"locking\":\"off\",}"
Q
chmod 755 "$1"
'''
QEMU = "/usr/local/bin/chaos-qemu"

MAKE = SECTOR + r'''
local=$1 shared=$2 marks=$3
shift 3
for mark in $marks; do sector "$local/${mark%:*}" "${mark#*:}"; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
words=
for pool in "local $local" "shared $shared"; do
    words="$words pool-define-as chaos-${pool% *} dir --target ${pool#* }; pool-start chaos-${pool% *};"
done
number=0
for definition; do
    number=$((number + 1))
    printf %s "$definition" >"$work/$number"
    words="$words define $work/$number;"
done
wrong=$(virsh -q "$words" 2>&1 >/dev/null) # it goes on after what fails, and ends as its last does
[ -z "$wrong" ] || { echo "$wrong" >&2; exit 1; }
'''


def definition(one):
    kind = "qcow2" if one.disk.endswith(".qcow2") else "raw"
    share = "<shareable/>" if one.shareable else ""
    return f"""<domain type='qemu'><name>{one.name}</name><memory unit='MiB'>32</memory><currentMemory unit='MiB'>16</currentMemory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features><devices><emulator>{QEMU}</emulator>
<disk type='file' device='disk'><driver name='qemu' type='{kind}' cache='none'/><source file='{one.disk}'/><target dev='vda' bus='virtio'/>{share}</disk>
<controller type='usb' model='none'/><memballoon model='virtio'/></devices></domain>"""


def prepare(hosts):
    """Once for all sequences."""
    hosts.everywhere(EMULATOR, lambda host: [QEMU])


def clear(hosts):
    hosts.everywhere(CLEAR, lambda host: [PREFIX, LOCAL])


def make(hosts, running):
    """The same each time, whatever was there; and then the guests run that are to."""
    clear(hosts)
    hosts.sh(NAMES[0], DISKS, SHARED, " ".join(marks(NAMES[0], SHARED)))
    hosts.everywhere(MAKE, lambda host: [LOCAL, SHARED, " ".join([f"l{host[-1]}.raw:l{host[-1]}", *marks(host, LOCAL)]),
                                         *(definition(one) for one in GUESTS if one.host == host)])
    hosts.everywhere('for name; do virsh -q start "$name" >/dev/null; done', lambda host: [name for name in running if BY_NAME[name].host == host])
