# A disk of 3 GiB with a system on its one partition: TREE DISK
# shellcheck shell=sh disable=SC2154  # mnt, loop: slot_mount

truncate -s 3G "$2"
echo 'label: dos
start=2048, type=83' | sfdisk --quiet "$2"
mkfs.ext4 -q -F -L root -U 6f9e1b2c-4c5e-4a3b-9d57-0c1f5a8e7b21 -E offset=1048576 "$2" 3144704k # the rest behind the first MiB
slot_mount "$2"
rsync -aHAXS --numeric-ids "$1/" "$mnt/"
sync -f "$mnt"
slot_unmount
