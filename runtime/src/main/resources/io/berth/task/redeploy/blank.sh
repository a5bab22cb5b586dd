# A disk like another, with nothing in it. Of a qcow2 disk its edges are given, see there.
# shellcheck disable=SC2154  # disk, disk_kind, partition: the script's own values
# shellcheck shell=sh

partitions_of() { # FILE -> NUMBER START SECTORS, one a line; nothing if the filesystem is on the disk itself
    [ "$partition" != 0 ] || return 0
    partx --noheadings --raw --output NR,START,SECTORS "$1" || fail "$disk has no partition table that can be read" "look at it: sfdisk --list"
}

# Ends the script if the disk holds more than the system that is replaced: what is in its other partitions changes while
# the guest runs, and would be lost.
one_system() { # FILE
    parts=$(partitions_of "$1") || exit
    while read -r number first sectors; do
        if [ -z "$number" ] || [ "$number" = "$partition" ] || [ "$sectors" -le 8192 ]; then continue; fi
        holds=$(blkid -p -o value -s TYPE -O $((first * 512)) -S $((sectors * 512)) -- "$1") || holds=
        case $holds in
        '' | swap) ;;
        *) fail "partition $number of $disk holds $holds, which would go back in time" "redeploy by rsync or tar: they leave it alone" ;;
        esac
    done <<P
$parts
P
}

# Ends the script unless there is room for as much again as the disk takes now: a pool that is full stops other guests.
room_beside() { # FILE
    if [ "$disk_kind" = volume ]; then
        volume_room "$1"
        return
    fi
    takes=0
    while IFS= read -r part; do
        [ -z "$part" ] || takes=$((takes + $(stat -c '%b * %B' -- "$part")))
    done <<P
$1
$([ "$disk_kind" != qcow2 ] || qcow2_chain "$1")
P
    free=$(($(stat -f -c '%a * %S' "${1%/*}")))
    [ "$free" -gt "$takes" ] || fail "the pool has $((free >> 20)) MiB free, and a second disk needs about $((takes >> 20)) MiB" \
        "make room, or redeploy by rsync or tar"
}

# Partition tables and boot loaders, and the first BYTES of the system's partition, by which its filesystem is known: the
# rest is a hole.
blank_like() { # FILE NEW-FILE BYTES
    if [ "$disk_kind" = volume ]; then
        volume_like "$1" "$2"
        blank_around "$1" "$2" "$3" blank_write
        return
    fi
    (umask 077 && truncate -s "$(stat -c %s "$1")" -- "$2")
    blank_around "$1" "$2" "$3"
}

# All that is not in the system's own partition, or the begin of it; and of that the first BYTES.
blank_around() { # FILE NEW-FILE BYTES [HOW]
    how=${4:-blank_copy}
    if [ "$partition" = 0 ]; then
        "$how" "$1" "$2" 0 "$3"
        return
    fi
    parts=$(partitions_of "$1") || exit
    head=2048 tail=0
    while read -r number first sectors; do
        [ "$first" -ge "$head" ] || head=$first
        [ $((first + sectors)) -le "$tail" ] || tail=$((first + sectors))
        bytes=$((sectors * 512))
        [ "$number" != "$partition" ] || bytes=$3
        "$how" "$1" "$2" $((first * 512)) $((bytes < 4194304 ? bytes : 4194304))
    done <<P
$parts
P
    "$how" "$1" "$2" 0 $((head * 512))
    size=$(bytes_of "$1")
    # where GPT has its second copy
    tail=$((tail * 512 > size - 17408 ? tail * 512 : size - 17408))
    "$how" "$1" "$2" "$tail" $((size - tail))
}

# Where something may be: holes would let it through.
blank_write() { # FILE VOLUME FROM BYTES
    dd if="$1" of="$2" bs=65536 skip="$3" seek="$3" count="$4" iflag=skip_bytes,count_bytes oflag=seek_bytes conv=notrunc,nocreat status=none
}

blank_copy() { # FILE NEW-FILE FROM BYTES
    dd if="$1" of="$2" bs=65536 skip="$3" seek="$3" count="$4" iflag=skip_bytes,count_bytes oflag=seek_bytes conv=notrunc,sparse status=none
}
