# The guest runs, unless something else has a disk or a MAC of it. All is looked at under the slot's lock.
# RUN-DIR STATE-DIR HOLDER LOCK-SECONDS SLOT start|resume|dompmwakeup UUID [disk|shared|mac VALUE]...
# shellcheck shell=sh
slot=$5 verb=$6 guest=$7
mapping=$(map_record "$2" "$slot")
lock_slot "$@"
hold_refuse "$2" "$slot"
shift 7
# one that is paused has its disks open all the time
[ "$verb" != resume ] || set --
map_reap "$mapping"
while [ $# -ge 2 ]; do
    case $1 in
    mac) mac_unused "$2" "$guest" ;;
    *)
        disk_unattached "$2"
        # others may use one that is marked shareable
        [ "$1" = shared ] || disk_unused "$2" "$slot"
        ;;
    esac
    shift 2
done
virsh "$verb" --domain "$guest" >/dev/null
