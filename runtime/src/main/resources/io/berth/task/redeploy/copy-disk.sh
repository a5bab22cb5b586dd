# A release that is a whole disk, as a raw file of this host: without its holes, and checked by its digest, which was taken of
# its raw content.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

copy_disk() { # FILE ROOM ; makes FILE.qcow2, too, for a while
    phase copy
    sent=$1
    case $tree in
    *.qcow2) sent=$1.qcow2 ;;
    esac
    receive "$sent"
    if [ "$sent" != "$1" ]; then
        qcow2_alone "$sent" || fail "the disk of $image@$release is no qcow2 file that is whole by itself" \
            "verify the release on its store: berth image verify"
        qemu-img convert -f qcow2 -O raw -- "$sent" "$1" || fail "the disk of $image@$release cannot be read as qcow2" "$copy_next"
        rm -f -- "$sent"
        chmod 600 "$1"
    fi
    has=$(stat -c %s "$1")
    [ "$has" -le "$2" ] || fail "the disk of $image@$release has $((has >> 20)) MiB, and the slot's $(($2 >> 20)) MiB" \
        "give the slot a larger disk"
    phase digest
    found=$(sha256sum <"$1")
    [ "${found%% *}" = "$digest" ] || fail "what has come of $image@$release is not what was released: its digest is ${found%% *}, not $digest" \
        "verify the release on its store: berth image verify"
}

# A tar knows of holes, and its one file gets the name it is to have here.
receive() { # FILE
    name=$(printf '%s' "${1##*/}" | sed 's/[\\&,]/\\&/g')
    mkfifo stream errors
    store_run "$address" '' tar --sparse --format=posix -b 128 -cf - -C "${tree%/*}" "${tree##*/}" >stream &
    sender=$!
    tar_progress <errors &
    reader=$!
    got=0
    (umask 077 && exec tar -b 128 --no-same-owner --no-same-permissions --checkpoint=64 --checkpoint-action=echo='berth %u' \
        --transform="s,.*,$name," -xf - -C "${1%/*}") <stream 2>errors || got=$?
    wait $reader
    sent_well=0
    wait $sender || sent_well=$?
    sender=
    [ "$got" -eq 0 ] || fail "unpacking the disk ended with status $got" "$copy_next"
    [ "$sent_well" -eq 0 ] || fail "packing the disk on the store ended with status $sent_well" "$copy_next"
}
