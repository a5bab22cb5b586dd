# shellcheck shell=sh
# What lies behind paths; changes nothing. PIDS [PATH...]
# A path is one of the host, or "volume POOL/NAME" of libvirt. PIDS are programs, whose open files are asked for, too. Words with NUL behind each:
#   open PID FLAGS            a file that a program has open; FLAGS as open(2) has them, octal
#   path NAME                 each path without links, in their order, then those of the open files
#   file NAME DEVICE INODE KIND NUMBER BORN MOUNT      of those that are there; NUMBER of a device, else 0:0
#   filesystem NAME ID TYPE
#   device NAME ID            what a block device calls itself, on whichever host it is
#   mounts JSON               as findmnt gives them
pids=$1
shift
asked=$#
while [ "$asked" -gt 0 ]; do
    path=$1
    case $path in
    'volume '*)
        volume=${path#volume }
        path=$(virsh vol-path --pool "${volume%%/*}" "${volume#*/}" 2>/dev/null) || path="/$path"
        ;;
    esac
    shift
    set -- "$@" "$path"
    asked=$((asked - 1))
done
for pid in $pids; do
    for fd in /proc/"$pid"/fd/*; do
        if [ -f "$fd" ] || [ -b "$fd" ]; then
            flags=
            { while read -r key value; do [ "$key" != flags: ] || flags=$value; done <"/proc/$pid/fdinfo/${fd##*/}"; } 2>/dev/null || true
            # it may have ended meanwhile
            name=$(readlink "$fd") || continue
            [ -n "$flags" ] || continue
            # memory that guests share is no disk
            case $name in /dev/shm/* | /dev/hugepages/* | /memfd:* | *' (deleted)') continue ;; esac
            printf 'open\0%s\0%s\0' "$pid" "$flags"
            set -- "$@" "$name"
        fi
    done
done
[ $# -gt 0 ] || exit 0
for path in "$@"; do
    name=$(realpath --canonicalize-missing -- "$path")
    printf 'path\0%s\0' "$name"
    if [ -b "$name" ]; then
        numbers=$(stat --format '%t %T' -- "$name")
        node=/sys/dev/block/$((0x${numbers% *})):$((0x${numbers#* }))
        id=
        for told in "$node/dm/uuid" "$node/wwid" "$node/device/wwid"; do
            if [ -z "$id" ] && [ -r "$told" ]; then { read -r id <"$told"; } 2>/dev/null || true; fi
        done
        # a part of a disk is told apart by its number, and called by the disk's name
        if [ -z "$id" ] && [ -r "$node/partition" ]; then
            read -r part <"$node/partition"
            for told in "$node/../wwid" "$node/../device/wwid"; do
                if [ -z "$id" ] && [ -r "$told" ]; then { read -r id <"$told"; } 2>/dev/null || true; fi
            done
            [ -z "$id" ] || id="$id part $part"
        fi
        printf 'device\0%s\0%s\0' "$name" "$id"
    fi
    # what is not there yet is where its directory is
    there=$name
    until [ -e "$there" ]; do there=${there%/*}; [ -n "$there" ] || there=/; done
    if [ -e "$name" ]; then stat --printf 'file\0%n\0%d\0%i\0%F\0%t:%T\0%w\0%m\0' -- "$name"; fi
    printf 'filesystem\0%s\0' "$name"
    stat --file-system --printf '%i\0%T\0' -- "$there"
done
printf 'mounts\0%s\0' "$(findmnt --json --list --output TARGET,FSTYPE,UUID,SOURCE 2>/dev/null || echo '{}')"
