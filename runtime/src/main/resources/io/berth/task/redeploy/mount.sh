# The slot's filesystem, mounted in the mount namespace that belongs to this script alone: no mount outlives it.
# shellcheck shell=sh

# -> device, filesystem, options and source of what is mounted there: "7:0 ext4 rw,noatime /dev/loop0"; nothing if nothing is
mounted_at() { # DIRECTORY
    # the kernel writes white space and backslashes in octal
    AT=$(printf '%s' "$1" | sed 's/\\/\\134/g; s/ /\\040/g; s/\t/\\011/g') awk '
        $5 == ENVIRON["AT"] {
            for (i = 7; $i != "-"; i++) { }
            found = $3 " " $(i + 1) " " $6 " " $(i + 2)
        }
        END { if (found) print found }' </proc/self/mountinfo
}

# Ends the script unless exactly this device and filesystem is mounted there, for writing.
mount_verify() { # DEVICE DIRECTORY FILESYSTEM
    expected=$(block_number "$1")
    at=$(mounted_at "$2")
    number=${at%% *}
    # btrfs may be on several devices, and has a number of its own
    [ "$3" != btrfs ] || number=$(block_number "${at##* }")
    case "$number ${at#* }" in
    "$expected $3 rw "* | "$expected $3 rw,"*) ;;
    *) refuse mount "$2 is not a mount of $1 ($expected, $3), but of: $at" \
        "nothing was copied; try again" ;;
    esac
}

mount_slot() { # DEVICE DIRECTORY FILESYSTEM
    mkdir -p "$2"
    options=noatime,nodev,nosuid,noexec # none of these keeps device nodes, setuid bits or capabilities from being written
    case $3 in
    xfs) options=$options,nouuid ;; # systems of one base have one UUID
    btrfs) # what it remembers of a disk that is not there any more would be taken for a part of this one
        if [ -e /dev/btrfs-control ]; then btrfs device scan --forget >/dev/null 2>&1 || true; fi
        ;;
    esac
    mount -t "$3" -o "$options" "$1" "$2" ||
        fail "the slot's filesystem cannot be mounted" "redeploy by tar: it makes the filesystem anew"
}

unmount_slot() { # DIRECTORY
    tries=0
    while [ -n "$(mounted_at "$1")" ]; do
        umount "$1" && continue
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ]; then
            echo "$1 cannot be unmounted" >&2
            return 1
        fi
        sleep 0.1 # a child that was told to end may not have ended yet
    done
    rmdir "$1" 2>/dev/null || true
}
