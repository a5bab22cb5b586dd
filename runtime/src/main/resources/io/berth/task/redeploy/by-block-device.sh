# The image is a whole disk, and is written over the slot's: a device, or a volume in whose group there is no room for a second one.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

fits() {
    need tar tar
    need sha256sum coreutils
    store_gives disk
    case $tree in *.qcow2) need qemu-img qemu-utils ;; esac
}

prepare() {
    phase prepare
    device_ahead "$disk"
}

switch() {
    disk_unused "$disk" ''
    disk_unattached "$disk"
    result_is deploying # the slot has no whole system any more
    device_write "$disk"
    fill "$disk"
    seed_switch "$disk"
}

# It is there already.
copy() { # DIRECTORY
    :
}

# shellcheck disable=SC2034
made=keep
# shellcheck disable=SC2034
copy_next='the slot is half copied and its guest stays off: redeploy it once the cause is gone'

# There is nothing to go back to here: the controller redeploys the release that was before, if it is one and wanted.
back() { # [NETWORK MAC ADDRESS]...
    not_ready "$unready" "look at the guest's console: virsh console; the slot itself is deployed"
}
