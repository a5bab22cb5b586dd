# What a script is told of its slot's disk, always in this order, and how many words that is.
# shellcheck shell=sh

storage() { # raw|qcow2|device|volume DISK PARTITION(0: none) FILESYSTEM auto|kpartx|partx|offset SWAP...
    # SWAP: a partition of the disk ("beside"), the second disk's path, or empty
    disk_kind=$1 disk=$2 partition=$3 filesystem=$4 method=$5 swap=$6
    # shellcheck disable=SC2034  # not every script has a use for all of them
    readonly disk_kind disk partition filesystem method swap
}
# shellcheck disable=SC2034
storage_words=6

# Ends the script unless the disk is there, and is what it was declared to be.
storage_there() {
    case $disk_kind in
    raw | qcow2) [ -f "$disk" ] || fail "there is no disk $disk" "run the disk task of the slot first" ;;
    *) [ -b "$disk" ] || fail "there is no block device $disk" "run the disk task of the slot first" ;;
    esac
    [ "$swap" = beside ] || [ -z "$swap" ] || [ -b "$swap" ] || fail "there is no block device $swap" "run the disk task of the slot first"
}
