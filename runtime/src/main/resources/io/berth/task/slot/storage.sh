# What a script is told of its slot's disk, always in this order, and how many words that is.
# shellcheck shell=sh

storage() { # raw|qcow2|device|volume DISK PARTITION(0: none) FILESYSTEM auto|kpartx|partx|offset SWAP-DEVICE(or empty)...
    kind=$1 disk=$2 partition=$3 filesystem=$4 method=$5 swap=$6
    # shellcheck disable=SC2034  # not every script has a use for all of them
    readonly kind disk partition filesystem method swap
}
storage_words=6
