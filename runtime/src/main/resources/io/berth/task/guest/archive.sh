# A guest that is off as one tar: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST UUID zstd|gzip FILE('': standard output) NVRAM COUNT [TARGET FORMAT DISK]... [FILTER...]. Its
# definition, its disks, its NVRAM, its snapshots' definitions, and first of all the digest of each. FILTER gets the tar, packed, and what it makes of it is the archive.
# shellcheck shell=sh
# shellcheck disable=SC2154  # making: making_begin sets it

exec 5>&1
[ -n "$8" ] || exec >&2 3>&2
making_begin "$1" "$2" "$3" "$4" "$5"
guest=$5 uuid=$6 packing=$7 file=$8 nvram=$9
shift 9
disks=$1
shift
umask 077
need "$packing" "$packing"
need sha256sum coreutils
guest_is_off "$uuid" "$guest"

phase digest
work=$(mktemp -d)
printf '%s/\n' "$work" >>"$making"
mkdir "$work/guest" "$work/guest/disks" "$work/guest/snapshots"
virsh dumpxml --domain "$uuid" --inactive --security-info >"$work/guest/definition.xml"
number=0
snapshots=$(virsh snapshot-list --domain "$uuid" --name --topological)
while IFS= read -r snapshot; do
    [ -n "$snapshot" ] || continue
    number=$((number + 1))
    virsh snapshot-dumpxml --domain "$uuid" --snapshotname "$snapshot" --security-info >"$work/guest/snapshots/$(printf %04d "$number").xml"
done <<P
$snapshots
P
[ -z "$snapshots" ] || virsh snapshot-current --domain "$uuid" --name >"$work/guest/current" 2>/dev/null || true
: >"$work/guest/places"
: >"$work/read"
while [ "$disks" -gt 0 ]; do
    target=$1 format=$2 disk=$3
    shift 3
    disks=$((disks - 1))
    [ -f "$disk" ] || fail "there is no file $disk" "the disk of guest $guest is missing"
    printf '%s\n' "$disk" >>"$work/read"
    from=$disk
    if [ "$format" = qcow2 ] && [ -n "$(qcow2_backing "$disk")" ]; then
        [ -z "$snapshots" ] || fail "disk $target lies over another file, and has snapshots in it, which would be lost" "remove the snapshots, or flatten it: virsh blockpull"
        from=${disk%/*}/.berth-archive-$guest-$target
        making_file "$from"
        qemu-img convert -f qcow2 -O qcow2 -- "$disk" "$from" || fail "$disk cannot be made whole by itself" "is there room beside it?"
    fi
    ln -s "$from" "$work/guest/disks/$target"
    printf '%s %s %s\n' "$target" "$format" "$disk" >>"$work/guest/places"
done
if [ -n "$nvram" ] && [ -f "$nvram" ]; then
    ln -s "$nvram" "$work/guest/nvram"
    printf '%s\n' "$nvram" >>"$work/read"
    printf '%s\n' "$nvram" >"$work/guest/nvram-place"
fi
states() { while IFS= read -r one; do stat --format '%n %s %Y %Z' -- "$one"; done <"$work/read"; }
before=$(states)
(cd "$work/guest" && find . ! -type d -exec sha256sum -- {} +) >"$work/SHA256SUMS"
mv "$work/SHA256SUMS" "$work/guest/SHA256SUMS"

phase write
if [ -n "$file" ]; then
    [ -d "${file%/*}" ] || fail "there is no directory ${file%/*}" "make it"
    making_note "$file"
    making_file "$file.part"
    exec 5>"$file.part"
fi
packed() { if [ "$packing" = zstd ]; then zstd -q -c; else gzip -c; fi; }
filtered() { if [ $# -gt 0 ]; then "$@"; else cat; fi; }
{ tar -C "$work/guest" --exclude=./SHA256SUMS --dereference --sparse --format=posix --numeric-owner -cf - SHA256SUMS . || : >"$work/failed"; } |
    { packed || : >"$work/failed"; } | { filtered "$@" >&5 || : >"$work/failed"; }
[ ! -e "$work/failed" ] || fail "the archive could not be written" "is there room, and does what it goes through work?"
guest_is_off "$uuid" "$guest"
[ "$before" = "$(states)" ] || fail "guest $guest has changed meanwhile" "archive it again while nobody uses it"
if [ -n "$file" ]; then
    sync "$file.part"
    mv -nT -- "$file.part" "$file"
    # the archive itself stays
    grep -vxF -e "$file" "$making" >"$making.new"
    mv -fT "$making.new" "$making"
fi
