# The slots of one host without a system: a new filesystem, the guest off. Called with name, MAC and disk of each slot.
# shellcheck shell=sh

while [ $# -gt 0 ]; do
    slot_off "$1"
    loop=$(losetup --find --show "$3")
    partx --add "$loop"
    mkfs.ext4 -q -F -L root "${loop}p1"
    slot_unmount
    sync "$3"
    shift 3
done </dev/null
