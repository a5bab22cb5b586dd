# shellcheck shell=sh
# SLOT HOLDER start|resume|dompmwakeup UUID DISK...: the domain runs, unless a disk of it is mapped.
lock_slot "$1" "$2"
trap unlock_slot EXIT
trap 'exit 1' HUP INT TERM
verb=$3 uuid=$4
shift 4
[ "$verb" = resume ] || refuse_mapped "$@"
virsh "$verb" --domain "$uuid" 9>&-
