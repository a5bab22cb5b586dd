# shellcheck shell=sh
# inode|device NUMBER PROBE [FORMAT FILE]...: which of these disks of domains are a volume, or stand on it: the FILE of each, a line "disk FILE". Then the
# programs that run guests or serve disks and have it open: "process PID NAME". Changes nothing.
what=$1
number=$2
probe=.berth-probe-$3
shift 3
is_it() { # PATH
    real=$(readlink -f -- "$1") && [ -e "$real" ] || return 1
    if [ "$what" = device ]; then
        [ -b "$real" ] && [ "$(stat -c %t:%T -- "$real")" = "$number" ]
    else
        [ "$(stat -c %i -- "$real")" = "$number" ] && [ -e "$(dirname -- "$real")/$probe" ]
    fi
}
while [ $# -ge 2 ]; do
    # of a raw disk nobody may look what it stands on: its guest could have written that there
    if is_it "$2"; then
        printf 'disk %s\n' "$2"
    elif [ "$1" != raw ] && command -v qemu-img >/dev/null 2>&1; then
        if qemu-img info -U --backing-chain -f "$1" -- "$2" 2>/dev/null | sed -n 's/^image: //p' | while IFS= read -r image; do
            ! is_it "$image" || echo it
        done | grep -q it; then
            printf 'disk %s\n' "$2"
        fi
    fi
    shift 2
done
find /proc/[0-9]*/exe -maxdepth 0 \( -lname '*/qemu-*' -o -lname '*/kvm' \) 2>/dev/null | while read -r exe; do
    pid=${exe#/proc/}
    pid=${pid%/exe}
    for fd in "/proc/$pid/fd/"*; do
        case $(readlink "$fd" 2>/dev/null) in
        /*) ! is_it "$fd" || printf 'process %s %s\n' "$pid" "$(cat "/proc/$pid/comm" 2>/dev/null || :)" ;;
        esac
    done
done
