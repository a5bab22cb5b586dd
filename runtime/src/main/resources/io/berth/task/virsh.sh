# shellcheck shell=sh
# virsh as all scripts call it: libvirt's system instance, in English, without decoration.
export LC_ALL=C
virsh() {
    command virsh -q -c qemu:///system "$@"
}

# list_with UUIDS CALL...: one virsh for all: for each UUID and each CALL (label=command) its label
# between two U+0001, then what the command prints. Something that is gone meanwhile prints nothing.
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
