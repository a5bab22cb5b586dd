# Redeploys a slot: everything that happens on its host, under its lock, in one go. It must run in a mount namespace of
# its own (unshare --mount --propagation private). Exit status 75: refused; other than 0: failed.
#
# RUN-DIR STATE-DIR HOLDER LOCK-SECONDS RUN
# SLOT and its storage: see storage.sh
# STRATEGY IMAGE TREE STORE STORE-ADDRESS STORE-PORT STORE-USER STORE-KEYS     an empty address: the store is here
# DIR RELEASE READER OPEN SETTLE      of an image with releases: its store's directory, which release, whose pin; scripts for the store
# AGENT-SECONDS PORT PORT-SECONDS COMMAND COMMAND-SECONDS leave|rollback listed|full    0 or empty: not waited for; whether the release is looked at, or read, before it is taken
# HOSTNAME SHUTDOWN-SECONDS destroy|fail START(yes|no|try) SSH-SECONDS [NETWORK MAC ADDRESS]...    try: it is off again afterwards
# On standard input, who the system is, beside its host name: see identity.sh.
#
# How the new system gets onto the slot is the strategy's, one file each, by-STRATEGY.sh, which is among those put before this one:
#   fits      ends the script if it cannot be used here
#   prepare   what can be done while the guest still runs
#   switch    what is done while it is off
#   back      what is done when the new system has not become ready; ends the script
#   copy      the image's tree into a mounted directory; made: keep|mend|anew, what becomes of the filesystem that is there
# shellcheck shell=sh
# shellcheck disable=SC2154  # phase, device, machine_id, copy_next: the files put before this one set them

umask 022

run_dir=$1 state_dir=$2 holder=$3 lock_seconds=$4 run=$5
shift 5
slot=$1
shift
storage "$@"
shift "$storage_words"
strategy=$1 image=$2 tree=$3 store=$4 address=$5 store_port=$6 user=$7 keys=$8
shift 8
dir=$1 release=$2 who=$3 open_text=$4 settle_text=$5
shift 5
agent_seconds=$1 port=$2 port_seconds=$3 command=$4 command_seconds=$5 on_failure=$6 verified=$7
shift 7
hostname=$1 shutdown_seconds=$2 on_timeout=$3 start=$4 ssh_seconds=$5
shift 5

# shellcheck disable=SC2034  # not every strategy has a use for all of them
readonly run_dir state_dir holder lock_seconds run slot strategy image store \
    store_port user keys dir who open_text settle_text \
    agent_seconds port port_seconds command command_seconds on_failure verified hostname shutdown_seconds on_timeout start ssh_seconds

lock_file=$(slot_lock "$run_dir" "$slot")
work=$run_dir/work/$slot
mnt=$run_dir/mnt/$slot
staging=$state_dir/staging/$slot
log=$run_dir/log/$slot
mapping=$(map_record "$state_dir" "$slot")
deployed=$state_dir/slots/$slot.json
history=$state_dir/slots/$slot.history
failing=$state_dir/slots/$slot.failing
beside=$state_dir/beside/$slot
# shellcheck disable=SC2034
next=$disk.next
kept=$disk.former
began=$(now)
result=
ready=
trying=

# Whatever ends the script, what it has done so far is undone here. Nobody may be listening any more.
undo() {
    status=$?
    trap '' TERM INT HUP PIPE
    trap - EXIT
    set +e
    if (: >>"$log") 2>/dev/null; then exec 2>>"$log" >&2; else exec 2>/dev/null >&2; fi
    [ "$status" -eq 0 ] || echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) run $run, $phase: status $status ${failure:-}"
    [ -z "$sender" ] || kill "$sender"
    [ -z "$looking" ] || kill "$looking"
    [ -z "$trying" ] || (guest_stop "$guest" "$slot" 0 destroy)
    unmount_slot "$mnt"
    unmap "$filling"
    map_reap "$mapping" # losetup may have been ended before it could say which loop device it took
    (beside_reap "$beside" "$kept" "$disk")
    seed_reap "$disk"
    rm -f "$mapping.new" "$beside.new" "$deployed.new" "$history.new" "$failing.new"
    case $result in
    deploying) result_is failed && history_add "$history" "$deployed" ;;
    deployed) [ "$status" -eq 0 ] || { result_is deployed && history_add "$history" "$deployed"; } ;;
    esac
    ! store_hears || store_settle "$(if [ "$result" = deployed ]; then echo "$release"; else echo -; fi)"
    store_close
    cd /
    rm -rf --one-file-system "$work" "$staging"
    unlock "$lock_file"
    exit "$status"
}

result_is() { # deploying|deployed|failed
    result=$1
    record "$deployed" slot "$slot" image "$image" release "$release" digest "$digest" tree "$tree" store "$store" dir "$dir" \
        strategy "$strategy" previous "$previous" left "$left" result "$result" ready "$ready" phase "$phase" run "$run" holder "$holder" \
        at "$(date -u +%Y-%m-%dT%H:%M:%SZ)" epoch "$(date +%s)" hundredths $(($(now) - began)) \
        hostname "$hostname" identity "$identity_shown" written "$written" inserts "$inserts_digest" machineId "$machine_id" hostKey "$host_key"
}

# Ends the script if anything but the guest uses what is its own.
guest_free() { # [NETWORK MAC ADDRESS]...
    disk_unattached "$disk"
    case $swap in /*) disk_unattached "$swap" ;; esac
    macs_unused "$@"
}

# Ends with 1 when libvirt does not start it: unready says why.
guest_started() {
    virsh start --domain "$guest" >/dev/null 2>start.said && return
    unready="libvirt does not start the domain: $(grep . start.said | tail -n 1 | sed 's/^error: //')"
    return 1
}

# The new system has not come up. Ends the script.
gave_up() { # [NETWORK MAC ADDRESS]...
    ready=no
    [ -z "$dir" ] || failing_count "$failing" "$wanted"
    tried
    back "$@"
}

# A guest that was only to show whether it becomes ready goes off again.
tried() {
    [ -n "$trying" ] || return 0
    guest_stop "$guest" "$slot" "$shutdown_seconds" destroy
    trying=
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
    filesystem_needs "$filesystem"
    need virsh libvirt-clients
    need ssh-keygen openssh-client
    [ -z "$address" ] || need ssh openssh-client
    [ "$method" != kpartx ] || need kpartx kpartx
    [ "$disk_kind" != qcow2 ] || serve_needs
}

for value in "$slot" "$disk" "$tree" "$hostname" "$holder" "$run" "$image" "$dir" "$release" "$who" "$@"; do
    case $value in *'
'*) fail "a value with a line end: $(printf '%s' "$value" | tr '\n' ' ')" "name it otherwise" ;; esac
done
case $hostname in '' | -* | *[!A-Za-z0-9.-]*) fail "'$hostname' cannot be a host name" "letters, digits, - and ." ;; esac
case $disk,${tree:-$dir} in /*,/*) ;; *) fail "not an absolute path: $disk or ${tree:-$dir}" "name it from the root on" ;; esac
slot_named "$slot"

phase lock
mkdir -p "$run_dir/log" "$run_dir/work" "$run_dir/mnt" "$state_dir/maps" "$state_dir/slots" "$state_dir/beside"
lock_until_end "$lock_file" "$lock_seconds" "$holder"
hold_refuse "$state_dir" "$slot"
trap undo EXIT
: >"$log"
rm -rf --one-file-system "$work" "$staging"
mkdir -m 700 "$work"
cd "$work"

phase check
needs
identity_receive "$disk"
inserts_receive
[ -z "$address" ] || store_config "$address" "$store_port" "$user" "$keys"
store_open
[ "$disk_kind" != volume ] || [ ! -f "$beside" ] || volume_return "$disk" "$kept"
storage_there
guest=$(guest_uuid "$slot")
[ -n "$guest" ] || fail "there is no domain $slot" "run the domain task of the slot first"
guest_has_disk "$guest" "$disk" || fail "the domain does not use $disk" "run the domain task of the slot again"
case $swap in
/*)
    guest_has_disk "$guest" "$swap" || fail "the domain does not use $swap" "run the domain task of the slot again"
    disk_unattached "$swap"
    disk_unused "$swap" "$slot"
    ;;
esac
map_reap "$mapping"
beside_reap "$beside" "$kept" "$disk"
seed_reap "$disk"
disk_unattached "$disk"
disk_unused "$disk" "$slot"
recall "$deployed" "$history"
store_opened
wanted=$image${release:+@$release}
previous_to "$wanted" "$store $image $dir"
[ ! -f "$deployed" ] || cp -- "$deployed" former.json
[ -z "$dir" ] || failing_check "$failing" "$wanted"
fits
[ "$verified" != full ] || store_read

prepare

phase shutdown
guest_stop "$guest" "$slot" "$shutdown_seconds" "$on_timeout"

switch

phase record
state=$(guest_state "$guest")
[ "$state" = 'shut off' ] || fail "somebody else has started the guest meanwhile: it is $state" \
    "its filesystem was in use twice: redeploy by tar, which makes it anew"
result_is deployed

if [ "$start" != no ]; then
    phase start
    guest_free "$@"
    [ "$start" = yes ] || trying=yes
    guest_started || gave_up "$@"
    if ready_waited; then
        phase ready
        ready=no
        [ "$ssh_seconds" -eq 0 ] || [ -n "$host_key" ] || fail "the tree has no /etc/ssh: its ssh cannot answer" \
            "install an ssh server in the image, or do not wait for ssh"
        guest_ready "$@" || gave_up "$@"
        failing_forget "$failing" "$wanted"
        ready=yes
    fi
    [ "$start" = yes ] || phase off
    tried
fi

result_is deployed
beside_forget "$beside" "$kept"
history_add "$history" "$deployed"
store_settle "$release"
