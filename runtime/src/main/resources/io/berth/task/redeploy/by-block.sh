# The image is a whole disk: its boot loader, its partitions, all of it. It is streamed into a second file while the guest
# runs, without its holes, and is the one that was released by its digest, which was taken of its raw content.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

fits() {
    need tar tar
    need sha256sum coreutils
    store_gives disk
    case $tree in *.qcow2) need qemu-img qemu-utils ;; esac
}

make_next() { # FILE
    phase copy
    came=$1
    case $tree in
    *.qcow2)
        came=$1.qcow2
        beside_name "$beside" "$came"
        ;;
    esac
    receive "$came"
    if [ "$came" != "$1" ]; then
        beside_name "$beside" "$came" "$1"
        qemu-img convert -f qcow2 -O raw -- "$came" "$1" || fail "the disk of $image@$release cannot be read as qcow2" "$copy_next"
        rm -f -- "$came"
        chmod 600 "$1"
    fi
    has=$(stat -c %s "$1") room=$(stat -c %s "$disk")
    [ "$has" -le "$room" ] || fail "the disk of $image@$release has $((has >> 20)) MiB, and the slot's $((room >> 20)) MiB" \
        "give the slot a larger disk"
    phase digest
    found=$(sha256sum <"$1")
    [ "${found%% *}" = "$digest" ] || fail "what has come of $image@$release is not what was released: its digest is ${found%% *}, not $digest" \
        "verify the release on its store: berth image verify"
    truncate -s "$room" -- "$1"
}

# A tar knows of holes, and its one file gets the name it is to have here.
receive() { # FILE
    tar_pumped 'the disk' disk_pack disk_unpack "$1"
}

disk_pack() { # FILE
    store_run "$address" '' tar --sparse --format=posix --mode=600 -b 128 -cf - -C "${tree%/*}" "${tree##*/}"
}

disk_unpack() { # FILE
    name=$(printf '%s' "${1##*/}" | sed 's/[\\&,]/\\&/g')
    tar -b 128 --no-same-owner -p --transform="s,.*,$name," -xf - -C "${1%/*}"
}

# It is there already.
copy() { # DIRECTORY
    :
}

made=keep
