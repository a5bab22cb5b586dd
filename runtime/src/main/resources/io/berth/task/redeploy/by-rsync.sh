# The tree on the slot's disk becomes the image's: only what differs travels.
# shellcheck shell=sh
# shellcheck disable=SC2154  # address, tree: the script's own values

fits() {
    need rsync rsync
    store_gives tree
}

copy() { # DIRECTORY
    copy_rsync "$address" "$tree" "$1"
}

# shellcheck disable=SC2034
made=keep
