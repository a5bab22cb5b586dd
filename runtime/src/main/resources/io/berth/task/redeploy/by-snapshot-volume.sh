# The release is a thin volume of the slot's pool already, and the next system shares all blocks with it that it does not change:
# there is nothing to copy.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

fits() {
    volume_look "$disk" || fail "LVM does not know $disk" "look at it: lvs"
    # it has a size of its own, is lost with all that is on it when that is full, and writes all twice
    [ -n "$volume_pool" ] || fail "the volume $disk is no thin one, and a snapshot of another is lost as soon as it is full" \
        "redeploy by staged, or give the slot a disk in a thin pool: volumeGroup: '$volume_group/POOL'"
    need tar tar
    [ -n "$dir" ] || fail "$image has no releases: what a snapshot is taken of must not change" "redeploy by staged or rsync"
    store_gives tree
    one_system "$disk"
}

make_next() { # VOLUME
    volume_base_ready
    beside_name "$beside" "$1"
    volume_snapshot "$base" "$1"
    bases_unlock
    blank_around "$disk" "$1" 0 blank_write
}

copy() { # DIRECTORY
    [ -n "$based" ] || copy_tar "$address" "$tree" "$1"
}

made=keep
