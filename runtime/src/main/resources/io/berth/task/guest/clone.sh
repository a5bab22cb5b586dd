# A guest's disks and NVRAM copied, and the new guest defined: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS NAME SOURCE-UUID SOURCE linked|whole NVRAM
# NEW-NVRAM(both empty: none) [FORMAT DISK NEW-DISK]... ; the definition on standard input. The source is only read: QEMU's own locks keep it from being
# started while it is copied.
# shellcheck shell=sh
# shellcheck disable=SC2154  # definition: definition_taken makes it

making_begin "$1" "$2" "$3" "$4" "$5"
run=$1 name=$5 uuid=$6 source=$7 how=$8 nvram=$9
shift 9
new_nvram=$1
shift
definition_taken

phase look
need qemu-img qemu-utils
guest_is_new "$name"
guest_is_off "$uuid" "$source"

phase copy
for_pools=
copied=0
while [ $# -gt 0 ]; do
    format=$1 disk=$2 new=$3
    shift 3
    [ -f "$disk" ] || fail "there is no file $disk" "the disk of guest $source is missing"
    holds=$(disk_holds "$format" "$disk") || fail "$disk cannot be read as $format" "is it whole? qemu-img check"
    room_for "$holds" "${new%/*}"
    base='' base_format=''
    if [ "$how" = linked ] && [ "$format" = qcow2 ] && qcow2_is "$disk"; then
        base=$(qcow2_backing "$disk")
        base_format=$(qemu-img info -f qcow2 "$disk" | sed -n 's/^backing file format: //p')
    fi
    making_file "$new"
    qemu-img convert -f "$format" -O "$format" ${base:+-B "$base" -F "${base_format:-raw}"} -- "$disk" "$new" ||
        fail "$disk could not be copied to $new" "is the source off, and is there room? What was copied is removed"
    sync -- "$new"
    copied=$((copied + holds))
    for_pools="$for_pools
${new%/*}"
done
if [ -n "$nvram" ] && [ -f "$nvram" ]; then
    making_file "$new_nvram"
    cp --preserve=mode,ownership --sparse=always -- "$nvram" "$new_nvram"
    sync -- "$new_nvram"
fi

phase define
guest_is_off "$uuid" "$source"
naming_begin "$run" "$name"
virsh define --validate "$definition" >/dev/null || fail "guest $name cannot be defined" "see what libvirt says"
naming_end
making_done
printf '%s\n' "$for_pools" | sort -u | while IFS= read -r directory; do [ -z "$directory" ] || pools_see "$directory"; done
fact copied "$copied"
