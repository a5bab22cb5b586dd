# Who else uses what is the slot's: its disks, its MACs.
# shellcheck shell=sh

# Ends the script if anything but the domain named EXCEPT uses the disk, or a part of it: a running domain, as its disk or
# in its backing chain; without EXCEPT also a program that has locked the file or device, as every QEMU does.
disk_unused() { # DISK EXCEPT
    kin=
    [ ! -b "$1" ] || kin=$(block_kin "$1")
    stats=$(virsh domstats --list-active --block --backing --nowait --raw)
    while IFS= read -r line; do
        case $line in
        Domain:*) domain=${line#Domain: } ;;
        *block.*.path=*)
            path=${line#*.path=}
            if [ "$domain" != "'$2'" ] && disk_meant "$path" "$1"; then
                refuse disk-in-use "$1 is used by the running domain $domain" "shut that domain down first"
            fi
            ;;
        esac
    done <<D
$stats
D
    # what serves it to this script has QEMU's lock
    [ -z "$2" ] && [ "$1" != "${served:-}" ] || return 0
    # shellcheck disable=SC2086
    for node in "$1" ${kin:+$(block_nodes $kin)}; do
        ! disk_locked "$node" ||
            refuse disk-in-use "$1 is locked by a program, as QEMU does" "end that program first: lslocks names it"
    done
}

# Whether a path of a domain is the disk, or shares blocks with it.
disk_meant() { # PATH DISK    kin: of the disk, if it is a device
    [ "$1" = "$2" ] || same_file "$1" "$2" || { [ -n "$kin" ] && [ -b "$1" ] && is_kin "$(block_number "$1")"; }
}

disk_locked() { # FILE-OR-DEVICE
    inode=$(stat --dereference --format '%d %i' "$1" 2>/dev/null) || return 1
    major_minor=${inode% *}
    inode=$(printf '%02x:%02x:%s' $((major_minor >> 8 & 0xfff)) \
        $((major_minor & 0xff | major_minor >> 12 & 0xfff00)) "${inode#* }")
    awk -v inode="$inode" '$6 == inode { found = 1 } END { exit !found }' </proc/locks
}

disk_unattached() { # DISK
    attached=$(disk_loops "$1" | paste -s -d ' ')
    # of a filesystem that was unmounted just now it goes by itself
    [ -z "$attached" ] || { sleep 1 && attached=$(disk_loops "$1" | paste -s -d ' '); }
    [ -z "$attached" ] || refuse disk-in-use "$(disk_attached "$1" "$attached")" "$attached_next"
    [ ! -b "$1" ] || block_free "$1"
}
attached_next='losetup --detach it first'

disk_loops() { # DISK -> loop devices of it or of parts of it
    if [ -b "$1" ]; then
        # shellcheck disable=SC2046
        for node in $(block_nodes $(block_kin "$1")); do loops_of "$node"; done
    else
        loops_of "$1"
    fi
}

disk_attached() { # FILE DEVICES
    echo "$1 is attached to $2, and not by berth"
}

# Ends the script if a running domain other than that of the UUID has this MAC.
mac_unused() { # MAC UUID
    others=$(virsh list --uuid)
    others=$(printf '%s\n' "$others" | grep -vxF -e "$2" -e '' || true)
    [ -n "$others" ] || return 0
    listing=$(list_with "$others" mac=domiflist)
    # the last command's mark tells that the answer is whole; a domain that went off meanwhile has no interfaces any more
    found=$(printf '%s\n' "$listing" | MAC=$1 awk '
        /^\001mac / { uuid = substr($2, 1, length($2) - 1) }
        /^\001end/ { whole = 1 }
        tolower($NF) == tolower(ENVIRON["MAC"]) { print uuid }
        END { exit !whole }') || fail "libvirt does not tell the MACs of the running domains" "look whether libvirtd runs"
    [ -z "$found" ] || refuse mac-in-use "MAC $1 is used by the running domain $(virsh domname "${found%%
*}")" "shut that domain down, or give the slot a MAC of its own"
}
