# The image is a whole disk. It is written into a second volume of the group while the guest runs, and becomes the slot's.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

fits() {
    need tar tar
    need sha256sum coreutils
    store_gives disk
    case $tree in *.qcow2) need qemu-img qemu-utils ;; esac
}

make_next() { # VOLUME
    device_ahead "$disk"
    volume_room "$disk"
    volume_like "$disk" "$1"
    # a thin volume that is new has zeros, and room only for what is written
    device_write "$1" ${volume_pool:+blank}
}

# It is there already.
copy() { # DIRECTORY
    :
}

made=keep
