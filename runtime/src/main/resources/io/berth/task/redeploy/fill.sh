# The new system in a disk that nothing uses: mapped, mounted, copied, given its identity, checked, on disk, unmapped.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

# the file that is mapped; who packs a tree for it
filling=
sender=
# the paths of what the identity wrote, a line each
written=

fill() { # FILE
    disk_in "$1" "$disk_kind"
    own_it "$mnt"
    disk_out "$1"
}

# The image's tree on the disk.
disk_in() { # FILE raw|qcow2|device|volume
    filling=$1
    phase map
    map "$mapping" "$2" "$filling" "$partition" "$method"

    phase mount
    disk_unused "$filling" ''
    [ "$filling" != "$disk" ] || result_is deploying # the slot has no whole system any more
    prepare_filesystem "$device" "$filesystem" "$made"
    mount_slot "$device" "$mnt" "$filesystem"

    phase copy
    mount_verify "$device" "$mnt" "$filesystem"
    copy "$mnt"
    [ -n "$pinned" ] || store_close
}

own_it() { # DIRECTORY
    inserts_lay "$1"

    phase identity
    identity "$1" "$hostname" "$state_dir/keys/$slot" "$device" "$(whole "$filling")" "$disk"
    [ -z "$host_key" ] || fact host-key "$host_key"
    fact machine-id "$machine_id"

    phase verify
    identity_verify "$1" "$disk"
    written=$(sed 's/^[0-9]* [a-z]* //' written.list | sort -u)
    mount_verify "$device" "$1" "$filesystem"
}

# Where the whole disk can be read as a raw one, while its partition is mapped.
whole() { # FILE
    if [ -z "$server" ]; then echo "$1"; else echo "${loop:-$raw}"; fi
}

# All of it written, and nothing mapped any more.
disk_out() { # FILE
    phase sync
    # a full store shows here at the earliest: the copy itself has only filled memory
    sync --file-system "$mnt" || fail "not everything could be written to the disk; is the pool full?" "$copy_next"

    phase unmap
    unmount_slot "$mnt"
    unmap "$1"
    sync "$1" || fail "not everything could be written to the disk; is the pool full?" "$copy_next"
    [ ! -b "$1" ] || blockdev --flushbufs "$1"
    rm -f "$mapping"
    filling=
}
