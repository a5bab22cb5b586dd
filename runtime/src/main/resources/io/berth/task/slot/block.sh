# A disk that is a block device of this host, and who has it: by its number, since it may have many names.
# shellcheck shell=sh

block_number() { # DEVICE -> "8:16"
    of=$(stat --dereference --format '%t %T' "$1" 2>/dev/null) || return 0
    echo "$((0x${of% *})):$((0x${of#* }))"
}

# The numbers of what shares its blocks: itself, its partitions, the disk that it is a partition of.
block_kin() { # DEVICE
    block=$(readlink -f "/sys/dev/block/$(block_number "$1")")
    cat "$block/dev"
    for part in "$block"/*/partition; do
        [ ! -e "$part" ] || cat "${part%/*}/dev"
    done
    [ ! -e "$block/partition" ] || cat "${block%/*}/dev"
}

block_nodes() { # NUMBER... -> their device nodes
    for number; do
        sed -n 's,^DEVNAME=,/dev/,p' "/sys/dev/block/$number/uevent"
    done
}

# Who of this host has some of its blocks, one a line: mounts, swap, and what the device mapper or MD made of it.
block_taken() { # DEVICE
    kin=$(block_kin "$1")
    for number in $kin; do
        for upper in "/sys/dev/block/$number/holders"/*; do
            [ ! -e "$upper" ] || echo "is held by $(cat "$upper/dm/name" 2>/dev/null || echo "${upper##*/}")"
        done
    done
    # a filesystem that can have several devices has a number of its own, and tells one of them
    awk '{ for (i = 7; $i != "-"; i++) { } print $3, $(i + 2), $5 }' /proc/self/mountinfo | while read -r number source at; do
        case $number,$source in 0:*,/dev/*) number=$(block_number "$(printf '%b' "$source")") ;; esac
        ! is_kin "$number" || echo "is mounted on $(printf '%b' "$at")"
    done
    sed 1d /proc/swaps | while read -r source _; do
        case $source in /dev/*) ! is_kin "$(block_number "$source")" || echo 'is swap of this host' ;; esac
    done
}

is_kin() { # NUMBER
    printf '%s\n' "$kin" | grep -qxF -e "$1"
}

# Ends the script if anybody has it, in whatever mount namespace: the kernel gives nobody else sole use of it then.
block_free() { # DEVICE
    taken=$(block_taken "$1")
    [ -z "$taken" ] || refuse disk-in-use "$1 ${taken%%
*}" "$block_next"
    need wipefs util-linux
    if ! said=$(LC_ALL=C wipefs --all --no-act --quiet "$1" 2>&1); then
        case $said in
        *busy*) refuse disk-in-use "$1 is in use, mounted in another mount namespace or held by a driver" "$block_next" ;;
        *) fail "$1 cannot be opened: $said" "look for errors of the device: dmesg" ;;
        esac
    fi
}
block_next='free it, or give the slot another device'
