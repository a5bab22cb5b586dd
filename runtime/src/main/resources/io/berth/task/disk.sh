# PLACE SLOT and the slot's storage (see storage.sh): what the disk is, as key=value lines. Changes nothing. PLACE is its pool or
# its volume group, or empty.
# shellcheck shell=sh
# shellcheck disable=SC2154  # what storage.sh sets
place=$1 slot=$2
shift 2
storage "$@"

# What blkid and wipefs know of what is there; nothing if it is empty.
signatures() { # DISK
    found=$(wipefs --no-act --noheadings --output TYPE "$1" 2>/dev/null) || found=unclear
    printf '%s\n' "$found" | sort -u | paste -s -d ' '
}

look_size() { # DISK
    if [ -b "$1" ]; then blockdev --getsize64 "$1"; else size_of "$disk_kind" "$1"; fi
}

look_partitions() {
    sfdisk -d "$edges" 2>/dev/null | while read -r line; do
        case $line in
        "label: "*) echo "table=${line#label: }" ;;
        *" : start="*)
            node=${line%% : *}
            start=${line#*start=}
            start=$((${start%%,*}))
            size=${line#*size=}
            size=$((${size%%,*}))
            holds=$(blkid -p -o value -s TYPE -O $((start * 512)) -S $((size * 512)) -- "$edges") || [ $? -eq 2 ] || holds=unclear
            [ "$holds" != swap ] || echo swap=swap
            [ "${node##*[!0-9]}" != "$partition" ] || printf 'start=%s\nfilesystem=%s\n' "$start" "$holds"
            ;;
        esac
    done
}

look_group() {
    group_name=${place%%/*}
    if group=$(vgs --noheadings --nosuffix --units b --options vg_free,vg_extent_size --separator ' ' "$group_name" 2>/dev/null); then
        # shellcheck disable=SC2086
        set -- $group
        case $place in
        */*) lvs "$place" >/dev/null 2>&1 || return 0 ;; # there is no such pool
        esac
        printf 'group=there\nfree=%s\nextent=%s\n' "$1" "$2"
        for volume in "$slot" "$slot-swap"; do
            [ -e "/dev/$group_name/$volume" ] || ! lvs "$group_name/$volume" >/dev/null 2>&1 || echo "inactive=$volume"
        done
        # two volumes had changed places, and the run ended between
        if ! volume_there "$disk" && volume_there "$disk.former"; then echo aside=yes; fi
    elif ! command -v vgs >/dev/null 2>&1; then
        echo group=unknown
    fi
}

[ "$disk_kind" != volume ] || look_group
if [ ! -e "$disk" ]; then
    echo type=absent
elif [ -f "$disk" ] || [ -b "$disk" ]; then
    if [ -b "$disk" ]; then echo type=block; else echo type=file; fi
    echo "size=$(look_size "$disk")"
    if [ "$disk_kind" = qcow2 ]; then
        work=$(mktemp -d)
        trap 'rm -rf -- "$work"' EXIT
    fi
    edges=$(edges_of "$disk_kind" "$disk" "${work:-}")
    echo "signatures=$(signatures "$edges")"
    if [ "$partition" = 0 ]; then
        echo start=0
        echo "filesystem=$(blkid -p -o value -s TYPE -- "$edges" || true)"
    else
        look_partitions
    fi
    [ ! -b "$disk" ] || echo "taken=$(block_taken "$disk" | head -n 1)"
else
    echo type=other
fi
case $swap in
/*)
    if [ ! -e "$swap" ]; then
        echo swap=absent
    elif [ ! -b "$swap" ]; then
        echo swap=other
    else
        echo "swap=$(signatures "$swap")"
        echo "swapTaken=$(block_taken "$swap" | head -n 1)"
    fi
    ;;
esac
case $disk_kind in
raw | qcow2) if virsh vol-path --pool "$place" "${disk##*/}" >/dev/null 2>&1; then echo volume=yes; else echo volume=no; fi ;;
esac
