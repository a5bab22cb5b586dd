# The release is a disk of the slot's pool already, and the next system lies over it as a qcow2 file that holds only what is
# the slot's own: there is nothing to copy, on whatever filesystem the pool is.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

fits() {
    [ "$disk_kind" = qcow2 ] || fail "an overlay is a qcow2 file, and the slot's disk $disk is $disk_kind" \
        "redeploy by another strategy, or give the slot a disk of format qcow2"
    need tar tar
    [ -n "$dir" ] || fail "$image has no releases: what an overlay lies over must not change" "redeploy by staged or rsync"
    [ "$form" = disk ] || store_gives tree
    edges=$(edges_of "$disk_kind" "$disk" .)
    [ "$form" = disk ] || one_system "$edges"
}

# By a path that is relative to the pool: it may be moved, or be seen at another place by whoever runs the guest.
make_next() { # FILE
    base_ready "$edges"
    beside_name "$beside" "$1"
    (umask 077 && qemu-img create -q -f qcow2 -F raw -b "${bases##*/}/${base##*/}" -- "$1" "$(qcow2_size "$disk")")
    bases_unlock
    [ "$form" = disk ] || blank_around "$edges" "$1" 0 own_edge
}

# Of partition table and boot loader what differs from the base's.
own_edge() { # EDGES FILE FROM BYTES
    for of in "$1" "$base"; do
        dd if="$of" of=edge bs=65536 skip="$3" count="$4" iflag=skip_bytes,count_bytes status=none
        [ "$of" = "$base" ] || mv edge own
    done
    cmp -s own edge || qcow2_poke own "$2" "$3" "$4"
}

copy() { # DIRECTORY
    [ -n "$based" ] || copy_tar "$address" "$tree" "$1"
}

# shellcheck disable=SC2034
made=keep
