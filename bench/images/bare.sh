# The plain commands, on one host: no plan, no locks, no checks; only what must be done for the slot to be new.
# HOW STORE SOURCE SLOT MAC DISK KEY-TYPE KEY: how the system gets onto the slot; the store's name, or '' on the store itself; the
# tree or the disk that is copied; the present host key.
# shellcheck shell=sh disable=SC2154  # mnt, type, key: slot.sh

ssh='ssh -o UserKnownHostsFile=/run/berth-bench/known_hosts -o StrictHostKeyChecking=yes -o BatchMode=yes
    -c aes128-gcm@openssh.com -o Compression=no'

at_store() { # COMMAND of a shell
    # shellcheck disable=SC2086
    if [ -n "$store" ]; then $ssh "$store" "$1"; else sh -c "$1"; fi
}

pack="tar --numeric-owner --xattrs --xattrs-include='*' --acls --sparse --format=posix -cf - -C '$3' ."
unpack() {
    tar --numeric-owner --same-owner --xattrs --xattrs-include='*' --acls -p -xf - -C "$mnt"
}

copy_tree() { # into the mounted slot
    case $how in
    rsync) rsync -aHAXS --numeric-ids --delete --exclude=/lost+found -e "$ssh" "${store:+$store:}$source/" "$mnt/" ;;
    tar) at_store "$pack" | unpack ;;
    zstd) at_store "$pack | zstd -1 -T0" | zstd -d | unpack ;;
    esac
}

copy_disk() { # FILE
    case $how in
    reflink) cp --reflink=always "$source" "$1" ;;
    dd) at_store "dd if='$source' bs=1M status=none" | dd of="$1" bs=1M iflag=fullblock conv=sparse status=none ;;
    qemu-img) qemu-img convert -f raw -O raw "$source" "$1" ;;
    esac
}

make_filesystem() { # DISK
    loop=$(losetup --find --show "$1")
    partx --add "$loop"
    mkfs.ext4 -q -F -L root "${loop}p1"
    slot_unmount
}

own_it() { # DISK, mounted
    step identity
    slot_identity "$slot"
    step sync
    sync -f "$mnt"
    step unmap
    slot_unmount
}

boot() {
    step start
    vir start "$slot"
    step ready
    slot_answers "$mac" "$type $key"
    step end
}

how=$1 store=$2 source=$3 slot=$4 mac=$5 disk=$6 type=$7 key=$8

case $how in
boot)
    step shutdown
    slot_off "$slot"
    boot
    ;;
rsync | tar | zstd)
    step shutdown
    slot_off "$slot"
    if [ "$how" != rsync ]; then
        step mkfs
        make_filesystem "$disk"
    fi
    step mount
    slot_mount "$disk"
    step copy
    copy_tree
    own_it
    boot
    ;;
reflink | dd | qemu-img)
    step copy
    copy_disk "$disk.next"
    step mount
    slot_mount "$disk.next"
    own_it
    sync "$disk.next"
    step shutdown
    slot_off "$slot"
    mv "$disk.next" "$disk"
    boot
    ;;
write) # as much as the disk holds, one after another
    step copy
    dd if=/dev/zero of="$disk.next" bs=1M count="$source" conv=fsync status=none
    step end
    rm "$disk.next"
    ;;
esac </dev/null
