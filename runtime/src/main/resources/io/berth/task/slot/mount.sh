# Mounts a slot's tree on its host, where it stays mounted: those of tree.sh, then DIRECTORY ro|rw BY WHY. From then on the mount itself
# holds the slot's lock: that ends when the mount does, by release.sh, by umount, or with the host. What serves a qcow2 file goes on
# until release.sh, or the next script under the slot's lock, ends it. In no mount namespace of its own.
# shellcheck shell=sh
# shellcheck disable=SC2154  # what tree.sh sets

tree_begin "$@"
shift $((6 + storage_words))
mnt=$1 how=$2 by=$3 why=$4
[ -z "$(mounted_at "$mnt")" ] || fail "something else is mounted at $mnt" "name another directory"
[ ! -L "$mnt" ] || fail "$mnt is a symbolic link" "name a directory"
[ ! -d "$mnt" ] || [ -z "$(ls -A -- "$mnt")" ] || fail "$mnt is a directory with something in it" "name one that is empty or not there"

case $method in auto) way=lasting ;; *) way=$method ;; esac
# shellcheck disable=SC2034  # serve.sh
served_until=clear
tree_map "$how" "$way"
undo_file=$(hold_of "$state_dir" "$slot")
# before the mount, so that there never is one of which nobody knows
hold_write "$undo_file" "$by" "mount $(cat /proc/sys/kernel/random/boot_id) $(block_number "$device") $how $mnt" 0 "$why"
tree_mount

trap - EXIT
trap '' TERM INT HUP PIPE
exec 7<&-
rm -rf --one-file-system -- "$work"
unlock "$lock_file"
fact directory "$mnt"
