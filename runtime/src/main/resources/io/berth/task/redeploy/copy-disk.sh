# A release that is a whole disk, as a raw file of this host: without its holes, and checked by its digest, which was taken of
# its raw content.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

copy_disk() { # FILE ROOM ; makes FILE.qcow2, too, for a while
    phase copy
    came=$1
    case $tree in
    *.qcow2) came=$1.qcow2 ;;
    esac
    if [ "$came" = "$1" ]; then
        receive_summed "$1"
    else
        receive "$came"
        qcow2_alone "$came" || fail "the disk of $image@$release is no qcow2 file that is whole by itself" \
            "verify the release on its store: berth image verify"
        qemu-img convert -f qcow2 -O raw -- "$came" "$1" || fail "the disk of $image@$release cannot be read as qcow2" "$copy_next"
        rm -f -- "$came"
        chmod 600 "$1"
    fi
    has=$(stat -c %s "$1")
    [ "$has" -le "$2" ] || fail "the disk of $image@$release has $((has >> 20)) MiB, and the slot's $(($2 >> 20)) MiB" \
        "give the slot a larger disk"
    phase digest
    summed "$1"
    [ "${found%% *}" = "$digest" ] || fail "what has come of $image@$release is not what was released: its digest is ${found%% *}, not $digest" \
        "verify the release on its store: berth image verify"
}

# Its digest is taken while it comes.
receive_summed() { # FILE
    rm -f -- come "$1"
    sum_coming "$1" >sum 9>&- &
    summing=$!
    receive "$1"
    : >come
}
# who takes the digest of what comes
summing=

# Sets found to the digest of what has come: that which was taken meanwhile if it is the right one, else one of all that is there now.
summed() { # FILE
    found=
    [ -z "$summing" ] || ! wait "$summing" || found=$(cat sum)
    summing=
    [ "${found%% *}" = "$digest" ] || found=$(sha256 <"$1")
}

# Reads a file that grows from its beginning to its end, as tar writes it: what is before its end now stays as it is. It does not outlive the script.
sum_coming() { # FILE
    upto=0
    while :; do
        whole=no
        [ ! -e come ] || whole=yes
        size=$(stat -c %s -- "$1" 2>/dev/null) || size=0
        if [ "$size" -gt "$upto" ]; then
            dd if="$1" bs=1M iflag=skip_bytes,count_bytes skip="$upto" count=$((size - upto)) status=none
            upto=$size
        elif [ "$whole" = yes ]; then
            return
        else
            sleep 0.1
            kill -0 $$ || return
        fi
    done | sha256
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
