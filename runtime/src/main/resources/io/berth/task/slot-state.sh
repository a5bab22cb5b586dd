# shellcheck shell=sh
# SLOT FILE: held=HOLDER if somebody has the slot's lock, mapped=DEVICES if FILE is behind loop devices. Changes
# nothing: it looks the lock up in the kernel's list, since taking it, if only to try, could fail the one who wants it.
lock=/run/berth/locks/slot-$1
if [ -e "$lock" ]; then
    device=$(stat -c %d -- "$lock")
    id=$(printf '%02x:%02x:%s' $((device >> 8 & 4095)) $((device & 255 | device >> 12 & 1048320)) "$(stat -c %i -- "$lock")")
    if grep -q "^[0-9]*: FLOCK .* $id " /proc/locks; then
        echo "held=$(head -n 1 -- "$lock")"
    fi
fi
if [ -e "$2" ]; then
    loops=$(losetup -n -O NAME -j "$2" | tr -s ' \n' ' ')
    [ -z "$loops" ] || echo "mapped=$2 is behind $loops"
fi
