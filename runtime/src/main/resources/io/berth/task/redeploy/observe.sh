# Looks at a slot and changes nothing: RUN-DIR STATE-DIR SLOT DISK rsync|tar IMAGE-DIR RELEASE. Says one line for each thing
# seen, the kind of line first. IMAGE-DIR: where the image's releases are, if that is on this host, else empty.
# shellcheck shell=sh

run_dir=$1 state_dir=$2 slot=$3 disk=$4 strategy=$5 image_dir=$6 release=$7

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
if [ -L "$image_dir/aliases/$release" ]; then release=$(readlink -- "$image_dir/aliases/$release"); fi
if [ -f "$image_dir/releases/${release##*/}/release" ]; then printf 'release %s\n' "${release##*/}"; fi
