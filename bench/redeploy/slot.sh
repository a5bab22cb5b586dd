# What the floor, the dirtying and the check do with one slot, on its host. Sent in front of each of them, to `sh -s`.
# shellcheck shell=sh disable=SC2154,SC2034  # slot, type, key: of the script behind it

set -eu
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
loop=
mnt=

step() { # NAME: hundredths of a second since the host started, slot, step; they tell where a turn's time went
    read -r uptime _ </proc/uptime
    echo "step ${uptime%.*}${uptime#*.} $slot $1"
}

vir() {
    virsh --quiet --connect qemu:///system "$@" >/dev/null
}

slot_off() { # DOMAIN
    [ "$(virsh -q domstate "$1")" != 'shut off' ] || return 0
    vir shutdown "$1"
    tries=0
    until [ "$(virsh -q domstate "$1")" = 'shut off' ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || { echo "$1 does not shut down" >&2 && return 1; }
        sleep 0.1
    done
}

slot_mount() { # DISK ; sets loop and mnt
    trap slot_unmount EXIT
    mnt=$(mktemp -d)
    case $1 in
    *.qcow2) # whatever it lies over
        plain=$1.plain
        qemu-img convert -O raw "$1" "$plain"
        loop=$(losetup --find --show "$plain")
        rm "$plain" # it goes with the loop device
        ;;
    *) loop=$(losetup --find --show "$1") ;;
    esac
    partx --add "$loop"
    mount -o noatime "${loop}p1" "$mnt"
}

slot_unmount() {
    trap - EXIT
    if [ -n "$mnt" ]; then
        ! mountpoint -q "$mnt" || umount "$mnt"
        rmdir "$mnt"
    fi
    if [ -n "$loop" ]; then
        partx --delete "$loop" || true
        losetup --detach "$loop"
    fi
    mnt=
    loop=
}

# The mounted system gets a name, a machine-id and host keys ; sets type and key: the ed25519 one
slot_identity() { # NAME
    echo "$1" >"$mnt/etc/hostname"
    tr -d - </proc/sys/kernel/random/uuid >"$mnt/etc/machine-id"
    printf '127.0.0.1\tlocalhost\n127.0.1.1\t%s\n::1\tlocalhost\n' "$1" >"$mnt/etc/hosts"
    for type in ed25519 ecdsa; do
        ssh-keygen -q -t "$type" -N '' -C "root@$1" -f "$mnt/etc/ssh/ssh_host_${type}_key"
    done
    read -r type key _ <"$mnt/etc/ssh/ssh_host_ed25519_key.pub"
}

slot_address() { # MAC
    virsh -q net-dhcp-leases lan --mac "$1" | awk '{ sub("/.*", "", $5); address = $5 } END { print address }'
}

# Waits until ssh answers with this host key ("ssh-ed25519 AAAA..."). Cheap looks, since they take CPU from the guests
# that boot: a lease from earlier is believed for a second, and a scan is made only of a port that is open.
slot_answers() { # MAC KEY
    try=0
    while [ "$try" -lt 600 ]; do
        [ $((try % 5)) -ne 0 ] || address=$(slot_address "$1")
        if [ -n "$address" ] && timeout 0.2 bash -c ": <>/dev/tcp/$address/22" 2>/dev/null; then
            case $(ssh-keyscan -T 5 -t ed25519 "$address" 2>/dev/null) in *" $2") return ;; esac
        fi
        sleep 0.05
        try=$((try + 1))
    done
    echo "ssh of $1 does not answer with its key" >&2
    return 1
}
