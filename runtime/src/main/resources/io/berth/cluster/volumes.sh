# shellcheck shell=sh
# [POOL]: what is mounted, and pools of the host with their volumes, all or this one. Changes nothing.
mark=$(printf '\001')
printf '%smounts mounts%s' "$mark" "$mark"
cat /proc/self/mounts
if [ -n "${1-}" ]; then
    # none of that name is an answer, too; libvirt that does not answer is none
    if ! uuids=$(virsh pool-uuid --pool "$1" 2>/dev/null); then
        virsh pool-list --uuid >/dev/null
        uuids=
    fi
else
    uuids=$(virsh pool-list --all --uuid)
fi
calls=
number=0
# in parts: a kernel takes no argument above 128 KiB
ask() {
    [ "${#calls}" -lt "$1" ] || {
        virsh "$calls echo" 2>/dev/null
        calls=
    }
}
for uuid in $uuids; do
    calls="$calls echo ${mark}info $uuid$mark; pool-info $uuid; echo ${mark}xml $uuid$mark; pool-dumpxml $uuid;"
    # name, blanks, path: a line each
    paths=$(virsh vol-list --pool "$uuid" 2>/dev/null | sed -n 's|^ .* \{2,\}\(/.*[^ ]\) *$|\1|p' | sed 's/[\\"]/\\&/g')
    while IFS= read -r path; do
        [ -n "$path" ] || continue
        number=$((number + 1))
        calls="$calls echo ${mark}volume $uuid $number$mark; vol-dumpxml \"$path\";"
        ask 60000
    done <<PATHS
$paths
PATHS
done
ask 1
printf '%send%s' "$mark" "$mark"
