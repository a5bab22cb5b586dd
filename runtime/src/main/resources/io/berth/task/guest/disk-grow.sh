# Grows a guest's disk, and never shrinks it: raw|qcow2|volume PATH BYTES UUID TARGET. UUID: of the guest, if it runs.
# shellcheck shell=sh
kind=$1 path=$2 bytes=$3 uuid=$4 target=$5
if [ "$kind" = volume ]; then
    need lvextend lvm2
    has=$(blockdev --getsize64 "$path")
    [ "$has" -ge "$bytes" ] || LVM_SUPPRESS_FD_WARNINGS=1 lvextend --quiet --size "${bytes}b" "$path" >/dev/null
else
    has=$(size_of "$kind" "$path")
fi
[ "$has" -le "$bytes" ] || refuse shrink "$path has $has bytes by now, more than $bytes" 'disks grow, and never shrink'
if [ -n "$uuid" ]; then
    virsh blockresize --domain "$uuid" --path "$target" --size "${bytes}B"
elif [ "$kind" != volume ]; then
    need qemu-img qemu-utils
    qemu-img resize -q -f "$kind" -- "$path" "$bytes" || fail "$path cannot be resized" 'a guest that has it open has to be shut down first'
fi
