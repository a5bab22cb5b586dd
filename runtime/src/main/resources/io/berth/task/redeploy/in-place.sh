# What the strategies have in common that write into the slot's own disk: nothing can be done while the guest runs, and
# what was there is gone.
# shellcheck shell=sh
# shellcheck disable=SC2154  # disk_kind, disk: the script's own value

prepare() {
    store_look
    [ "$disk_kind" = qcow2 ] || return 0
    qcow2_whole "$disk"
    # it never gets into what it lies over, which is others', too
    [ -z "$over" ] || say "the disk lies over ${over##*/}: what is written now takes room of its own, until a redeploy by overlay"
}

switch() {
    if ! store_sound; then
        # nothing has been done to its disk
        [ -z "$stopped" ] || guest_started || say "the guest does not run again: $unready"
        fail "$unsound" "$damaged_next"
    fi
    fill "$disk"
    seed_switch "$disk"
}

# shellcheck disable=SC2034
copy_next='the slot is half copied and its guest stays off: redeploy it once the cause is gone; tar needs no room beside the old tree'

# There is nothing to go back to here: the controller redeploys the release that was before, if it is one and wanted.
back() { # [NETWORK MAC ADDRESS]...
    not_ready "$unready" "look at the guest's console: virsh console; the slot itself is deployed"
}
