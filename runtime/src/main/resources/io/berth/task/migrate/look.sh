# What is to be known of a guest that may move, on the host that has it: STATE-DIR GUEST. Changes nothing.
# shellcheck shell=sh
record_seen "$1" out "$2"
record_seen "$1" in "$2"
cpu_seen
uuid=$(virsh list --all --uuid --name | while read -r uuid name; do
    if [ "$name" = "$2" ]; then echo "$uuid"; fi
done)
[ -n "$uuid" ] || exit 0
printf 'snapshots %s\n' "$(virsh snapshot-list --domain "$uuid" --name | grep -c . || :)"
printf 'checkpoints %s\n' "$(virsh checkpoint-list --domain "$uuid" --name 2>/dev/null | grep -c . || :)"
virsh domblklist --domain "$uuid" --details | sed -n 's/^ *\(file\|block\)  *[a-z]*  *[^ ]*  *//p' | while IFS= read -r disk; do
    if [ "$disk" = - ] || [ ! -e "$disk" ]; then continue; fi
    printf 'image %s\n' "$(qemu-img info --force-share --backing-chain --output=json -- "$disk" 2>/dev/null | base64 -w 0)"
    qemu-img info --force-share --backing-chain -- "$disk" 2>/dev/null | sed -n 's/^image: //p' | while IFS= read -r file; do
        file_seen "$file"
    done
done
definition=$(virsh dumpxml --domain "$uuid")
nvram=$(printf '%s\n' "$definition" | sed -n 's:.*<nvram[^>]*>\(.*\)</nvram>.*:\1:p')
# where libvirt has it for a guest whose definition leaves the firmware to libvirt
if [ -z "$nvram" ] && printf '%s\n' "$definition" | grep -q "<os firmware='efi'"; then nvram=/var/lib/libvirt/qemu/nvram/${2}_VARS.fd; fi
[ ! -e "$nvram" ] || file_seen "$nvram"
