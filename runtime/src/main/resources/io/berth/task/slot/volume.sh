# A slot's disk that is a volume of LVM, and the volumes that berth makes beside it: /dev/GROUP/NAME, all of them in one group, and in
# the disk's thin pool where it has one.
# shellcheck shell=sh
# shellcheck disable=SC2154  # disk: the script's own value

# It need not be active.
volume_there() { # VOLUME
    [ -e "$1" ] || lvm_asked lvs --noheadings --options lv_name "${1#/dev/}" >/dev/null 2>&1
}

# What scripts have open is no concern of LVM's.
lvm_asked() { # TOOL ARGUMENT...
    LVM_SUPPRESS_FD_WARNINGS=1 "$@"
}

# Sets volume_group; of the volume: volume_size in bytes, volume_used, what of it takes room in its thin pool, and volume_pool, that pool's name; empty:
# it is no thin one. Ends with 1 if LVM does not know it.
volume_look() { # VOLUME
    volume_group=${1%/*}
    volume_group=${volume_group##*/}
    looked=$(lvm_asked lvs --noheadings --nosuffix --units b --separator , --options lv_size,pool_lv,data_percent "${1#/dev/}" 2>/dev/null) || return 1
    looked=$(echo "$looked" | tr -d ' ')
    volume_size=${looked%%,*}
    looked=${looked#*,}
    volume_pool=${looked%%,*}
    volume_used=$(percent_of "$volume_size" "${looked#*,}")
}

percent_of() { # BYTES PERCENT -> bytes, rounded up to a hundredth
    whole_percent=${2%%.*} hundredths=${2#*.}
    [ "$hundredths" != "$2" ] || hundredths=0
    hundredths=$(printf '%s00' "$hundredths" | cut -c 1-2)
    hundredths=${hundredths#0}
    echo $(($1 * (${whole_percent:-0} * 100 + ${hundredths:-0} + 1) / 10000))
}

# Bytes that volumes of the group, or of the thin pool, can still take.
volume_free() { # after volume_look
    if [ -z "$volume_pool" ]; then
        lvm_asked vgs --noheadings --nosuffix --units b --options vg_free "$volume_group" | tr -d ' '
        return
    fi
    free=$(lvm_asked lvs --noheadings --nosuffix --units b --separator , --options lv_size,data_percent "$volume_group/$volume_pool" | tr -d ' ')
    echo $((${free%%,*} - $(percent_of "${free%%,*}" "${free#*,}")))
}

# Ends the script unless there is room for a second one: a thin pool that is full stops other guests.
volume_room() { # VOLUME
    volume_look "$1" || fail "LVM does not know $1" "look at it: lvs"
    free=$(volume_free)
    if [ -n "$volume_pool" ]; then
        [ "$free" -gt "$volume_used" ] || fail "the thin pool $volume_group/$volume_pool has $((free >> 20)) MiB free, and a second volume needs about $((volume_used >> 20)) MiB" \
            "extend it: lvextend; or redeploy by rsync or tar"
    else
        [ "$free" -ge "$volume_size" ] || fail "the volume group $volume_group has $((free >> 20)) MiB free, and a second volume needs $((volume_size >> 20)) MiB" \
            "extend it: vgextend; or redeploy by rsync or tar"
    fi
}

# One of the same size, in which anything may be.
volume_like() { # VOLUME NEW [OPTION]...
    volume_look "$1" || fail "LVM does not know $1" "look at it: lvs"
    liked=$2
    shift 2
    if [ -n "$volume_pool" ]; then
        set -- --type thin --virtualsize "${volume_size}b" --thinpool "$volume_pool" "$@"
    else
        set -- --size "${volume_size}b" --wipesignatures y --zero y "$@"
    fi
    lvm_asked lvcreate --yes --quiet "$@" --name "${liked##*/}" "$volume_group" >/dev/null
    [ -b "$liked" ] || fail "there is no $liked, though LVM has made it" "look whether it is active: lvs $volume_group"
}

# A thin one that shares all blocks with another: nothing is copied, and the two have nothing to do with one another from then on.
volume_snapshot() { # VOLUME NEW
    lvm_asked lvcreate --yes --quiet --snapshot --setactivationskip n --permission rw --name "${2##*/}" "${1#/dev/}" >/dev/null
    [ -b "$2" ] || fail "there is no $2, though LVM has made it" "look whether it is active: lvs"
}

volume_rename() { # VOLUME VOLUME
    to=${1#/dev/}
    lvm_asked lvrename --quiet "${to%/*}" "${1##*/}" "${2##*/}" >/dev/null
}

volume_remove() { # VOLUME
    ! volume_there "$1" || lvm_asked lvremove --yes --quiet "${1#/dev/}" >/dev/null
}

# A volume changes places with another in two steps. A run that ended between them has left none under the slot's name: the former one gets
# it back.
volume_return() { # VOLUME FORMER
    if volume_there "$1" || ! volume_there "$2"; then return 0; fi
    say "putting $2 back in its place: a run ended early and left none there"
    volume_rename "$2" "$1"
}
