# The tree of a slot whose guest is off, for a script that works in it: under the slot's lock, on its disk, mounted for that script
# alone, in a mount namespace of its own (unshare --mount --propagation private). Whatever ends the script gives all of it back.
# All such scripts begin with RUN-DIR STATE-DIR HOLDER LOCK-SECONDS RUN SLOT and its storage (storage.sh).
# shellcheck shell=sh
# shellcheck disable=SC2154  # phase, device, disk: the files put before this one set them

# A file that goes with what is undone.
undo_file=

tree_begin() { # those; sets run_dir, state_dir, holder, run, slot, its storage, mnt, work (a directory of the script's own)
    run_dir=$1 state_dir=$2 holder=$3 run=$5 slot=$6
    lock_seconds=$4
    shift 6
    storage "$@"
    umask 022
    for value in "$slot" "$disk" "$holder" "$run"; do
        case $value in *'
'*) fail "a value with a line end: $(printf '%s' "$value" | tr '\n' ' ')" "name it otherwise" ;; esac
    done
    slot_named "$slot"
    lock_file=$(slot_lock "$run_dir" "$slot")
    mnt=$run_dir/mnt/$slot
    log=$run_dir/log/$slot
    work=$state_dir/staging/$slot
    # shellcheck disable=SC2034  # for overlay.sh
    staging=$work
    mapping=$(map_record "$state_dir" "$slot")

    phase lock
    mkdir -p "$run_dir/log" "$run_dir/mnt" "$state_dir/maps" "$state_dir/staging"
    lock_until_end "$lock_file" "$lock_seconds" "$holder"
    hold_refuse "$state_dir" "$slot"
    trap tree_undo EXIT
    : >"$log"
    rm -rf --one-file-system -- "$work"
    mkdir -m 700 "$work"

    phase check
    need losetup mount
    need partx util-linux
    need virsh libvirt-clients
    [ -e "$disk" ] || fail "there is no disk $disk" "run the disk task of the slot first"
    guest_off
    map_reap "$mapping"
    disk_unattached "$disk"
    disk_unused "$disk" ''
}

# A guest that runs writes to its disk at any time.
guest_off() {
    guest=$(guest_uuid "$slot")
    [ -n "$guest" ] || return 0
    state=$(guest_state "$guest")
    [ "$state" = 'shut off' ] ||
        refuse guest "the guest of $slot is $state: its tree is in use" "shut it down first: --down does, or the task shutdown"
}

# Ends the script unless the slot's last redeploy came to its end.
tree_is_whole() {
    deployed=$state_dir/slots/$slot.json
    [ -f "$deployed" ] || fail "berth has deployed nothing on $slot" "redeploy it first"
    grep -q '"result": "deployed"' "$deployed" ||
        refuse half "the last redeploy of $slot did not come to its end: what is on it is half of a system" "redeploy it"
}

tree_open() { # ro|rw
    tree_map "$1" "$method"
    tree_mount
}

tree_map() { # ro|rw METHOD
    access=$1
    phase map
    map "$mapping" "$disk_kind" "$disk" "$partition" "$2"
}

tree_mount() {
    phase mount
    disk_unused "$disk" ''
    there=$(blkid -p -o value -s TYPE "$device") || there=
    [ "$there" = "$filesystem" ] || fail "the slot's partition holds ${there:-nothing}, not $filesystem" "redeploy the slot"
    [ "$access" = ro ] || checked=$(filesystem_check "$device" "$filesystem" 2>&1) || {
        echo "$checked" >&2
        fail "the slot's filesystem is damaged" "redeploy the slot by tar: it makes the filesystem anew"
    }
    mount_slot "$device" "$mnt" "$filesystem" "$access"
    mount_verify "$device" "$mnt" "$filesystem" "$access"
}

# All of it written, and nothing mapped any more.
tree_end() {
    if [ "$access" = rw ]; then
        phase sync
        sync --file-system "$mnt" || fail "not everything could be written to the disk; is the pool full?" "make room, and do it again"
    fi
    phase unmap
    unmount_slot "$mnt"
    unmap "$disk"
    [ "$access" = ro ] || sync "$disk" || fail "not everything could be written to the disk; is the pool full?" "make room, and do it again"
    rm -f "$mapping"
}

tree_undo() {
    status=$?
    trap '' TERM INT HUP PIPE
    trap - EXIT
    set +e
    if (: >>"$log") 2>/dev/null; then exec 2>>"$log" >&2; else exec 2>/dev/null >&2; fi
    [ "$status" -eq 0 ] || echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) run $run, $phase: status $status ${failure:-}"
    unmount_slot "$mnt"
    unmap "$disk"
    map_reap "$mapping" # losetup may have been ended before it could say which loop device it took
    rm -f -- "$mapping.new" ${undo_file:+"$undo_file" "$undo_file.new"}
    cd /
    rm -rf --one-file-system -- "$work"
    unlock "$lock_file"
    exit "$status"
}
