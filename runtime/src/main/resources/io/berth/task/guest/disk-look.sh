# disk-look.sh raw|qcow2|volume PATH...
# Says of the disk at each path what it is: type= (absent, file, block, other), size= in bytes as the guest sees it, magic=qcow2 where it begins like
# one, room= free bytes where it would be made. NUL between them. Changes nothing.
# shellcheck shell=sh
look() { # KIND PATH
    if [ ! -e "$2" ]; then
        echo type=absent
        [ "$1" = volume ] || df -P -B 1 "${2%/*}" 2>/dev/null | awk 'NR == 2 { print "room=" $4 }'
        return
    fi
    if [ -f "$2" ]; then echo type=file; elif [ -b "$2" ]; then echo type=block; else echo type=other && return; fi
    if qcow2_is "$2"; then echo magic=qcow2; fi
    if [ -b "$2" ]; then
        echo "size=$(blockdev --getsize64 "$2")"
    elif [ "$1" = qcow2 ] && ! qcow2_is "$2"; then
        echo size=0
    else
        echo "size=$(size_of "$1" "$2")"
    fi
}

first=yes
while [ $# -ge 2 ]; do
    [ -n "$first" ] || printf '\0'
    first=
    look "$1" "$2"
    shift 2
done
