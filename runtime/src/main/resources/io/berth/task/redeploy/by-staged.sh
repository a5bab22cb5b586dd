# The next system is made in a second disk while the guest runs; then it is off for as long as it takes to shut down, to
# rename two files, and to boot.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

fits() {
    need rsync rsync
    need tar tar
    store_gives tree
    edges=$(edges_of "$disk_kind" "$disk" .)
    one_system "$edges"
}

# What is nearest to the new system is what it is made of: the disk as it is this moment, where the filesystem can
# share its blocks; else the system that was before it; else nothing.
make_next() { # FILE
    store_look
    if shared "$1" && whole_copy "$1"; then
        say 'next system: begun from a snapshot of the present one'
    elif beside_remove "$1" && [ -e "$kept" ] && former_fits; then
        disk_unused "$kept" ''
        disk_unattached "$kept"
        beside_move "$kept" "$1"
        say 'next system: begun from the one before the present one'
    else
        made=anew
        room_beside "$disk"
        if [ "$disk_kind" = qcow2 ]; then
            blank_like "$edges" blank 131072
            into_qcow2 blank "$1"
        else
            blank_like "$edges" "$1" 131072
        fi
        say 'next system: begun from nothing'
    fi
}
made=mend

# Ends with 1 where no blocks can be shared.
shared() { # FILE
    case $disk_kind in
    volume) volume_look "$disk" && [ -n "$volume_pool" ] && volume_room "$disk" && volume_snapshot "$disk" "$1" ;;
    *) cp --reflink=always -- "$disk" "$1" 2>/dev/null ;;
    esac
}

# A qcow2 file is copied as a guest leaves it that is switched off hard: what it had begun to take is given back.
whole_copy() { # FILE
    [ "$disk_kind" != qcow2 ] || qemu-img check -q -f qcow2 -r leaks -- "$1" >&2
}

# One whose base is lost is nothing to begin from.
former_fits() {
    [ "$(size_of "$disk_kind" "$kept")" = "$(size_of "$disk_kind" "$disk")" ] && { [ "$disk_kind" != qcow2 ] || qcow2_chain "$kept" >/dev/null; }
}

copy() { # DIRECTORY
    if [ "$made" = anew ]; then copy_tar "$address" "$tree" "$1"; else copy_rsync "$address" "$tree" "$1"; fi
}
