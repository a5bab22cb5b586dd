# What the strategies have in common that make the next system in a file, or volume, of its own beside the slot's disk, while the
# guest runs: the two change places by rename, and the former stays, to go back to.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the script's own values, and what the files put before this one set

# shellcheck disable=SC2034
copy_next='the slot has what it had, and its guest was left alone: redeploy it once the cause is gone'

prepare() {
    phase prepare
    beside_name "$beside" "$next"
    make_next "$next"
    fill "$next"
    store_looked
}

switch() {
    phase switch
    disk_unused "$disk" ''
    result_is deploying
    places_change
    seed_switch "$disk" keep
    sync "${disk%/*}"
    beside_name "$beside" "$kept"
}

# The disk's name leads to one of the two at any moment; of volumes it leads nowhere for one, which the next run mends.
places_change() {
    case $disk_kind in
    volume)
        beside_name "$beside" "$next" "$kept"
        volume_remove "$kept"
        volume_rename "$disk" "$kept"
        volume_rename "$next" "$disk"
        ;;
    *)
        rm -f -- "$kept"
        ln -- "$disk" "$kept"
        mv -fT -- "$next" "$disk"
        ;;
    esac
}

place_back() {
    case $disk_kind in
    volume)
        beside_name "$beside" "$next" "$kept"
        volume_rename "$disk" "$next"
        volume_rename "$kept" "$disk"
        volume_remove "$next"
        ;;
    *) mv -fT -- "$kept" "$disk" ;;
    esac
}

back() { # [NETWORK MAC ADDRESS]...
    [ "$on_failure" = rollback ] || not_ready "$unready" "look at the guest's console: virsh console; the slot itself is deployed"
    [ -n "$former" ] || not_ready "$unready; there was no system before it to go back to" "look at the guest's console: virsh console"
    why=$unready
    phase rollback
    guest_stop "$guest" "$slot" 0 destroy
    disk_unused "$disk" ''
    result_is 'rolled back'
    history_add "$history" "$deployed"
    place_back
    seed_back "$disk"
    sync "${disk%/*}"
    rm -f "$beside"
    record_again "$deployed" former.json
    result=
    store_settle -
    key_is=former host_key=$(recorded "$deployed" hostKey)
    guest_free "$@"
    if ! guest_started || { [ -n "$host_key" ] && ! guest_ready "$@"; }; then
        not_ready "$why; the former system $former was put back, and has not become ready either: $unready" "look at its console: virsh console"
    fi
    not_ready "$why; rolled back: the former system $former runs again" "see why in the guest's log; the slot is as it was before"
}
