# A release that is a whole disk, onto a device or volume on which anything may be: all that it has, zeros among it. It is checked by its
# digest as it is read back; what is behind it on a larger one is left alone.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

# What can be done while the guest still runs. Sets has, the bytes of the disk; came, its file where it is qcow2; ends the script if it is too large.
device_ahead() { # DEVICE
    came=
    case $tree in
    *.qcow2)
        came=$tree
        if [ -n "$address" ]; then
            phase copy
            mkdir -p "${staging%/*}"
            [ -d "$staging" ] || mkdir -m 700 "$staging"
            came=$staging/disk.qcow2
            receive "$came"
        fi
        qcow2_alone "$came" || fail "the disk of $image@$release is no qcow2 file that is whole by itself" \
            "verify the release on its store: berth image verify"
        has=$(qcow2_size "$came")
        ;;
    *) has=$(store_run "$address" '' stat -c %s -- "$tree") || fail "the disk of $image@$release cannot be seen on its store" \
        "verify the release on its store: berth image verify" ;;
    esac
    room=$(bytes_of "$1")
    [ "$has" -le "$room" ] || fail "the disk of $image@$release has $((has >> 20)) MiB, and the slot's $((room >> 20)) MiB" \
        "give the slot a larger disk"
}

# With blank nothing but zeros is there.
device_write() { # DEVICE [blank]
    phase copy
    if [ -n "$came" ]; then
        # shellcheck disable=SC2086
        qemu-img convert -n ${2:+--target-is-zero} -f qcow2 -O raw -- "$came" "$1" || fail "the disk of $image@$release cannot be read as qcow2, or not be written to $1" "$copy_next"
    else
        written_how=notrunc,nocreat
        [ -z "${2:-}" ] && ! device_zeroes "$1" || written_how=$written_how,sparse
        tar_pumped 'the disk' disk_pack device_unpack "$1"
    fi
    device_end "$1"
    sync "$1" || fail "not everything could be written to $1" "$copy_next"
    phase digest
    found=$(head -c "$has" -- "$1" | sha256)
    [ "${found%% *}" = "$digest" ] || fail "what has come of $image@$release is not what was released: its digest is ${found%% *}, not $digest" \
        "verify the release on its store: berth image verify; then redeploy it"
    # the kernel may know the partitions of what was there before
    blockdev --rereadpt "$1" 2>/dev/null || :
}

# A device that can make itself zero does that, and only what is not is written. Ends with 1 where that would be no faster.
device_zeroes() { # DEVICE
    about=/sys/dev/block/$(block_number "$1")
    [ -d "$about/queue" ] || about=$about/..
    [ "$(cat "$about/queue/write_zeroes_max_bytes" 2>/dev/null || echo 0)" -gt 0 ] &&
        blkdiscard --force --zeroout --length $((has / 512 * 512)) "$1" 2>/dev/null
}

# Both have to end well.
device_unpack() { # DEVICE
    mkfifo content
    # shellcheck disable=SC2094
    dd bs=65536 iflag=fullblock of="$1" conv="$written_how" status=none <content &
    writer=$!
    unpacked=0
    tar -b 128 --to-stdout -xf - >content || unpacked=$?
    wrote=0
    wait $writer || wrote=$?
    [ "$wrote" -eq 0 ] || return "$wrote"
    return "$unpacked"
}

# The second copy of a GPT that was there before, at the end of a device that is larger: it would be taken for this disk's.
device_end() { # DEVICE
    sector=$(blockdev --getss "$1")
    [ $((room - has)) -ge "$sector" ] || return 0
    [ "$(tail -c "$sector" -- "$1" | head -c 8 | tr -d '\0')" = 'EFI PART' ] || return 0
    from=$((room - 16384 - sector))
    [ "$from" -ge "$has" ] || from=$(((has + sector - 1) / sector * sector))
    dd if=/dev/zero of="$1" bs=65536 seek="$from" count=$((room - from)) iflag=count_bytes oflag=seek_bytes conv=notrunc,nocreat status=none
    say 'the second copy of a partition table that was there before has been removed from the end of the device'
}
