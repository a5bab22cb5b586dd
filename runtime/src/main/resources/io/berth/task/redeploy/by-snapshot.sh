# The release is a disk of the slot's pool already, and the next system shares all blocks with it that it does not change:
# there is nothing to copy.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

fits() {
    [ "$disk_kind" = raw ] || fail "what a snapshot shares are blocks of raw disks, and $disk is $disk_kind" "redeploy by overlay: it takes as little time"
    need tar tar
    [ -n "$dir" ] || fail "$image has no releases: what a snapshot is taken of must not change" "redeploy by staged or rsync"
    store_gives tree
    one_system "$disk"
}

make_next() { # FILE
    shares_blocks "$disk" "$1" || fail "the filesystem of ${disk%/*} cannot share blocks between files" \
        "redeploy by staged or rsync, or have the pool on xfs (reflink=1) or btrfs"
    base_ready "$disk"
    beside_name "$beside" "$1"
    cp --reflink=always -- "$base" "$1"
    bases_unlock
    chmod 600 "$1"
    blank_around "$disk" "$1" 0
}

# It takes no time to try.
shares_blocks() { # FILE NEW-FILE
    cp --reflink=always -- "$1" "$2" 2>/dev/null || { rm -f -- "$2" && return 1; }
    rm -f -- "$2"
}

copy() { # DIRECTORY
    [ -n "$based" ] || copy_tar "$address" "$tree" "$1"
}

made=keep
