# A new guest: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS NAME [POOL VOLUME BYTES FORMAT PATH IMAGE IMAGE-FORMAT|detect]... ; its definition on standard input. A volume with
# an IMAGE gets its content; one whose format is to be detected came from elsewhere, and must be whole by itself.
# shellcheck shell=sh

making_begin "$1" "$2" "$3" "$4" "$5"
run=$1 name=$5
shift 5
definition_taken
guest_is_new "$name"

phase disks
while [ $# -gt 0 ]; do
    pool=$1 volume=$2 bytes=$3 format=$4 path=$5 image=$6 image_format=$7
    shift 7
    volume_make "$pool" "$volume" "$bytes" "$format" "$path"
    [ -n "$image" ] || continue
    need qemu-img qemu-utils
    if [ "$image_format" = detect ]; then
        image_format=raw
        if qcow2_is "$image"; then
            qcow2_alone "$image" || fail "$image is no qcow2 file that is whole by itself" "what it lies over could be any file of this host: flatten it where it was made"
            image_format=qcow2
        fi
    fi
    holds=$(disk_holds "$image_format" "$image") || fail "$image cannot be read as $image_format" "is it whole? qemu-img check"
    case $path in /dev/*) ;; *) room_for "$holds" "${path%/*}" ;; esac
    size=$(qemu-img info -f "$image_format" --output=json "$image" | sed -n 's/^    "virtual-size": \([0-9]*\),$/\1/p')
    [ "$size" -le "$bytes" ] || fail "$image has $((size >> 20)) MiB, and the disk $((bytes >> 20)) MiB" "make the disk larger"
    case $path in /dev/*) zero='' ;; *) zero=--target-is-zero ;; esac
    qemu-img convert -n ${zero:+"$zero"} -f "$image_format" -O "$format" -- "$image" "$path" || fail "$image could not be copied to $path" "is there room? What was copied is removed"
    sync -- "$path"
done

phase define
naming_begin "$run" "$name"
# shellcheck disable=SC2154  # definition_taken makes it
virsh define --validate "$definition" >/dev/null || fail "guest $name cannot be defined" "see what libvirt says"
naming_end
making_done
