# A guest that is off gets another name, unless it is at work: one that moves keeps its name until it has arrived.
# RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST UUID NAME
# shellcheck shell=sh
lock_slot "$@"
virsh domrename --domain "$6" --new-name "$7" >/dev/null
