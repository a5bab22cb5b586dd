# A tar of the image's store, unpacked here while it is packed there. Of the golden tree everything is kept: hard links,
# ACLs, extended attributes, capabilities, device nodes, holes, numeric owners, times to the nanosecond; but no sockets.
# Runs in a directory of the script's own.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values

# For the store's shell. A release's archive is packed by one of these. It ends with 48 if what it has read is not what its record tells, where
# that does.
# shellcheck disable=SC2016
archive_as_tar='case $1 in *.zst) set -- zstd "$1" ;; *.gz) set -- gzip "$1" ;; esac
sum=sha256sum
! command -v openssl >/dev/null 2>&1 || sum="openssl dgst -sha256 -r"
exec 3>&1
read_as=$({ { tee /dev/fd/4 <"$2" | { "$1" --decompress --stdout >&3 3>&- 4>&- || echo bad >&5; }; } 4>&1 | $sum; } 5>&1)
was=$(sed -n "s/^packed //p" "${2%/*}/release")
case $read_as in
bad*) exit 1 ;;
"$was"*) ;;
*) exit 48 ;;
esac'

copy_tar() { # ADDRESS TREE DIRECTORY
    tar_pumped 'the tree' tree_pack tree_unpack "$@"
}

# ACLs come by their extended attributes: by --acls, those of entries without any would be taken away again. What xfs shows of
# them is xfs's own.
tree_pack() { # ADDRESS TREE DIRECTORY
    if [ "$form" = archive ]; then
        store_run "$1" '' sh -c "$archive_as_tar" sh "$2"
        return
    fi
    store_run "$1" "$2" env LC_ALL=C tar --numeric-owner --xattrs --xattrs-include='*' --xattrs-exclude='trusted.SGI_ACL_*' \
        --sparse --format=posix --exclude=./lost+found -b 128 -cf - -C "$2" .
}

tree_unpack() { # ADDRESS TREE DIRECTORY
    tar --numeric-owner --same-owner --xattrs --xattrs-include='*' -p -b 128 -xf - -C "$3"
}

# Both sides' statuses count, which a pipe would not tell. The functions get the arguments that are given.
tar_pumped() { # WHAT PACKING-FUNCTION UNPACKING-FUNCTION ARGUMENT...
    pumped=$1 packing=$2 unpacking=$3
    shift 3
    # what each of them says by itself: tar writes a line in pieces, and those of two would get into one another
    mkfifo stream packs unpacks
    "$packing" "$@" >stream 2>packs &
    sender=$!
    tar_told <packs &
    reader=$!
    tar_told <unpacks &
    other_reader=$!
    got=0
    (
        export LC_ALL=C TAR_OPTIONS='--checkpoint=64 --checkpoint-action=echo=berth-%u'
        "$unpacking" "$@"
    ) <stream 2>unpacks || got=$?
    wait $reader $other_reader
    sent=0
    wait $sender || sent=$?
    sender=
    rm -f stream packs unpacks
    [ ! -e lost ] || fail "unpacking $pumped could not set what it has: $(cat lost)" "$copy_next"
    [ "$got" -eq 0 ] || fail "unpacking $pumped ended with status $got" "$copy_next"
    [ "$sent" -ne 48 ] || fail "the archive of $image@$release is not what was released: it has another digest" "$damaged_next"
    [ "$sent" -eq 0 ] || fail "packing $pumped on the store ended with status $sent" "$copy_next"
}

# What one of both says. A checkpoint is 64 records of 64 KiB.
tar_told() {
    sockets=0
    while IFS= read -r line; do
        case $line in
        'tar: berth-'*) printf 'progress %s 0\n' $((${line#tar: berth-} * 65536)) >&3 ;;
        'tar: '*': socket ignored') sockets=$((sockets + 1)) ;;
        'tar: '*': time stamp '*' in the future' | 'tar: '*': implausibly old time stamp '*) ;;
        'tar: '*': Cannot set '*)
            # of an attribute, or an access list: only a warning to tar
            printf '%s\n' "${line#tar: }" >lost
            printf '%s\n' "$line" >&2
            ;;
        *) printf '%s\n' "$line" >&2 ;;
        esac
    done
    [ "$sockets" -eq 0 ] || say "sockets that are left out, as a tar holds none: $sockets"
}
