# shellcheck shell=sh
# PROBE VOLUMES inode|device NUMBER ... [FORMAT FILE]...: which of these disks of domains are one of so many volumes, or stand on it: of each a line
# "disk NUMBER FILE". Then the programs that run guests or serve disks and have one open: "process NUMBER PID NAME". Changes nothing.
probe=.berth-probe-$1
volumes=$2
shift 2
numbers=' '
while [ "$volumes" -gt 0 ]; do
    numbers="$numbers$1=$2 "
    shift 2
    volumes=$((volumes - 1))
done

# Sets number: of the volume that it is.
is_one() { # PATH
    real=$(readlink -f -- "$1") && [ -e "$real" ] || return 1
    if [ -b "$real" ]; then
        number=$(stat -c %t:%T -- "$real")
        case $numbers in *" device=$number "*) ;; *) return 1 ;; esac
    else
        number=$(stat -c %i -- "$real")
        case $numbers in *" inode=$number "*) [ -e "$(dirname -- "$real")/$probe" ] ;; *) return 1 ;; esac
    fi
}

while [ $# -ge 2 ]; do
    # of a raw disk nobody may look what it stands on: its guest could have written that there
    if is_one "$2"; then
        printf 'disk %s %s\n' "$number" "$2"
    elif [ "$1" != raw ] && command -v qemu-img >/dev/null 2>&1; then
        qemu-img info -U --backing-chain -f "$1" -- "$2" 2>/dev/null | sed -n 's/^image: //p' | while IFS= read -r image; do
            ! is_one "$image" || printf 'disk %s %s\n' "$number" "$2"
        done
    fi
    shift 2
done
find /proc/[0-9]*/exe -maxdepth 0 \( -lname '*/qemu-*' -o -lname '*/kvm' \) 2>/dev/null | while read -r exe; do
    pid=${exe#/proc/}
    pid=${pid%/exe}
    for fd in "/proc/$pid/fd/"*; do
        case $(readlink "$fd" 2>/dev/null) in
        /*) ! is_one "$fd" || printf 'process %s %s %s\n' "$number" "$pid" "$(cat "/proc/$pid/comm" 2>/dev/null || :)" ;;
        esac
    done
done
