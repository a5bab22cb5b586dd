# The floor, on one host: no plan, no locks, no checks; only what must be done for the slots to be new.
# Called with the store's name, or '' on the store itself, the golden tree, and then name, MAC and disk of each slot.
# shellcheck shell=sh disable=SC2154  # mnt: slot_mount

redeploy() { # SLOT MAC DISK
    slot=$1
    step shutdown
    slot_off "$slot"

    step mount
    slot_mount "$3"

    step copy
    if [ -n "$store" ]; then
        rsync -aHAXS --numeric-ids --delete --exclude=/lost+found -e "$ssh" "$store:$tree/" "$mnt/"
    else
        rsync -aHAXS --numeric-ids --delete --exclude=/lost+found "$tree/" "$mnt/"
    fi

    step identity
    slot_identity "$slot"

    step sync
    sync -f "$mnt"

    step unmap
    slot_unmount

    step start
    vir start "$slot"

    step ready
    slot_answers "$2" "$type $key"
    step end
}

main() {
    store=$1 tree=$2
    shift 2
    # one connection to the store for all slots: the second one saves 0.2 s
    ssh='ssh -o UserKnownHostsFile=/run/berth-bench/known_hosts -o StrictHostKeyChecking=yes -o BatchMode=yes
        -c aes128-gcm@openssh.com -o Compression=no -o ControlMaster=auto -o ControlPersist=60
        -o ControlPath=/run/berth-bench/store'
    while [ $# -gt 0 ]; do
        redeploy "$1" "$2" "$3"
        shift 3
    done
    # shellcheck disable=SC2086
    [ -z "$store" ] || $ssh -O exit "$store"
}

main "$@" </dev/null
