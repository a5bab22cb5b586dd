# A guest starts, if its run still holds the lock on starts: nobody has taken it since, which a number tells that grows with each holder. It is compared and
# the guest is started while nobody can change it. A guest that is a slot's is not started while its slot is at work.
# RUN-DIR STATE-DIR HOLDER LOCK-SECONDS NUMBER GUEST DISKS [DISK...] PROGRAM [ARG...]     DISKS: how many; those that it writes
# The program reads this script's standard input.
# shellcheck shell=sh
run=$1 state=$2 holder=$3 seconds=$4 number=$5 guest=$6 disks=$7
shift 7
mkdir -p "$run/locks"
exec 8>>"$run/locks/start-gate"
flock --wait 60 8 || fail 'what another run starts here does not end' 'berth runs tells what it does'
known=$(cat "$run/locks/start-number" 2>/dev/null || true)
[ "$known" = "$number" ] ||
    refuse start-lock "the lock on starts was lost: the last to take it here was ${known#* }" 'nothing was started: run it again'
lock_slot "$run" "$state" "$holder" "$seconds" "$guest"
hold_refuse "$state" "$guest"
map_reap "$(map_record "$state" "$guest")"
while [ "$disks" -gt 0 ]; do
    [ ! -e "$1" ] || disk_unattached "$1"
    shift
    disks=$((disks - 1))
done
"$@" <&4
