# What is around a guest beside its definition: STATE-DIR NAME. Changes nothing. Lines of a word and its value: "snapshot NAME", each followed by its
# definition in base64 ("xml …"); "saved" if its memory is kept; "base PATH" for what qcow2 files of the host's pools and beside its disks lie over; "libvirt N";
# "left PATH" for what a run that was killed has put on record for it.
# shellcheck shell=sh
[ ! -f "$1/makes/$2" ] || sed 's/^/left /' "$1/makes/$2"
# a name could be taken for an id
uuid=$(virsh list --all --uuid --name | while read -r id name; do [ "$name" != "$2" ] || echo "$id"; done)
if [ -n "$uuid" ]; then
    snapshots=$(virsh snapshot-list --domain "$uuid" --name --topological)
    while IFS= read -r snapshot; do
        [ -n "$snapshot" ] || continue
        printf 'snapshot %s\n' "$snapshot"
        printf 'xml %s\n' "$(virsh snapshot-dumpxml --domain "$uuid" --snapshotname "$snapshot" --security-info | base64 -w 0)"
    done <<P
$snapshots
P
    if [ -n "$snapshots" ] && current=$(virsh snapshot-current --domain "$uuid" --name 2>/dev/null); then
        printf 'current %s\n' "$current" # virsh ends it with no newline
    fi
    virsh dominfo --domain "$uuid" | sed -n 's/^Managed save: *yes$/saved/p'
fi
virsh version --daemon | sed -n 's/^Running against daemon: */libvirt /p'
{
    pool_directories
    if [ -n "$uuid" ]; then
        virsh dumpxml --domain "$uuid" --inactive | sed -nE "s/.*<source[^>]* file='([^']*)\/[^/']*'.*/\1/p"
    fi
} | sort -u | while IFS= read -r directory; do
    for over in "${directory%/}"/* "${directory%/}"/.[!.]*; do
        if [ -f "$over" ] && [ -r "$over" ] && qcow2_is "$over"; then
            base=$(qcow2_backing "$over")
            [ -z "$base" ] || printf 'base %s\nof %s\n' "$base" "$over"
        fi
    done
done
