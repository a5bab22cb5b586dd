# RUN-DIR HOLDER LOCK-SECONDS SLOT POOL FILE BYTES PARTITION: a sparse raw FILE with an empty ext4 in its PARTITION; those before it are
# of 1 MiB each, it takes the rest. Made under another name, then linked to its own, so that it is there whole or not.
# shellcheck shell=sh
lock_file=$(slot_lock "$1" "$4")
lock "$lock_file" "$3" "$2"
pool=$5 file=$6 bytes=$7 partition=$8
new=${file%/*}/.berth-${file##*/}.new
trap 'rm -f -- "$new"; unlock "$lock_file"' EXIT
trap 'exit 1' HUP INT TERM
umask 077
rm -f -- "$new"
truncate -s "$bytes" -- "$new"
{
    echo 'label: dos'
    number=1
    while [ "$number" -lt "$partition" ]; do
        echo "start=$((number * 2048)), size=2048, type=83"
        number=$((number + 1))
    done
    echo "start=$((partition * 2048)), type=83, bootable"
} | sfdisk -q --no-reread -- "$new"
mkfs.ext4 -q -F -L root -E "offset=$((partition * 1048576)),lazy_itable_init=1,lazy_journal_init=1" \
    -- "$new" "$((bytes / 1024 - partition * 1024))k"
sync -- "$new"
ln -- "$new" "$file"
rm -f -- "$new"
virsh pool-refresh --pool "$pool"
