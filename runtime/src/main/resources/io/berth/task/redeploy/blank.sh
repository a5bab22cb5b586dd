# A disk like another, with nothing in it.
# shellcheck shell=sh

partitions_of() { # FILE -> NUMBER START SECTORS, one a line
    partx --noheadings --raw --output NR,START,SECTORS "$1" || fail "$1 has no partition table that can be read" "look at it: sfdisk --list"
}

# Ends the script if the disk holds more than the system that is replaced: what is in its other partitions changes while
# the guest runs, and would be lost.
one_system() { # FILE
    partitions_of "$1" >partitions
    while read -r number first sectors; do
        if [ "$number" = "$partition" ] || [ "$sectors" -le 8192 ]; then continue; fi
        holds=$(blkid -p -o value -s TYPE -O $((first * 512)) -S $((sectors * 512)) -- "$1") || holds=
        case $holds in
        '' | swap) ;;
        *) fail "partition $number of $1 holds $holds, which would go back in time" "redeploy by rsync or tar: they leave it alone" ;;
        esac
    done <partitions
}

# Ends the script unless there is room for as much again as the disk takes now: a pool that is full stops other guests.
room_beside() { # FILE
    takes=$(($(stat -c '%b * %B' "$1")))
    free=$(($(stat -f -c '%a * %S' "${1%/*}")))
    [ "$free" -gt "$takes" ] || fail "the pool has $((free >> 20)) MiB free, and a second disk needs about $((takes >> 20)) MiB" \
        "make room, or redeploy by rsync or tar"
}

# Partition tables, boot loaders, and the begin of each partition, by which its filesystem is known: the rest is a hole.
blank_like() { # FILE NEW-FILE
    size=$(stat -c %s "$1")
    (umask 077 && truncate -s "$size" -- "$2")
    blank_copy "$1" "$2" 0 1048576
    blank_copy "$1" "$2" $((size - 1048576)) 1048576
    partitions_of "$1" >partitions
    while read -r number first sectors; do
        bytes=$((sectors * 512))
        [ "$number" != "$partition" ] || bytes=131072
        blank_copy "$1" "$2" $((first * 512)) $((bytes < 4194304 ? bytes : 4194304))
    done <partitions
}

blank_copy() { # FILE NEW-FILE FROM BYTES
    dd if="$1" of="$2" bs=65536 skip="$3" seek="$3" count="$4" iflag=skip_bytes,count_bytes oflag=seek_bytes conv=notrunc,sparse status=none
}
