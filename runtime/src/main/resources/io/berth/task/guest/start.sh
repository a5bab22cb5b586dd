# A guest starts, if its run still holds the lock on starts, by a program.
# RUN-DIR STATE-DIR HOLDER LOCK-SECONDS NUMBER GUEST DISKS [DISK...] PROGRAM [ARG...]     DISKS: how many; those that it writes
# The program reads this script's standard input.
# shellcheck shell=sh
run=$1 state=$2 holder=$3 seconds=$4 number=$5 guest=$6 disks=$7
shift 7
start_gate "$run" "$number"
lock_slot "$run" "$state" "$holder" "$seconds" "$guest"
start_unheld "$state" "$guest"
while [ "$disks" -gt 0 ]; do
    start_unattached "$1"
    shift
    disks=$((disks - 1))
done
"$@" <&4
