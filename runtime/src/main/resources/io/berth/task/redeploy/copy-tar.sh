# The golden tree into an empty filesystem, pulled from its store by tar. Everything is kept: hard links, ACLs,
# extended attributes, capabilities, device nodes, holes, numeric owners, times to the nanosecond.
# Runs in a directory of the script's own.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values

# For the store's shell. A release's archive is packed by one of these.
# shellcheck disable=SC2016
archive_as_tar='case $1 in *.zst) set -- zstd "$1" ;; *.gz) set -- gzip "$1" ;; esac
exec "$1" --decompress --stdout -- "$2"'

# Both sides' statuses count, which a pipe would not tell.
copy_tar() { # ADDRESS TREE DIRECTORY
    mkfifo stream errors
    acls=yes
    if [ "$form" = archive ]; then
        acls= # they come by their extended attributes: --acls would take them away again
        store_run "$1" '' sh -c "$archive_as_tar" sh "$2" >stream &
    else
        store_run "$1" "$2" tar --numeric-owner --xattrs --xattrs-include='*' --acls --sparse --format=posix \
            --exclude=./lost+found -b 128 -cf - -C "$2" . >stream &
    fi
    sender=$!
    tar_progress <errors &
    reader=$!
    got=0
    tar --numeric-owner --same-owner --xattrs --xattrs-include='*' ${acls:+--acls} -p -b 128 \
        --checkpoint=64 --checkpoint-action=echo='berth %u' -xf - -C "$3" <stream 2>errors || got=$?
    wait $reader
    sent=0
    wait $sender || sent=$?
    sender=
    [ "$got" -eq 0 ] || fail "unpacking the tree ended with status $got" "$copy_next"
    [ "$sent" -eq 0 ] || fail "packing the tree on the store ended with status $sent" "$copy_next"
}

# A checkpoint is 64 records of 64 KiB.
tar_progress() {
    while IFS= read -r line; do
        case $line in
        'tar: berth '*) printf 'progress %s 0\n' $((${line#tar: berth } * 65536)) >&3 ;;
        *) printf '%s\n' "$line" >&2 ;;
        esac
    done
}
