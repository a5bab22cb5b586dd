# shellcheck shell=sh
# What a host has room for; changes nothing: room.sh POOLS NAME DIRECTORY... PATH... POOLS is how many pairs of a pool and its directory follow.
# Lines of "pool BYTES NAME", "group BYTES NAME" (of LVM), "network NAME", "bridge NAME", and "there PATH" for each path that is.
pools=$1
shift
while [ "$pools" -gt 0 ]; do
    near=$2
    # what is to be made is made on the filesystem of what is above it
    while [ ! -d "$near" ] && [ "$near" != "${near%/*}" ]; do near=${near%/*}; done
    room=$(df -P -B 1 -- "${near:-/}" | awk 'NR == 2 { print $4 }')
    printf 'pool %s %s\n' "$room" "$1"
    pools=$((pools - 1))
    shift 2
done
for path; do
    if [ -e "$path" ]; then printf 'there %s\n' "$path"; fi
done
if command -v vgs >/dev/null 2>&1; then
    vgs --noheadings --nosuffix --units b --options vg_free,vg_name 2>/dev/null | while read -r free name; do printf 'group %s %s\n' "$free" "$name"; done
fi
for bridge in /sys/class/net/*/bridge; do
    if [ -d "$bridge" ]; then
        name=${bridge%/bridge}
        printf 'bridge %s\n' "${name##*/}"
    fi
done
virsh net-list --name 2>/dev/null | sed -n 's/[[:space:]]*$//; /./s/^/network /p'
