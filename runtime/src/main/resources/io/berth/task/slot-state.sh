# shellcheck shell=sh
# SLOT FILE: held=HOLDER if somebody has the slot's lock, mapped=DEVICES if FILE is behind loop devices. Changes
# nothing: the lock is shared for a moment, which those who take it wait out.
lock=/run/berth/locks/slot-$1
if [ -e "$lock" ] && ! flock -n -s "$lock" true; then
    echo "held=$(head -n 1 -- "$lock")"
fi
if [ -e "$2" ]; then
    loops=$(losetup -n -O NAME -j "$2" | tr -s ' \n' ' ')
    [ -z "$loops" ] || echo "mapped=$2 is behind ${loops% }"
fi
