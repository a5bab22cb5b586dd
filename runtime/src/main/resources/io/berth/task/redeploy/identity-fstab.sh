# What /etc/fstab says of the root filesystem and of swap: by names that the slot's disk does not have, of another kind of
# filesystem, or nothing of the swap that the slot has.
# shellcheck shell=sh

identity_fstab() { # TREE DEVICE DISK    swap, filesystem: as storage.sh sets them, or nothing
    if tree_has_file "$1" etc fstab; then cp -- "$1/etc/fstab" fstab.old; else : >fstab.old; fi
    # nothing more is looked at where nothing of the kind is said
    [ -n "${swap:-}" ] || fstab_of_another fstab.old "${filesystem:-}" ||
        grep -Eq '^[[:space:]]*(UUID|PARTUUID|LABEL)=[^[:space:]]+[[:space:]]+([^[:space:]]+[[:space:]]+swap[[:space:]]|/[[:space:]])' fstab.old ||
        return 0
    disk_names "$2" "$3" >disk.names
    SWAP=${swap:-} FILESYSTEM=${filesystem:-} LC_ALL=C awk '
        FNR == NR && FILENAME == "disk.names" { known[$2] = 1; if ($2 ~ /^UUID=/ && !($1 in uuid)) uuid[$1] = $2; next }
        function absent(name, kind,   bare) {
            bare = name
            gsub(/"/, "", bare)
            if (bare ~ /^(UUID|PARTUUID|LABEL)=/) return !(bare in known)
            # a device of the system that the image was made of, where the slot has swap of its own
            return kind == "swap" && ENVIRON["SWAP"] != "" && bare ~ /^\/dev\// && bare !~ /^\/dev\/zram/
        }
        /^[[:space:]]*#/ { print; next }
        $2 == "/" || $3 == "swap" {
            kind = $2 == "/" ? "root" : "swap"
            if (absent($1, kind)) {
                if (kind in uuid) { at = index($0, $1); $0 = substr($0, 1, at - 1) uuid[kind] substr($0, at + length($1)) }
                else print $1 >"fstab.absent"
            }
            if (kind == "swap" && $1 == uuid["swap"]) swaps = 1
            if (kind == "root" && ENVIRON["FILESYSTEM"] != "" && $3 != "auto" && $3 != ENVIRON["FILESYSTEM"]) {
                # options and checks of one filesystem make no sense to another
                $0 = $1 " / " ENVIRON["FILESYSTEM"] " defaults 0 " (ENVIRON["FILESYSTEM"] ~ /^ext/ ? 1 : 0)
            }
        }
        { print }
        END { if (ENVIRON["SWAP"] != "" && !swaps && ("swap" in uuid)) print uuid["swap"] " none swap sw 0 0" }' disk.names fstab.old >fstab.new
    [ ! -s fstab.absent ] || say "not on the slot's disk, and left in /etc/fstab: $(paste -s -d ' ' fstab.absent)"
    cmp -s fstab.new fstab.old || tree_write "$1" etc fstab 644 <fstab.new
}

# Whether the root filesystem is said to be of another kind.
fstab_of_another() { # FILE FILESYSTEM
    [ -n "$2" ] && FILESYSTEM=$2 awk '
        !/^[[:space:]]*#/ && $2 == "/" && $3 != "auto" && $3 != ENVIRON["FILESYSTEM"] { found = 1 } END { exit !found }' "$1"
}

# -> "root UUID=…", "swap LABEL=…", "other PARTUUID=…": all by which the disk's partitions, and the disk of the swap, may be named
disk_names() { # DEVICE DISK
    echo 'other none'
    names_of root -- "$1"
    case ${swap:-} in /*) names_of other -- "$swap" ;; esac
    partx --bytes --noheadings --raw --output START,SIZE,UUID "$2" 2>/dev/null >partitions || :
    while read -r begin size partuuid; do
        [ -z "$partuuid" ] || echo "other PARTUUID=$partuuid"
        names_of other -O $((begin * 512)) -S "$size" -- "$2"
    done <partitions
}

names_of() { # root|other [OPTION]... -- DEVICE-OR-DISK
    kind_named=$1
    shift
    blkid -p -o export "$@" 2>/dev/null >probed || : # nothing is there
    [ "$kind_named" = root ] || ! grep -qx TYPE=swap probed || kind_named=swap
    sed -n -E "s/^(UUID|LABEL)=/$kind_named \\1=/p; s/^PART_ENTRY_UUID=/$kind_named PARTUUID=/p" probed
}
