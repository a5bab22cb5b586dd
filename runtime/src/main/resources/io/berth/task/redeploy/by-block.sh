# The image is a whole disk: its boot loader, its partitions, all of it. It is streamed into a second file while the guest
# runs, and becomes the slot's.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

fits() {
    need tar tar
    need sha256sum coreutils
    store_gives disk
    case $disk_kind,$tree in qcow2,* | *.qcow2) need qemu-img qemu-utils ;; esac
}

make_next() { # FILE
    room=$(size_of "$disk_kind" "$disk")
    whole=$1
    [ "$disk_kind" = raw ] || whole=$1.raw
    beside_name "$beside" "$1" "$whole" "$whole.qcow2"
    copy_disk "$whole" "$room"
    truncate -s "$room" -- "$whole"
    [ "$disk_kind" = raw ] || into_qcow2 "$whole" "$1"
}

# It is there already.
copy() { # DIRECTORY
    :
}

made=keep
