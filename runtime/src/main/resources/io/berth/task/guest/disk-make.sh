# Makes a guest's disk where there is none: raw|qcow2|volume PATH PLACE BYTES nothing|file|release SOURCE SOURCE-FORMAT DIGEST. PLACE is its pool or volume group,
# BYTES may be 0: as large as its source. SOURCE-FORMAT of a file: auto, raw or qcow2. SOURCE of a release: its file on this host, or "-": a tar with it
# comes on standard input; DIGEST is that of its raw content.
#
# It gets its name last, and never that of something that is there: a disk is there whole, or not at all.
# shellcheck shell=sh
kind=$1 path=$2 place=$3 bytes=$4 from=$5 source=$6 format=$7 digest=$8
umask 077
work='' volume=''
undo() {
    status=$?
    trap - EXIT
    set +e
    [ -z "$work" ] || rm -rf -- "$work"
    [ -z "$volume" ] || [ "$status" -eq 0 ] || lvremove --yes --quiet "$volume" >/dev/null
    exit "$status"
}
trap undo EXIT
trap 'exit 1' HUP INT TERM

make_work() {
    near=${path%/*}
    [ "$kind" != volume ] || near=${TMPDIR:-/var/tmp}
    [ -d "$near" ] || fail "there is no directory $near" 'is its store mounted? run the task of its pool first'
    work=$(mktemp -d -- "$near/.berth-XXXXXX")
}

# Sets source and format of a release's disk, checked by its digest.
come() {
    if [ "$source" = - ]; then
        phase copy
        mkdir "$work/came"
        tar -b 128 --no-same-owner -xf - -C "$work/came" <&4
        for source in "$work/came"/*; do :; done
        [ -f "$source" ] || fail 'no disk has come from the store' 'look whether the store is well: berth image verify'
    fi
    case $source in
    *.qcow2)
        format=qcow2
        qcow2_alone "$source" || fail "the disk $source is no qcow2 file that is whole by itself" 'verify the release on its store: berth image verify'
        ;;
    *) format=raw ;;
    esac
    [ -n "$digest" ] || return 0
    phase digest
    found=$(raw_of "$source" | sha256) || found=
    [ "${found%% *}" = "$digest" ] || fail "what the disk holds is not what was released: its digest is ${found%% *}, not $digest" \
        'verify the release on its store: berth image verify'
}

raw_of() { # FILE -> its raw content
    if [ "$format" = raw ]; then
        cat -- "$1"
    else
        qemu-img convert -f qcow2 -O raw -- "$1" "$work/raw" && cat -- "$work/raw" && rm -f -- "$work/raw"
    fi
}

# Sets format, has, and bytes where they were left to the source.
measure() {
    [ -e "$source" ] || fail "there is no $source to make a copy of" 'name a volume or a file of this host'
    if [ "$format" = auto ]; then
        format=raw
        case $source in *.qcow2) format=qcow2 ;; esac
    fi
    if [ "$format" = qcow2 ]; then
        qcow2_is "$source" || fail "$source is no qcow2 file" 'name its format by its ending: .raw'
    fi
    if [ -b "$source" ]; then has=$(blockdev --getsize64 "$source"); else has=$(size_of "$format" "$source"); fi
    [ "$bytes" -ne 0 ] || bytes=$has
    [ "$has" -le "$bytes" ] || fail "$source has $((has >> 20)) MiB, and the disk is to have $((bytes >> 20)) MiB" 'give it a larger size'
    room_for "$source"
}

room_for() { # SOURCE ; a copy has its holes, too
    [ "$kind" != volume ] || return 0
    [ -f "$1" ] || return 0
    wants=$(($(stat -c '%b * %B' -- "$1")))
    room=$(df -P -B 1 "$work" | awk 'NR == 2 { print $4 }')
    [ "$wants" -le "$room" ] || fail "${path%/*} has room for $((room >> 20)) MiB, and the copy of $1 takes $((wants >> 20)) MiB" 'make room there, or take another pool'
}

make_file() {
    if [ "$from" = nothing ]; then
        if [ "$kind" = raw ]; then truncate -s "$bytes" -- "$work/new"; else qemu-img create -q -f qcow2 -- "$work/new" "$bytes"; fi
    else
        phase write
        # QEMU's own lock keeps this from a disk that a guest writes to
        qemu-img convert -f "$format" -O "$kind" -- "$source" "$work/new" ||
            fail "no copy of $source can be made" 'a guest that runs and writes to it has to be shut down first'
        [ "$has" -eq "$bytes" ] || qemu-img resize -q -f "$kind" -- "$work/new" "$bytes"
    fi
    chmod 600 "$work/new"
    sync -- "$work/new"
    ln -- "$work/new" "$path" || fail "there is a $path by now" 'run it again'
    rm -rf -- "$work"
    work=
    # what else goes on in the pool may keep it from being read just now
    virsh pool-refresh --pool "$place" >/dev/null 2>&1 || virsh pool-refresh --pool "$place" >/dev/null 2>&1 || say "pool $place has not heard of it yet"
}

make_volume() {
    need lvcreate lvm2
    LVM_SUPPRESS_FD_WARNINGS=1 lvcreate --yes --quiet --wipesignatures y --zero y --name "${path##*/}" --size "${bytes}b" "$place" >/dev/null
    volume=$place/${path##*/}
    [ -b "$path" ] || fail "there is no $path" "look whether it is active: lvs $place"
    if [ "$from" != nothing ]; then
        phase write
        qemu-img convert -n -f "$format" -O raw -- "$source" "$path" || fail "no copy of $source can be made" 'a guest that runs and writes to it has to be shut down first'
        sync -- "$path"
    fi
}

if [ -e "$path" ]; then refuse disk-there "$path is there by now" 'run it again: what is there is taken as it is'; fi
need qemu-img qemu-utils
make_work
[ "$from" != release ] || come
[ "$from" = nothing ] || measure
if [ "$kind" = volume ]; then make_volume; else make_file; fi
