# The host that is a QEMU machine with Debian's own kernel: it has what a kernel without modules lacks, device mapper
# first of all. A host like the others to all that asks, but for how it is booted and how one gets inside.
# shellcheck shell=sh

MACHINE=kvm4

machine_is() { [ "$1" = "$MACHINE" ] && [ -e "$RUN/hosts/$1/machine" ]; }

machine_there() { machine_is "$MACHINE"; }

# Its disk is kept over a power loss, and so are what it boots and what its disk is written over: the artifacts may be
# built anew meanwhile.
machine_make() {
    own=$RUN/hosts/$MACHINE
    ! machine_there || return 0
    [ ! -e "$own" ] || die "$MACHINE is one of the other hosts here: lab down first"
    rm -rf --one-file-system "$own.new"
    mkdir -p "$own.new/disk"
    for part in root.raw vmlinuz initrd ssh; do
        cp -rl "$ARTIFACTS/machine/$part" "$own.new/disk/" 2>/dev/null ||
            cp -r --sparse=always "$ARTIFACTS/machine/$part" "$own.new/disk/"
    done
    qemu-img create -q -f qcow2 -F raw -b root.raw "$own.new/disk/root.qcow2"
    truncate -s 4G "$own.new/disk/volumes.raw"
    : >"$own.new/machine"
    mv -T "$own.new" "$own"
}

# In the host's network namespace, with its network card on the host's end of the cable to the lab's bridge.
machine_boot() { # NAME NAMESPACE
    own=$RUN/hosts/$1
    ip -n "$2" link add br0 type bridge forward_delay 0
    ip -n "$2" tuntap add tap0 mode tap
    for port in eth0 tap0; do ip -n "$2" link set "$port" master br0 up; done
    ip -n "$2" link set br0 up
    rm -f "$own/console.log" "$own/qemu.pid"
    # Emulated, since Debian's kernel need not run under the KVM of a machine that is itself a guest. What a program's start
    # would have to emulate beyond need is off: a second processor to agree with on each change of a page table, a fifth level of
    # them, checks of the kernel's accesses to user memory, and registers that are saved at each change of the process.
    nsenter --net="/run/netns/$2" -- qemu-system-x86_64 -daemonize -pidfile "$own/qemu.pid" -name "$1" \
        -accel tcg,thread=multi,tb-size=256 -cpu max,la57=off,smap=off,smep=off,xsave=off,pku=off -machine pc -smp 1 -m 768 \
        -nodefaults -no-user-config -display none -serial "file:$own/console.log" \
        -drive "file=$own/disk/root.qcow2,format=qcow2,if=none,id=root,cache=unsafe" -device virtio-blk-pci,drive=root \
        -drive "file=$own/disk/volumes.raw,format=raw,if=none,id=volumes,cache=unsafe,discard=unmap" \
        -device virtio-blk-pci,drive=volumes \
        -netdev tap,id=net,ifname=tap0,script=no,downscript=no \
        -device "virtio-net-pci,netdev=net,romfile=,mac=02:77:00:00:02:0${1#kvm}" -device virtio-rng-pci \
        -kernel "$own/disk/vmlinuz" -initrd "$own/disk/initrd" \
        -append 'console=ttyS0 root=/dev/vda init=/usr/local/sbin/fastinit mitigations=off apparmor=0 audit=0 nokaslr no_timer_check cryptomgr.notests quiet' \
        8>&- 9>&-
    read -r pid <"$own/qemu.pid"
    printf '%s 0 %s\n' "$pid" "$(host_born "$pid")" >"$own/pid"
}

machine_ready() { grep -qsa 'lab: ready' "$RUN/hosts/$1/console.log"; }

machine_failed() { grep -qsa 'lab: failed' "$RUN/hosts/$1/console.log"; }

machine_inside() { # NAME COMMAND...
    machine=$1
    shift
    # whom it talks to is sure: the lab's own network has no other
    nsenter --net="/run/netns/$(net_controller)" -- ssh -n -F none -i "$ARTIFACTS/keys/id" -o IdentitiesOnly=yes -o BatchMode=yes \
        -o ConnectTimeout=30 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "root@$(host_address "$machine")" "$@"
}
