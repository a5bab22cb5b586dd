# What /etc/fstab says of the root filesystem and of swap, by names that the slot's disk does not have.
# shellcheck shell=sh

identity_fstab() { # TREE DEVICE DISK
    tree_has_file "$1" etc fstab || return 0
    # nothing more is looked at where nothing of the kind is said
    grep -Eq '^[[:space:]]*(UUID|PARTUUID|LABEL)=[^[:space:]]+[[:space:]]+([^[:space:]]+[[:space:]]+swap[[:space:]]|/[[:space:]])' \
        "$1/etc/fstab" || return 0
    disk_names "$2" "$3" >disk.names
    LC_ALL=C awk '
        FNR == NR { known[$2] = 1; if ($2 ~ /^UUID=/ && !($1 in uuid)) uuid[$1] = $2; next }
        function absent(name,   bare) { bare = name; gsub(/"/, "", bare); return bare ~ /^(UUID|PARTUUID|LABEL)=/ && !(bare in known) }
        $2 == "/" || $3 == "swap" {
            kind = $2 == "/" ? "root" : "swap"
            if (absent($1)) {
                if (kind in uuid) { at = index($0, $1); $0 = substr($0, 1, at - 1) uuid[kind] substr($0, at + length($1)) }
                else print $1 >"fstab.absent"
            }
        }
        { print }' disk.names "$1/etc/fstab" >fstab.new
    [ ! -s fstab.absent ] || say "not on the slot's disk, and left in /etc/fstab: $(paste -s -d ' ' fstab.absent)"
    cmp -s fstab.new "$1/etc/fstab" || tree_write "$1" etc fstab 644 <fstab.new
}

# -> "root UUID=…", "swap LABEL=…", "other PARTUUID=…": all by which the disk's partitions may be named
disk_names() { # DEVICE DISK
    echo 'other none'
    names_of root -- "$1"
    partx --bytes --noheadings --raw --output START,SIZE,UUID "$2" 2>/dev/null >partitions || :
    while read -r begin size partuuid; do
        [ -z "$partuuid" ] || echo "other PARTUUID=$partuuid"
        names_of other -O $((begin * 512)) -S "$size" -- "$2"
    done <partitions
}

names_of() { # root|other [OPTION]... -- DEVICE-OR-DISK
    what=$1
    shift
    blkid -p -o export "$@" 2>/dev/null >probed || : # nothing is there
    [ "$what" = root ] || ! grep -qx TYPE=swap probed || what=swap
    sed -n -E "s/^(UUID|LABEL)=/$what \\1=/p; s/^PART_ENTRY_UUID=/$what PARTUUID=/p" probed
}
