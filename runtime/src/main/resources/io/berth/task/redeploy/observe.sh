# Looks at a slot and changes nothing: RUN-DIR STATE-DIR SLOT DISK rsync|tar. Says one line for each thing seen, the kind
# of line first.
# shellcheck shell=sh

set -eu
LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/sbin:/sbin
run_dir=$1 state_dir=$2 slot=$3 disk=$4 strategy=$5

printf 'now %s\n' "$(date +%s)"
while read -r tool package; do
    command -v "$tool" >/dev/null 2>&1 || printf 'missing %s %s\n' "$tool" "$package"
done <<T
flock util-linux
unshare util-linux
losetup mount
partx util-linux
e2fsck e2fsprogs
virsh libvirt-clients
ssh openssh-client
ssh-keygen openssh-client
ssh-keyscan openssh-client
$strategy $strategy
T
if [ -f "$disk" ]; then echo 'disk there'; fi
if guest=$(guest_uuid "$slot" 2>/dev/null) && [ -n "$guest" ]; then printf 'state %s\n' "$(guest_state "$guest")"; fi
record=$state_dir/slots/$slot.json
if [ -f "$record" ]; then printf 'slot %s\n' "$(cat "$record")"; fi
lock=$run_dir/locks/slot-$slot
if [ -s "$lock" ] && grep -q ":$(stat --format %i "$lock") " /proc/locks; then
    printf 'holder %s\n' "$(sed -n 1p "$lock")"
fi
