# A disk's partition as a block device. fd 7 holds the loop device open, which is told to detach itself at its last
# close: whatever happens to the script, the kernel undoes the mapping with it. What this cannot cover, device-mapper's
# maps and the moment before, is undone by the next run, which knows from the mapping record that it was berth's.
# Sets: loop, device.
# shellcheck shell=sh

loop=
device=

loops_of() { # FILE -> loop devices, one a line
    [ -e "$1" ] || return 0
    losetup --list --noheadings --output NAME --associated "$1"
}

map_record() { # STATE-DIR SLOT -> the file that says what berth has mapped
    echo "$1/maps/$2"
}

# Whether what is mapped was mapped by berth. A mapping without a record of this boot is somebody else's.
map_is_own() { # RECORD
    [ -e "$1" ] && [ "$(sed -n 1p "$1")" = "$(cat /proc/sys/kernel/random/boot_id)" ]
}

# Undoes what is left mapped by a run of this slot that ended early.
map_reap() { # RECORD
    if map_is_own "$1"; then
        mapped=$(sed -n 2p "$1")
        for left in $(loops_of "$mapped"); do
            say "detaching $left, left by a run that ended early"
            exec 7<"$left"
            # held open now, it is nobody else's if it still belongs to the file
            if loops_of "$mapped" | grep -qxF "$left"; then
                loop=$left
                unmap "$mapped" || return 1
            fi
            exec 7<&-
        done
    fi
    rm -f "$1"
}

map() { # RECORD raw|qcow2|device|volume DISK PARTITION(0: the disk itself) auto|kpartx|partx|offset
    record=$1 kind_of=$2
    shift 2
    printf '%s\n%s\n' "$(cat /proc/sys/kernel/random/boot_id)" "$1" >"$record.new"
    mv -fT "$record.new" "$record"
    case $kind_of in
    raw | device | volume) map_partition "$@" ;;
    *) fail "no disk is of kind $kind_of here" "raw, device or volume" ;;
    esac
}

map_partition() { # DISK PARTITION auto|kpartx|partx|offset
    if [ "$2" = 0 ]; then
        map_whole "$1"
        return
    fi
    case $3 in
    kpartx) map_kpartx "$1" "$2" || fail "kpartx could not map partition $2 of $1" "$map_next" ;;
    partx) map_partx "$1" "$2" || fail "partx could not map partition $2 of $1" "$map_next" ;;
    offset) map_offset "$1" "$2" ;;
    auto)
        if device_mapper_works && map_kpartx "$1" "$2"; then
            say "mapped by kpartx: $device"
        elif map_partx "$1" "$2"; then
            say "mapped by partx: $device"
        else
            map_offset "$1" "$2"
            say "mapped by its offset: $device"
        fi
        ;;
    *) fail "no way of mapping is called $3" "auto, kpartx, partx or offset" ;;
    esac
}
map_next='look at its partition table: sfdisk --list'

device_mapper_works() {
    [ -c /dev/mapper/control ] && grep -qw device-mapper /proc/misc && command -v kpartx >/dev/null 2>&1
}

attach() { # FILE LOSETUP-OPTION... ; sets loop and opens fd 7
    attached=$1
    shift
    loop=$(losetup --find --show "$@" "$attached")
    exec 7<"$loop"
    losetup --detach "$loop" # at its last close, that is: fd 7
}

map_whole() { # DISK
    attach "$1"
    device=$loop
}

map_kpartx() { # FILE PARTITION
    attach "$1"
    device=/dev/mapper/${loop#/dev/}p$2
    kpartx -a -s -p p "$loop" && [ -b "$device" ] && return
    unmap "$1"
    return 1
}

map_partx() { # FILE PARTITION
    attach "$1" --partscan
    device=${loop}p$2
    # a kernel that knows partition tables has made the device already
    { [ -b "$device" ] || partx --add --nr "$2:$2" "$loop"; } && [ -b "$device" ] && return
    unmap "$1"
    return 1
}

map_offset() { # FILE PARTITION
    attach "$1"
    geometry=$(partx --noheadings --raw --output START,SECTORS --nr "$2:$2" "$loop") ||
        fail "$1 has no partition $2" "$map_next"
    unmap "$1"
    attach "$1" --offset $((${geometry% *} * 512)) --sizelimit $((${geometry#* } * 512))
    device=$loop
}

# Gives back what map took, and waits until the kernel has.
unmap() { # FILE
    [ -n "$loop" ] || return 0
    if [ -n "$(find /dev/mapper -name "${loop#/dev/}p*" 2>/dev/null)" ]; then
        kpartx -d -p p "$loop" >/dev/null || true # what it says is not to be relied on: looked at below
    fi
    partx --delete "$loop" 2>/dev/null || true
    losetup --detach "$loop" 2>/dev/null || true
    exec 7<&-
    tries=0
    while [ -n "$(loops_of "$1")" ] || [ -n "$(find /dev/mapper -name "${loop#/dev/}p*" 2>/dev/null)" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ]; then
            echo "$loop is still attached to $1" >&2
            return 1
        fi
        sleep 0.05
    done
    loop=
    device=
}
