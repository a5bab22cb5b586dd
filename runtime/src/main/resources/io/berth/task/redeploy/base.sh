# A release as a disk of this host, made once and shared by all slots of its pool: nobody's system, without an identity.
# It is of the pool, since only files of one filesystem can share blocks. Whoever makes, uses or removes one has fd 8 locked.
#
# Nobody writes to it once it has its name, and nothing is kept about it elsewhere: its name says what it is of, it is readable only,
# and its time of modification is one that its digest says, which it loses when anybody writes to it after all.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

# The base of the release for disks as the slot's is, made where it is not there. Sets base, based; fd 8 stays locked.
base_ready() { # EDGES
    bases=${disk%/*}/.berth-bases
    bases_lock "$bases"
    base_name "$bases/$(base_of "$1")"
    [ -f "$base" ] || base_make "$base" "$1"
    chmod 400 "$base"
    based=yes
}
based=

bases_lock() { # DIRECTORY
    mkdir -p "$1"
    chmod 711 "$1" # whoever runs the guests gets at what their disks lie over
    bases_lock_file "$1/lock"
}

bases_lock_file() { # FILE
    exec 8>>"$1"
    flock --nonblock 8 && return
    say 'waiting for the slot that makes the base'
    flock 8
}

bases_unlock() {
    exec 8>&-
}

# What a base is of: of a disk it is all, of a tree it depends on the disk that it is put on.
base_of() { # EDGES
    [ "$form" != disk ] || { echo "$digest-disk" && return; }
    parts=$(partitions_of "$1") || exit
    place=$(printf '%s\n' "$parts" | awk -v number="$partition" '$1 == number { print $2 "+" $3 }')
    echo "$digest-$(bytes_of "$1")-$filesystem-$place"
}

# The file of a base. One that has been changed is not taken, and not made anew under its name while a disk lies over it: that
# would read what it was not made of. Sets base.
base_name() { # PATH-WITHOUT-SUFFIX
    base=$1.raw
    again=0
    until base_sound "$base"; do
        if [ -z "$(base_users "$base")" ]; then
            [ ! -e "$base" ] || say "removing the base ${base##*/}: somebody has changed it"
            rm -f -- "$base"
            return 0
        fi
        say "the base ${base##*/} has been $([ -e "$base" ] && echo changed || echo removed), and is the base of $(base_users "$base" | paste -s -d ' '): another one is made"
        again=$((again + 1))
        base=$1-$again.raw
    done
}

base_sound() { # BASE
    [ -f "$1" ] && [ "$(stat -c %Y "$1")" = "$(base_time)" ]
}

base_time() { # -> seconds since 1970
    echo $((0x$(printf '%s' "$digest" | cut -c 1-7)))
}

# The qcow2 disks of the pool that lie over it: slots', the next and the former ones, and whatever else is there.
base_users() { # BASE
    for over in "${1%/*}"/../* "${1%/*}"/../.[!.]*; do
        if [ ! -f "$over" ] || ! qcow2_is "$over"; then continue; fi
        below=$(qcow2_backing "$over")
        if [ "${below##*/}" = "${1##*/}" ]; then echo "${over##*/}"; fi
    done
}

base_make() { # BASE EDGES
    bases_prune "${1%/*}"
    room_beside "$disk"
    say "making the base of $image@$release: once for all slots of this pool"
    beside_name "$beside" "$1.new" "$1.new.qcow2"
    rm -f -- "$1.new" "$1.new.qcow2"
    store_look
    if [ "$form" = disk ]; then
        copy_disk "$1.new" "$(size_of "$disk_kind" "$disk")"
    else
        blank_like "$2" "$1.new" 0
        made=anew
        disk_in "$1.new" raw
        disk_out "$1.new"
        made=keep
    fi
    store_looked
    touch -d "@$(base_time)" -- "$1.new"
    chmod 400 "$1.new"
    sync "$1.new"
    mv -fT "$1.new" "$1"
    sync "${1%/*}"
}

# Removes the bases of releases that no slot of this host has, and that no disk lies over.
bases_prune() { # DIRECTORY
    for old in "$1"/*.raw; do
        [ -f "$old" ] || continue
        digest_of=${old##*/}
        digest_of=${digest_of%%-*}
        ! cat "$state_dir"/slots/*.json 2>/dev/null | grep -qF "\"digest\": \"$digest_of\"" || continue
        [ -z "$(base_users "$old")" ] || continue
        say "removing the base ${old##*/}: no slot of this host has its release any more"
        rm -f -- "$old"
    done
}
