# libvirt forgets a guest that is off, though its disks stay; not one that is at work: one that moves would be there again once it has arrived.
# RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST UUID OPTION-OF-VIRSH...
# shellcheck shell=sh
lock_slot "$@"
uuid=$6
guest_is_off "$uuid" "$5"
makings_end "$1" "$2" "$5"
shift 6
virsh undefine --domain "$uuid" "$@" >/dev/null
