# Redeploys a slot: everything that happens on its host, under its lock, in one go. It must run in a mount namespace of
# its own (unshare --mount --propagation private). Exit status 75: refused; other than 0: failed.
#
# RUN-DIR STATE-DIR HOLDER LOCK-SECONDS RUN
# SLOT DISK PARTITION FILESYSTEM auto|kpartx|partx|offset
# rsync|tar IMAGE TREE STORE STORE-ADDRESS STORE-PORT STORE-USER STORE-KEYS    an empty address: the store is here
# HOSTNAME SHUTDOWN-SECONDS destroy|fail START(yes|no) SSH-SECONDS [NETWORK MAC ADDRESS]...
# On standard input, who the system is, beside its host name: see identity.sh.
# shellcheck shell=sh
# shellcheck disable=SC2154  # phase, device, machine_id, copy_next: the files put before this one set them

umask 022

run_dir=$1 state_dir=$2 holder=$3 lock_seconds=$4 run=$5
shift 5
slot=$1 disk=$2 partition=$3 filesystem=$4 method=$5
shift 5
strategy=$1 image=$2 tree=$3 store=$4 address=$5 port=$6 user=$7 keys=$8
shift 8
hostname=$1 shutdown_seconds=$2 on_timeout=$3 start=$4 ssh_seconds=$5
shift 5

readonly run_dir state_dir holder lock_seconds run slot disk partition filesystem method strategy image tree store \
    address port user keys hostname shutdown_seconds on_timeout start ssh_seconds

lock_file=$(slot_lock "$run_dir" "$slot")
work=$run_dir/work/$slot
mnt=$run_dir/mnt/$slot
log=$run_dir/log/$slot
mapping=$(map_record "$state_dir" "$slot")
deployed=$state_dir/slots/$slot.json
result=

# Whatever ends the script, what it has done so far is undone here. Nobody may be listening any more.
undo() {
    status=$?
    trap - EXIT
    trap '' TERM INT HUP PIPE
    set +e
    if (: >>"$log") 2>/dev/null; then exec 2>>"$log" >&2; else exec 2>/dev/null >&2; fi
    [ "$status" -eq 0 ] || echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) run $run, $phase: status $status ${failure:-}"
    [ -z "$sender" ] || kill "$sender"
    store_close
    unmount_slot "$mnt"
    unmap "$disk"
    map_reap "$mapping" # losetup may have been ended before it could say which loop device it took
    rm -f "$mapping.new" "$deployed.new"
    [ "$result" != deploying ] || { result=failed && remember; }
    cd /
    rm -rf "$work"
    unlock "$lock_file"
    exit "$status"
}

remember() {
    record "$deployed" slot "$slot" image "$image" tree "$tree" store "$store" by "$strategy" result "$result" \
        phase "$phase" run "$run" holder "$holder" at "$(date -u +%Y-%m-%dT%H:%M:%SZ)" epoch "$(date +%s)" \
        hostname "$hostname" identity "$identity_shown" machineId "$machine_id" hostKey "$host_key"
}

macs_unused() { # [NETWORK MAC ADDRESS]...
    while [ $# -ge 3 ]; do
        mac_unused "$2" "$guest"
        shift 3
    done
}

needs() {
    need losetup mount
    need partx util-linux
    need e2fsck e2fsprogs
    need virsh libvirt-clients
    need ssh-keygen openssh-client
    need stdbuf coreutils
    need "$strategy" "$strategy"
    [ -z "$address" ] || need ssh openssh-client
    [ "$method" != kpartx ] || need kpartx kpartx
}

for value in "$slot" "$disk" "$tree" "$hostname" "$holder" "$run" "$image" "$@"; do
    case $value in *'
'*) fail "a value with a line end: $(printf '%s' "$value" | tr '\n' ' ')" "name it otherwise" ;; esac
done
case $hostname in '' | -* | *[!A-Za-z0-9.-]*) fail "'$hostname' cannot be a host name" "letters, digits, - and ." ;; esac
case $disk,$tree in /*,/*) ;; *) fail "not an absolute path: $disk or $tree" "name it from the root on" ;; esac
case $slot in '' | . | .. | */*) fail "'$slot' cannot be a slot's name" "name it otherwise" ;; esac

phase lock
mkdir -p "$run_dir/log" "$run_dir/work" "$run_dir/mnt" "$state_dir/maps" "$state_dir/slots"
lock "$lock_file" "$lock_seconds" "$holder"
trap undo EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
trap 'exit 129' HUP
trap 'exit 141' PIPE
: >"$log"
rm -rf "$work"
mkdir -m 700 "$work"
cd "$work"

phase check
needs
identity_receive "$disk"
[ -z "$address" ] || store_config "$address" "$port" "$user" "$keys"
store_open "$address" "$tree"
[ -f "$disk" ] || fail "there is no disk $disk" "run the disk task of the slot first"
guest=$(guest_uuid "$slot")
[ -n "$guest" ] || fail "there is no domain $slot" "run the domain task of the slot first"
guest_has_disk "$guest" "$disk" || fail "the domain does not use $disk" "run the domain task of the slot again"
map_reap "$mapping"
disk_unattached "$disk"
disk_unused "$disk" "$slot"
store_check "$address" "$tree"

phase shutdown
guest_stop "$guest" "$slot" "$shutdown_seconds" "$on_timeout"

phase map
map "$mapping" "$disk" "$partition" "$method"

phase mount
disk_unused "$disk" ''
result=deploying
remember
prepare_filesystem "$device" "$filesystem" "$strategy"
mount_slot "$device" "$mnt" "$filesystem"

phase copy
mount_verify "$device" "$mnt" "$filesystem"
"copy_$strategy" "$address" "$tree" "$mnt"
store_close

phase identity
identity "$mnt" "$hostname" "$state_dir/keys/$slot" "$device" "$disk"
[ -z "$host_key" ] || fact host-key "$host_key"
fact machine-id "$machine_id"

phase verify
identity_verify "$mnt" "$disk"
mount_verify "$device" "$mnt" "$filesystem"

phase sync
# a full store shows here at the earliest: the copy itself has only filled memory
sync --file-system "$mnt" || fail "not everything could be written to the disk; is the pool full?" "$copy_next"

phase unmap
unmount_slot "$mnt"
unmap "$disk"
sync "$disk" || fail "not everything could be written to the disk; is the pool full?" "$copy_next"
rm -f "$mapping"

phase record
state=$(guest_state "$guest")
[ "$state" = 'shut off' ] || fail "somebody else has started the guest meanwhile: it is $state" \
    "its filesystem was in use twice: redeploy by tar, which makes it anew"
result=deployed
remember

if [ "$start" = yes ]; then
    phase start
    disk_unattached "$disk"
    macs_unused "$@"
    virsh start --domain "$guest" >/dev/null
    if [ "$ssh_seconds" -gt 0 ]; then
        phase ready
        [ -n "$host_key" ] || fail "the tree has no /etc/ssh: its ssh cannot answer" \
            "install an ssh server in the image, or do not wait for ssh"
        ssh_await "$guest" "$ssh_seconds" "$host_key" "$@" ||
            fail "ssh did not answer with the new host key within $ssh_seconds s ($seen)" \
                "look at the guest's console: virsh console; the slot itself is deployed"
        fact address "$answered"
        fact ready-hundredths $(($(now) - begun))
    fi
fi
