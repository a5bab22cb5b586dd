# The filesystem of a slot's system: made, and mended.
# shellcheck shell=sh

# What it needs before it can be mounted. One that is to be replaced, or was never there, is made; none that holds
# something is made anew unasked. One that is berth's own copy may be mended by making it anew.
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

# Replays the journal of a guest that was stopped hard; nothing to do is done in milliseconds. xfs and btrfs do it when they
# are mounted.
filesystem_check() { # DEVICE FILESYSTEM
    case $2 in
    ext[234]) e2fsck -p "$1" || [ $? -le 1 ] ;;
    esac
}

# Keeps the identifiers by which fstab or a kernel's command line may know the filesystem.
make_filesystem() { # DEVICE FILESYSTEM [OPTION]...
    need "mkfs.$2" "$(filesystem_package "$2")"
    made_on=$1 kind_made=$2
    shift 2
    label=$(blkid -p -o value -s LABEL "$made_on") || true
    uuid=$(blkid -p -o value -s UUID "$made_on") || true
    case $kind_made,$uuid in
    vfat,*) ;;
    *,????????-????-????-????-????????????) ;;
    *) uuid=$(cat /proc/sys/kernel/random/uuid) ;; # one of another kind
    esac
    case $kind_made in
    ext[234]) "mkfs.$kind_made" -q -F -L "$(cut_to 16 "${label:-root}")" -U "$uuid" "$@" "$made_on" ;;
    xfs) mkfs.xfs -q -f -L "$(cut_to 12 "${label:-root}")" -m "uuid=$uuid" "$made_on" ;;
    btrfs)
        wipefs --all --quiet "$made_on" # the UUID would be taken for one that is in use
        mkfs.btrfs -q -f -L "${label:-root}" -U "$uuid" "$made_on" >/dev/null
        ;;
    vfat) mkfs.vfat "$made_on" >/dev/null ;;
    *) fail "no way to make a filesystem $kind_made" "ext2, ext3, ext4, xfs, btrfs or vfat" ;;
    esac
}

cut_to() { # BYTES TEXT
    printf '%s' "$2" | head -c "$1"
}

filesystem_package() { # FILESYSTEM
    case $1 in
    ext[234]) echo e2fsprogs ;;
    xfs) echo xfsprogs ;;
    btrfs) echo btrfs-progs ;;
    vfat) echo dosfstools ;;
    *) echo "of $1" ;;
    esac
}

# What mounting and mending it takes.
filesystem_needs() { # FILESYSTEM
    case $1 in
    ext[234]) need e2fsck e2fsprogs ;;
    *) need "mkfs.$1" "$(filesystem_package "$1")" ;;
    esac
}
