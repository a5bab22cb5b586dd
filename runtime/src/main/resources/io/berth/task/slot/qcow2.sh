# What can be told of a qcow2 file by reading it, whoever uses it. Its size and what it is backed by stand in its header,
# which nothing changes while a guest runs.
# shellcheck shell=sh

# Ends with 1 unless it is one. Asked only where a qcow2 file is meant: a guest could write such a header into a raw disk.
qcow2_is() { # FILE
    [ "$(head -c 4 -- "$1" | od -A n -t x1 | tr -d ' ')" = 514649fb ]
}

qcow2_number() { # FILE OFFSET BYTES(4|8) -> a big-endian number of the header
    number=0
    for octet in $(od -A n -t u1 -v -j "$2" -N "$3" -- "$1"); do number=$((number * 256 + octet)); done
    echo "$number"
}

qcow2_size() { # FILE -> bytes that the guest sees
    qcow2_number "$1" 24 8
}

# The path of the file it is an overlay of; nothing if it is none. A relative one is so to the directory of the file.
qcow2_backing() { # FILE
    at=$(qcow2_number "$1" 8 8)
    [ "$at" -gt 0 ] || return 0
    backing=$(tail -c +$((at + 1)) -- "$1" | head -c "$(qcow2_number "$1" 16 4)")
    case $backing in
    /*) printf '%s\n' "$backing" ;;
    *) printf '%s\n' "${1%/*}/$backing" ;;
    esac
}

# The files that it is an overlay of, one a line, the nearest first; ends with 1 at one that is not there.
qcow2_chain() { # FILE
    chained=$1
    while chained=$(qcow2_backing "$chained") && [ -n "$chained" ]; do
        printf '%s\n' "$chained"
        [ -f "$chained" ] || return 1
        # what is below is only followed where it can be known to be no raw disk: berth's bases are
        case $chained in *.raw) break ;; esac
        qcow2_is "$chained" || break
    done
}

# Ends with 1 if reading it would read files that it names: a disk that came from elsewhere may not.
qcow2_alone() { # FILE
    qcow2_is "$1" && [ "$(qcow2_number "$1" 8 8)" -eq 0 ] &&
        { [ "$(qcow2_number "$1" 4 4)" -lt 3 ] || [ $(($(qcow2_number "$1" 76 4) & 4)) -eq 0 ]; }
}

# What stands at the beginning of the disk and of its partitions, up to 4 MiB each, and at its end, as a raw file with
# holes for all else: enough to tell its partition table, its boot loader and what its partitions hold. Read without QEMU's lock,
# as the raw disk of a running guest is, and never written to.
qcow2_peek() { # FILE NEW-FILE
    peeked=$(qcow2_size "$1")
    (umask 077 && truncate -s "$peeked" -- "$2")
    qcow2_peek_at "$1" "$2" 0 8192
    qcow2_peek_at "$1" "$2" $((peeked / 512 - 34)) 34
    places=$(partx --noheadings --raw --output START,SECTORS -- "$2" 2>/dev/null) || return 0
    while read -r first sectors; do
        qcow2_peek_at "$1" "$2" "$first" $((sectors < 8192 ? sectors : 8192))
    done <<P
$places
P
}

qcow2_peek_at() { # FILE NEW-FILE SECTOR SECTORS
    qemu-img convert -U --image-opts "driver=raw,offset=$(($3 * 512)),size=$(($4 * 512)),$(qcow2_node "$1" file.)" -O raw -- "$2.part" &&
        dd if="$2.part" of="$2" bs=65536 seek=$(($3 * 512)) oflag=seek_bytes conv=notrunc,sparse status=none || return 1
    rm -f -- "$2.part"
}

# What a raw file has, at a place of a disk that nobody uses.
qcow2_poke() { # RAW-FILE FILE OFFSET BYTES
    qemu-img convert -n -f raw --target-image-opts -- "$1" "driver=raw,offset=$3,size=$4,$(qcow2_node "$2" file.)"
}

# A qcow2 file of a raw one, which is removed.
into_qcow2() { # RAW-FILE FILE
    (umask 077 && qemu-img convert -f raw -O qcow2 -- "$1" "$2")
    rm -f -- "$1"
}

size_of() { # KIND FILE -> bytes that the guest sees
    if [ "$1" = qcow2 ]; then qcow2_size "$2"; else bytes_of "$2"; fi
}

bytes_of() { # FILE-OR-DEVICE
    if [ -b "$1" ]; then blockdev --getsize64 "$1"; else stat -c %s -- "$1"; fi
}

# Ends the script if it is an overlay of what is not there. Sets over: what it lies over; empty: nothing.
qcow2_whole() { # FILE
    over=$(qcow2_chain "$1") || fail "the disk $1 lies over ${over##*
}, which is not there: nothing of it can be read" \
        "bring that file back; or remove the disk, run the slot's disk task, and redeploy"
    over=${over%%
*}
}

# A raw file by which a disk's partition table, its boot loader and what its partitions hold can be told.
edges_of() { # KIND FILE DIRECTORY -> path
    [ "$1" = qcow2 ] || { echo "$2" && return; }
    qcow2_whole "$2"
    qcow2_peek "$2" "$3/edges" && echo "$3/edges"
}

# How QEMU's programs are told of the file, whatever its name is.
qcow2_node() { # FILE [PREFIX]
    printf '%sdriver=qcow2,%sfile.driver=file,%sfile.filename=%s' "${2:-}" "${2:-}" "${2:-}" "$(qcow2_escaped "$1")"
}

qcow2_escaped() { # FILE
    printf '%s' "$1" | sed 's/,/,,/g'
}
