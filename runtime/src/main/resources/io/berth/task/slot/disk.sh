# Who else uses what is the slot's: its disks, its MACs.
# shellcheck shell=sh

# Ends the script if anything but the domain named EXCEPT uses the disk: a running domain, as its disk or in its backing
# chain; without EXCEPT also a program that has locked the file, as every QEMU does.
disk_unused() { # FILE EXCEPT
    stats=$(virsh domstats --list-active --block --backing --nowait --raw)
    while IFS= read -r line; do
        case $line in
        Domain:*) domain=${line#Domain: } ;;
        *block.*.path=*)
            path=${line#*.path=}
            if [ "$domain" != "'$2'" ] && { [ "$path" = "$1" ] || same_file "$path" "$1"; }; then
                refuse disk-in-use "$1 is used by the running domain $domain" "shut that domain down first"
            fi
            ;;
        esac
    done <<D
$stats
D
    [ -z "$2" ] || return 0
    inode=$(stat --format '%d %i' "$1")
    major_minor=${inode% *}
    inode=$(printf '%02x:%02x:%s' $((major_minor >> 8 & 0xfff)) \
        $((major_minor & 0xff | major_minor >> 12 & 0xfff00)) "${inode#* }")
    ! awk -v inode="$inode" '$6 == inode { found = 1 } END { exit !found }' </proc/locks ||
        refuse disk-in-use "$1 is locked by a program, as QEMU does" "end that program first: lslocks names it"
}

disk_unattached() { # FILE
    attached=$(loops_of "$1" | paste -s -d ' ')
    [ -z "$attached" ] || refuse disk-in-use "$(disk_attached "$1" "$attached")" "$attached_next"
}
attached_next='losetup --detach it first'

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
