# The slot's filesystem, mounted in the mount namespace that belongs to this script alone: no mount outlives it.
# shellcheck shell=sh

# Ends the script unless exactly this device and filesystem is mounted there, for writing unless it says otherwise.
mount_verify() { # DEVICE DIRECTORY FILESYSTEM [ro]
    number=$(stat --dereference --format '%t %T' "$1")
    expected=$((0x${number% *})):$((0x${number#* }))
    case $(mounted_at "$2") in
    "$expected $3 ${4:-rw}" | "$expected $3 ${4:-rw},"*) ;;
    *) refuse mount "$2 is not a mount of $1 ($expected, $3), but of: $(mounted_at "$2")" \
        "nothing was copied; try again" ;;
    esac
}

mount_slot() { # DEVICE DIRECTORY FILESYSTEM [ro]
    mkdir -p "$2"
    options=${4:-rw},noatime,nodev,nosuid,noexec # none of these keeps device nodes, setuid bits or capabilities from being written
    [ "$3" != xfs ] || options=$options,nouuid # systems of one base have one UUID
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

# What the filesystem needs before it can be mounted. One that is to be replaced, or was never there, is made; none
# that holds something is made anew unasked. One that is berth's own copy may be mended by making it anew.
prepare_filesystem() { # DEVICE FILESYSTEM keep|mend|anew
    status=0
    found=$(blkid -p -o value -s TYPE "$1") || status=$?
    case $3,$status in
    keep,0 | keep,2 | mend,* | anew,*) ;; # 2: nothing is there
    *) fail "what partition $1 holds cannot be told" "redeploy by tar: it makes the filesystem anew" ;;
    esac
    if [ "$3" = anew ]; then
        make_filesystem "$1" "$2"
    elif [ -z "$found" ]; then
        say "there is no filesystem yet: making one"
        make_filesystem "$1" "$2"
    elif [ "$found" = "$2" ] && checked=$(filesystem_check "$1" "$2" 2>&1); then
        return
    elif [ "$3" = mend ]; then
        make_filesystem "$1" "$2"
    elif [ "$found" != "$2" ]; then
        fail "partition $1 holds $found, not $2" "redeploy by tar: it makes the filesystem anew"
    else
        echo "$checked" >&2
        fail "the slot's filesystem is damaged" "redeploy by tar: it makes the filesystem anew"
    fi
}

# Replays the journal of a guest that was stopped hard; nothing to do is done in milliseconds. xfs does it when it is mounted.
filesystem_check() { # DEVICE FILESYSTEM
    case $2 in
    ext[234]) e2fsck -p "$1" || [ $? -le 1 ] ;;
    esac
}

# Keeps the identifiers by which fstab or a kernel's command line may know the filesystem.
make_filesystem() { # DEVICE FILESYSTEM
    need "mkfs.$2" "$(case $2 in ext[234]) echo e2fsprogs ;; xfs) echo xfsprogs ;; *) echo "of $2" ;; esac)"
    label=$(blkid -p -o value -s LABEL "$1") || true
    uuid=$(blkid -p -o value -s UUID "$1") || true
    uuid=${uuid:-$(cat /proc/sys/kernel/random/uuid)}
    case $2 in
    ext[234]) "mkfs.$2" -q -F -L "${label:-root}" -U "$uuid" "$1" ;;
    xfs) mkfs.xfs -q -f -L "${label:-root}" -m "uuid=$uuid" "$1" ;;
    *) fail "no way to make a filesystem $2" "ext2, ext3, ext4 or xfs" ;;
    esac
}
