# shellcheck shell=sh
# virsh as all scripts call it: libvirt's system instance, in English, without decoration, and not for ever.
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
virsh() {
    # shellcheck disable=SC2317  # what moves guests has one of its own
    # --foreground: a child in a process group of its own would not be ended with the script
    timeout --foreground "${virsh_seconds:-60}" virsh --quiet --connect qemu:///system "$@"
}

# list_with UUIDS CALL...: one virsh for all: for each UUID and each CALL (label=command) its label
# between two U+0001, then what the command prints. Something that is gone meanwhile prints nothing.
# shellcheck disable=SC2317  # not every script has a use for it
list_with() {
    uuids=$1
    shift
    mark=$(printf '\001')
    calls=
    for uuid in $uuids; do
        for call in "$@"; do
            calls="$calls echo $mark${call%%=*} $uuid$mark; ${call#*=} $uuid;"
        done
    done
    virsh "$calls echo ${mark}end$mark" 2>/dev/null
}
