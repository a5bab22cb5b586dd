# Looks at a slot and changes nothing: RUN-DIR STATE-DIR SLOT DISK rsync|tar. Says one line for each thing seen, the kind
# of line first.
# shellcheck shell=sh

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
lock_file=$(slot_lock "$run_dir" "$slot")
if lock_is_held "$lock_file"; then printf 'holder %s\n' "$(sed -n 1p "$lock_file")"; fi
