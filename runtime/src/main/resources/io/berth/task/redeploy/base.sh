# A release as a disk of this host, made once and shared by all slots of its pool: nobody's system, without an identity.
# It is of the pool, since only files of one filesystem can share blocks. Whoever makes, uses or removes one has fd 8 locked.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

bases_lock() { # DIRECTORY
    (umask 077 && mkdir -p "$1")
    exec 8>>"$1/lock"
    flock --nonblock 8 && return
    say 'waiting for the slot that makes the base'
    flock 8
}

bases_unlock() {
    exec 8>&-
}

# Where the base of a release lies for disks as this one is.
base_of() { # DIRECTORY DIGEST FILE
    parts=$(partitions_of "$3") || exit
    place=$(printf '%s\n' "$parts" | awk -v number="$partition" '$1 == number { print $2 "+" $3 }')
    echo "$1/$2-$(stat -c %s "$3")-$filesystem-$place.raw"
}

base_make() { # BASE DISK
    [ ! -f "$1" ] || return 0
    bases_prune "${1%/*}"
    room_beside "$2"
    say "making the base of $image@$release: once for all slots of this pool"
    beside_name "$beside" "$1.new"
    rm -f -- "$1.new"
    blank_like "$2" "$1.new" 0
    made=anew
    disk_in "$1.new"
    disk_out "$1.new"
    made=keep
    chmod 400 "$1.new"
    mv -fT -- "$1.new" "$1"
    sync "${1%/*}"
}

# Removes the bases of releases that no slot of this host has.
bases_prune() { # DIRECTORY
    for old in "$1"/*.raw; do
        [ -f "$old" ] || continue
        digest_of=${old##*/}
        digest_of=${digest_of%%-*}
        ! cat "$state_dir"/slots/*.json 2>/dev/null | grep -qF "\"digest\": \"$digest_of\"" || continue
        say "removing the base ${old##*/}: no slot of this host has its release any more"
        rm -f -- "$old"
    done
}
