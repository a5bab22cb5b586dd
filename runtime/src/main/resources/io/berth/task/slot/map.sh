# A disk's partition as a block device. fd 7 holds the loop device open, which is told to detach itself at its last
# close: whatever happens to the script, the kernel undoes the mapping with it. What this cannot cover, device-mapper's
# maps, partitions that were made known to the kernel, and the moment before, is undone by the next run, which knows from
# the mapping record that it was berth's: the host's boot, the disk, and how it is mapped, each on a line.
# Of a qcow2 file a program makes a raw disk first: see serve.sh.
# Sets: loop, device.
# shellcheck shell=sh

loop=
device=
# loop, kpartx or "partx NUMBER", as the record has it; empty: there is nothing to undo
mapped_by=

loops_of() { # FILE-OR-DEVICE -> loop devices, one a line
    [ -e "$1" ] || return 0
    if [ "$1" = "$raw" ]; then
        ! loop_is_served || echo "$loop"
        return
    fi
    losetup --list --noheadings --output NAME --associated "$(readlink -f -- "$1")"
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
        server_reap "$1"
        mapped_by=$(sed -n 3p "$1")
        case $mapped_by in
        kpartx | partx*)
            say "unmapping $mapped, left by a run that ended early"
            unmap_device "$mapped" || return 1
            ;;
        esac
        for left in $(loops_of "$mapped"); do
            say "detaching $left, left by a run that ended early"
            exec 7<"$left"
            # held open now, it is nobody else's if it still belongs to the file
            if loops_of "$mapped" | grep -qxF "$left"; then
                loop=$left
                detach "$mapped" || return 1
            fi
            exec 7<&-
        done
        mapped_by=
    fi
    rm -f "$1"
    view_gone "$1"
}

map_note() { # DISK loop|kpartx|"partx NUMBER"
    mapped_by=$2
    printf '%s\n' "$(cat /proc/sys/kernel/random/boot_id)" "$1" "$2" >"$record.new"
    mv -fT "$record.new" "$record"
}

# Lasting is auto of what goes with the mount, whoever ends that, or with the next script under the slot's lock.
map() { # RECORD raw|qcow2|device|volume DISK PARTITION(0: the disk itself) auto|lasting|kpartx|partx|offset
    record=$1
    case $2 in
    raw)
        map_note "$3" loop
        map_file "$3" "$4" "$5"
        ;;
    device | volume) map_device "$3" "$4" "$5" ;;
    qcow2)
        map_note "$3" qcow2
        map_qcow2 "$3" "$4" "$5"
        ;;
    *) fail "no disk is of kind $2 here" "raw, qcow2, device or volume" ;;
    esac
    say "mapped${mapped_how:+ by $mapped_how}: $device"
}
mapped_how=

map_qcow2() { # FILE PARTITION auto|lasting|kpartx|partx|offset
    case $3 in
    auto | lasting)
        if nbd_works && serve_nbd "$record" "$1"; then
            if map_nbd "$2"; then return; fi
            say "$raw shows no partition $2: FUSE is tried"
            unserve
        fi
        ;;
    esac
    serve_fuse "$record" "$1"
    map_file "$raw" "$2" "$3"
}

map_nbd() { # PARTITION
    device=$raw
    [ "$1" != 0 ] || return 0
    device=${raw}p$1
    tries=0
    until nbd_held "$1"; do
        tries=$((tries + 1))
        [ "$tries" -le 100 ] || return 1
        sleep 0.05
    done
}

# Opens fd 7. The kernel reads the table of a new device at the first chance that it gets, takes away the partitions that it knew and makes
# them again: not while one is open.
nbd_held() { # PARTITION
    [ -b "$device" ] || partx --add --nr "$1:$1" "$raw" 2>/dev/null || true
    [ -b "$device" ] && { command exec 7<"$device"; } 2>/dev/null
}

map_file() { # FILE-OR-DEVICE PARTITION auto|lasting|kpartx|partx|offset
    if [ "$2" = 0 ]; then
        attach "$1"
        device=$loop
        return
    fi
    case $3 in
    kpartx) map_kpartx "$1" "$2" || fail "kpartx could not map partition $2 of $1" "$map_next" ;;
    partx) map_partx "$1" "$2" || fail "partx could not map partition $2 of $1" "$map_next" ;;
    lasting | offset) map_offset "$1" "$2" ;;
    auto)
        { device_mapper_works && map_kpartx "$1" "$2"; } || map_partx "$1" "$2" || map_offset "$1" "$2"
        ;;
    *) fail "no way of mapping is called $3" "auto, kpartx, partx or offset" ;;
    esac
}
map_next='look at its partition table: sfdisk --list'

# A device needs no loop device before it, where the kernel can be told of its partition.
map_device() { # DEVICE PARTITION auto|lasting|kpartx|partx|offset
    blockdev --flushbufs "$1" # what this host remembers of it, a guest may have changed
    if [ "$2" = 0 ]; then
        device=$1
        return
    fi
    geometry=$(geometry_of "$1" "$2")
    case $3 in
    kpartx) map_device_kpartx "$1" "$2" || fail "kpartx could not map partition $2 of $1" "$map_next" ;;
    partx) map_device_node "$1" "$2" || map_device_partx "$1" "$2" || fail "partx could not map partition $2 of $1" "$map_next" ;;
    lasting | offset)
        map_note "$1" loop
        map_offset "$1" "$2"
        ;;
    auto)
        map_device_node "$1" "$2" || { device_mapper_works && map_device_kpartx "$1" "$2"; } || map_device_partx "$1" "$2" || {
            map_note "$1" loop
            map_partx "$1" "$2" || map_offset "$1" "$2"
        }
        ;;
    *) fail "no way of mapping is called $3" "auto, kpartx, partx or offset" ;;
    esac
}

# The partition as the kernel knows it by itself: only if it is where the table on the device says.
map_device_node() { # DEVICE PARTITION
    at=$(partition_known "$1" "$2")
    [ -n "$at" ] && [ "$(cat "$at/start") $(cat "$at/size")" = "$geometry" ] || return 1
    device=$(sed -n 's,^DEVNAME=,/dev/,p' "$at/uevent")
    [ -b "$device" ]
}

partition_known() { # DEVICE PARTITION -> its directory in sysfs, if the kernel knows it
    for number in "/sys/dev/block/$(block_number "$1")"/*/partition; do
        if [ -e "$number" ] && [ "$(cat "$number")" = "$2" ]; then echo "${number%/*}"; fi
    done
}

map_device_kpartx() { # DEVICE PARTITION
    need kpartx kpartx
    mapped_how=kpartx
    map_note "$1" kpartx
    kpartx -a -s -p p "$(readlink -f "$1")" || return 1
    device=/dev/mapper/$(mapper_name "$1")p$2
    [ -b "$device" ] && return
    unmap_device "$1"
    return 1
}

# As kpartx calls the device when it names its maps.
mapper_name() { # DEVICE
    known=$(readlink -f "$1")
    cat "/sys/dev/block/$(block_number "$1")/dm/name" 2>/dev/null || echo "${known##*/}"
}

map_device_partx() { # DEVICE PARTITION
    map_note "$1" "partx $2"
    # one that the kernel knows from an older table is in the way
    [ -z "$(partition_known "$1" "$2")" ] || partx --delete --nr "$2" "$1" || return 1
    if partx --add --nr "$2:$2" "$1" && map_device_node "$1" "$2"; then
        mapped_how=partx
        return
    fi
    unmap_device "$1"
    return 1
}

device_mapper_works() {
    [ -c /dev/mapper/control ] && grep -qw device-mapper /proc/misc && command -v kpartx >/dev/null 2>&1
}

attach() { # FILE LOSETUP-OPTION... ; sets loop and opens fd 7
    attached=$1
    shift
    if [ "$attached" = "$raw" ]; then loop_served "$@"; else loop=$(losetup --find --show "$@" "$attached"); fi
    exec 7<"$loop"
    losetup --detach "$loop" # at its last close, that is: fd 7
}

map_kpartx() { # FILE PARTITION
    mapped_how=kpartx
    attach "$1"
    device=/dev/mapper/${loop#/dev/}p$2
    kpartx -a -s -p p "$loop" && [ -b "$device" ] && return
    detach "$1"
    return 1
}

map_partx() { # FILE PARTITION
    mapped_how=partx
    attach "$1" --partscan
    device=${loop}p$2
    # a kernel that knows partition tables has made the device already
    { [ -b "$device" ] || partx --add --nr "$2:$2" "$loop"; } && [ -b "$device" ] && return
    detach "$1"
    return 1
}

map_offset() { # FILE PARTITION
    mapped_how='its offset'
    geometry=$(geometry_of "$1" "$2")
    attach "$1" --offset $((${geometry% *} * 512)) --sizelimit $((${geometry#* } * 512))
    device=$loop
}

geometry_of() { # FILE-OR-DEVICE PARTITION -> its first sector and how many it has, of 512 bytes each
    tabled=$1 number=$2
    set -- partx --noheadings --raw --output START,SECTORS --nr "$2:$2" "$1"
    [ "$tabled" != "$raw" ] || set -- server_sees "$@"
    "$@" | grep . || fail "$tabled has no partition $number" "$map_next"
}

# Gives back what map took, and waits until the kernel has.
unmap() { # DISK
    unmap_device "$1" || return 1
    detach "${raw:-$1}" || return 1
    exec 7<&- # of a partition of nbd
    unserve
}

detach() { # FILE
    [ -n "$loop" ] || return 0
    if [ -n "$(find /dev/mapper -name "${loop#/dev/}p*" 2>/dev/null)" ]; then
        kpartx -d -p p "$loop" >/dev/null || true # what it says is not to be relied on: looked at below
    fi
    partx --delete "$loop" 2>/dev/null || true
    losetup --detach "$loop" 2>/dev/null || true
    exec 7<&-
    gone_within_seconds loop_left "$1" || {
        echo "$loop is still attached to $1" >&2
        return 1
    }
    loop=
    device=
}

loop_left() { # FILE
    [ -n "$(loops_of "$1")" ] || [ -n "$(find /dev/mapper -name "${loop#/dev/}p*" 2>/dev/null)" ]
}

# What was mapped without a loop device.
unmap_device() { # DEVICE
    case $mapped_by in
    kpartx)
        kpartx -d -p p "$(readlink -f "$1")" >/dev/null || true
        gone_within_seconds maps_left "$1" || {
            echo "$1 is still mapped by kpartx" >&2
            return 1
        }
        ;;
    'partx '*)
        if [ -n "$(partition_known "$1" "${mapped_by#* }")" ]; then partx --delete --nr "${mapped_by#* }" "$1" || return 1; fi
        ;;
    *) return 0 ;;
    esac
    mapped_by=
    device=
}

maps_left() { # DEVICE
    [ -n "$(find /dev/mapper -name "$(mapper_name "$1")p[0-9]*" 2>/dev/null)" ]
}

gone_within_seconds() { # COMMAND...    which tells whether it is still there
    tries=0
    while "$@"; do
        tries=$((tries + 1))
        [ "$tries" -le 100 ] || return 1
        sleep 0.05
    done
}
