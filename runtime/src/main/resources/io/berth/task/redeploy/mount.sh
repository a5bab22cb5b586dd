# The slot's filesystem, mounted in the mount namespace that belongs to this script alone: no mount outlives it.
# shellcheck shell=sh

# Ends the script unless exactly this device and filesystem is mounted there, for writing unless it says otherwise.
mount_verify() { # DEVICE DIRECTORY FILESYSTEM [ro]
    expected=$(block_number "$1")
    at=$(mounted_at "$2")
    number=$(mounted_number "$2")
    case "$number ${at#* }" in
    "$expected $3 ${4:-rw} "* | "$expected $3 ${4:-rw},"*) ;;
    *) refuse mount "$2 is not a mount of $1 ($expected, $3), but of: $at" \
        "nothing was copied; try again" ;;
    esac
}

mount_slot() { # DEVICE DIRECTORY FILESYSTEM [ro]
    mkdir -p "$2"
    options=${4:-rw},noatime,nodev,nosuid,noexec # none of these keeps device nodes, setuid bits or capabilities from being written
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
