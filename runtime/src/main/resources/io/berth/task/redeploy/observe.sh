# Looks at a slot and changes nothing: RUN-DIR STATE-DIR SLOT, its storage (see storage.sh), TOOL IMAGE-DIR RELEASE. Says one line for each thing
# seen, the kind of line first. IMAGE-DIR: where the image's releases are, if that is on this host, else empty.
# shellcheck shell=sh

run_dir=$1 state_dir=$2 slot=$3
shift 3
storage "$@"
shift "$storage_words"
tool=$1 image_dir=$2 release=$3

printf 'now %s\n' "$(date +%s)"
while read -r tool package; do
    [ -z "$tool" ] || command -v "$tool" >/dev/null 2>&1 || printf 'missing %s %s\n' "$tool" "$package"
done <<T
gzip gzip
base64 coreutils
flock util-linux
unshare util-linux
losetup mount
partx util-linux
$(case $filesystem in ext*) echo e2fsck e2fsprogs ;; *) echo "mkfs.$filesystem $(filesystem_package "$filesystem")" ;; esac)
virsh libvirt-clients
ssh openssh-client
ssh-keygen openssh-client
ssh-keyscan openssh-client
$tool $tool
$(case $disk_kind in qcow2) echo qemu-img qemu-utils ;; volume) echo lvs lvm2 ;; esac)
T
pool=
case $disk_kind in raw | qcow2) pool=${disk%/*} ;; esac
case $(stat -f -c %T "$pool" 2>/dev/null) in
btrfs) echo 'shares btrfs' ;;
xfs) ! xfs_info "$pool" 2>/dev/null | grep -q reflink=1 || echo 'shares xfs' ;;
esac
if [ "$disk_kind" = qcow2 ]; then
    look=$(mktemp -d)
    trap 'rm -rf -- "$look"' EXIT
fi
if [ "$disk_kind" = volume ] && volume_look "$disk"; then
    [ -z "$volume_pool" ] || echo 'shares thin'
    if (one_system "$disk") >/dev/null 2>&1 3>&1; then echo 'alone yes'; fi
    # one that is left beside it becomes the next
    if [ -e "$disk.former" ] || (room_beside "$disk") >/dev/null 2>&1 3>&1; then echo 'beside room'; fi
elif [ -f "$disk" ]; then
    # what ends these checks ends them alone, and is no failure: another way is taken
    if (edges=$(edges_of "$disk_kind" "$disk" "${look:-}") && one_system "$edges") >/dev/null 2>&1 3>&1; then echo 'alone yes'; fi
    # the former system's disk is taken where there is one
    if [ -f "$disk.former" ] || (room_beside "$disk") >/dev/null 2>&1 3>&1; then echo 'beside room'; fi
fi
if state=$(guest_named "$slot" 2>/dev/null) && [ -n "$state" ]; then printf 'state %s\n' "$state"; fi
record=$state_dir/slots/$slot.json
if [ -f "$record" ]; then printf 'slot %s\n' "$(cat "$record")"; fi
holder=$(slot_held "$run_dir" "$state_dir" "$slot")
[ -z "$holder" ] || printf 'holder %s\n' "$holder"
if [ -L "$image_dir/aliases/$release" ]; then release=$(readlink -- "$image_dir/aliases/$release"); fi
record=$image_dir/releases/${release##*/}/release
if [ -f "$record" ]; then
    printf 'release %s\n' "${release##*/}"
    grep '^form ' "$record" || true
fi
