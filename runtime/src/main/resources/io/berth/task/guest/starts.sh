# Guests start by libvirt one after another, if their run still holds the lock on starts. Of each it says "guest NAME", what there is to say, and
# "ended STATUS"; one that cannot start does not hold up those behind it.
# RUN-DIR STATE-DIR HOLDER LOCK-SECONDS NUMBER, then of each: NAME UUID run|paused DISKS [DISK...]     DISKS: how many; those that it writes
# shellcheck shell=sh
run=$1 state=$2 holder=$3 seconds=$4 number=$5
shift 5
start_gate "$run" "$number"

while [ $# -gt 0 ]; do
    guest=$1 uuid=$2 how=$3 disks=$4
    shift 4
    printf 'guest %s\n' "$guest" >&3
    set +e # not in a condition, in which a shell ignores its own errors
    (
        set -e
        lock_slot "$run" "$state" "$holder" "$seconds" "$guest"
        start_unheld "$state" "$guest"
        unseen=$disks
        while [ "$unseen" -gt 0 ]; do
            start_unattached "$1"
            shift
            unseen=$((unseen - 1))
        done
        case $how in
        paused) virsh start --paused --domain "$uuid" ;;
        *) virsh start --domain "$uuid" ;;
        esac >/dev/null
    ) 2>&1
    printf 'ended %s\n' "$?" >&3
    set -e
    shift "$disks"
done
