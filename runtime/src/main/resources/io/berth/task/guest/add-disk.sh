# A disk for a guest: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST UUID WHERE(virsh's words) live|'' PATH MADE [POOL VOLUME BYTES FORMAT]; its definition on standard
# input. With POOL it is made first, and MADE is the mark of what berth has made for the guest.
# shellcheck shell=sh

making_begin "$1" "$2" "$3" "$4" "$5"
uuid=$6 where=$7 live=$8 path=$9
shift 9
made=$1
shift
definition_taken

if [ $# -gt 0 ]; then
    phase create
    volume_make "$1" "$2" "$3" "$4" "$path"
    # what it takes off the guest when the guest goes is told by the mark: it is there before the disk is
    # shellcheck disable=SC2086
    virsh metadata --domain "$uuid" --uri urn:berth:made:1 --key berth-made --set "$made" --config ${live:+--live} >/dev/null ||
        fail "the guest's metadata cannot be written" "see what libvirt says"
fi
phase attach
# shellcheck disable=SC2086,SC2154  # words of virsh; a file that definition_taken makes
virsh attach-device --domain "$uuid" --file "$definition" $where || fail "the disk cannot be attached" "see what libvirt says"
making_done
