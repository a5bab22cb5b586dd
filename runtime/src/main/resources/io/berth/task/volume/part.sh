# A volume in the making: it has another name until it is whole, and goes when its script ends before that.
# shellcheck shell=sh

part=
part_end() {
    case $part in
    '') ;;
    /dev/*) lvremove -qq -f -- "$part" >/dev/null 2>&1 || : ;;
    *) rm -f -- "$part" ;;
    esac
}
trap part_end EXIT
trap 'exit 143' HUP INT TERM

# What an earlier one left that was killed is made anew: whoever has the claim is alone.
part_make() { # KIND DIRECTORY VOLUME BYTES
    part_kind=$1
    part_final=$2/$3
    [ ! -e "$part_final" ] || refuse exists "$part_final is there already, and libvirt does not know it" 'refresh its pool: berth pool refresh'
    if [ "$1" = logical ]; then
        need lvcreate lvm2
        group=${2#/dev/}
        part=/dev/$group/berth-part-$3
        lvremove -qq -f -- "$part" >/dev/null 2>&1 || :
        lvcreate -qq -y -W n -Z n -L "${4}b" -n "berth-part-$3" -- "$group" >/dev/null
    else
        part=$2/.berth-part-$3
        rm -f -- "$part"
        (umask 077 && : >"$part")
    fi
}

part_rename() {
    [ ! -e "$part_final" ] || refuse exists "$part_final is there already" 'give it another name'
    if [ "$part_kind" = logical ]; then
        lvrename -qq -- "$group" "${part##*/}" "${part_final##*/}"
    else
        mv -T -- "$part" "$part_final"
    fi
    part=
    patiently pool-refresh --pool "$1"
}

# It is whole: it gets its name, and libvirt looks at it.
part_keep() { # POOL-UUID
    # what a full store could not take shows here, not when it was written
    sync -f -- "$part" 2>/dev/null || sync
    alone "$1" part_rename "$1"
    part=
}

# Runs it, and tells meanwhile how much of the volume is there.
watched() { # BYTES COMMAND...
    total=$1
    shift
    while sleep 0.5 3>&- 4<&- 8>&- >/dev/null 2>&1; do
        blocks=$(stat -L -c %b -- "$part" 2>/dev/null) || continue
        printf 'progress %s %s\n' $((blocks * 512)) "$total" >&3
    done 8>&- &
    watcher=$!
    status=0
    "$@" || status=$?
    kill "$watcher" 2>/dev/null || :
    wait "$watcher" 2>/dev/null || :
    return "$status"
}

digest() { # BYTES FILE
    sum=$(head -c "$1" -- "$2" | sha256)
    printf '%s' "${sum%% *}"
}
