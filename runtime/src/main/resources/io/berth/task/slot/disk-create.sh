# Makes a disk from nothing, or what is missing of it: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS disk|swap SLOT PLACE BYTES auto|dos|gpt SWAP-BYTES
# and the slot's storage (see storage.sh). PLACE is its pool or its volume group (of a thin volume GROUP/POOL), or empty; of a device nothing is said with BYTES.
#
# A table is written after all that is in its partitions, and a file gets its name last: a disk is there whole, or is still empty.
# Partitions before the system's are of 1 MiB each, swap is behind it, it takes the rest.
# shellcheck shell=sh
# shellcheck disable=SC2154  # what the files put before this one set
run_dir=$1 state_dir=$2 holder=$3 lock_seconds=$4 what=$5
shift 5
slot=$1 place=$2 group=${2%%/*} bytes=$3 table=$4 swap_bytes=$5
shift 5
storage "$@"
lock_file=$(slot_lock "$run_dir" "$slot")
record=$(map_record "$state_dir" "$slot")
new=
target=$disk

undo() {
    status=$?
    trap - EXIT
    set +e
    unmap "$target"
    map_reap "$record"
    [ -z "$new" ] || rm -f -- "$new" "$new.qcow2"
    rm -f "$record.new"
    unlock "$lock_file"
    exit "$status"
}

# Ends the script if there is anything, or somebody has it.
must_be_empty() { # DEVICE
    disk_unattached "$1"
    disk_unused "$1" ''
    holds=$(wipefs --no-act --noheadings --output TYPE "$1")
    [ -z "$holds" ] || refuse not-empty "$1 holds something: $(printf '%s\n' "$holds" | sort -u | paste -s -d ' ')" "wipefs --all it, if nothing of it is needed"
}

# A part of the disk, or of the file that becomes it, as a device of its own for as long as COMMAND takes.
part() { # FIRST-MIB MIB COMMAND...
    attach "$target" --offset $(($1 * 1048576)) --sizelimit $(($2 * 1048576))
    shift 2
    wipefs --all --quiet "$loop" # what was there once, before its table was wiped
    "$@"
    unmap "$target"
}

swap_on() {
    mkswap -L swap "$loop" >/dev/null
}

system_on() {
    case $filesystem in
    ext[234]) make_filesystem "$loop" "$filesystem" -E lazy_itable_init=1,lazy_journal_init=1 ;;
    *) make_filesystem "$loop" "$filesystem" ;;
    esac
}

# The system's filesystem and its swap, and the table that says where they are.
lay_out() { # BYTES
    mib=$(($1 / 1048576))
    if [ "$partition" = 0 ]; then
        part 0 $mib system_on
        return
    fi
    [ "$table" != auto ] || table=$(table_for $mib)
    # where GPT has its second copy
    [ "$table" != gpt ] || mib=$((mib - 1))
    swap_mib=0
    [ "$swap" != beside ] || swap_mib=$((swap_bytes / 1048576))
    system_mib=$((mib - partition - swap_mib))
    [ "$system_mib" -gt 0 ] || fail "$disk is too small: it has $mib MiB" "take a larger one, or less swap"
    [ "$swap_mib" -eq 0 ] || part $((partition + system_mib)) $swap_mib swap_on
    part "$partition" $system_mib system_on
    table_lines | sfdisk --quiet --no-reread --no-tell-kernel --wipe never --wipe-partitions never -- "$target" >/dev/null
}

table_for() { # MIB
    last=$partition
    [ "$swap" != beside ] || last=$((last + 1))
    if [ "$last" -gt 4 ] || [ "$1" -gt 2097151 ]; then echo gpt; else echo dos; fi
}

table_lines() {
    echo "label: $table"
    number=1
    while [ "$number" -lt "$partition" ]; do
        echo "start=$((number * 2048)), size=2048, type=L"
        number=$((number + 1))
    done
    case $table,$filesystem in
    dos,vfat) type=c ;;
    gpt,vfat) type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7 ;; # basic data
    *) type=L ;;
    esac
    bootable=
    [ "$table" != dos ] || bootable=', bootable'
    echo "start=$((partition * 2048)), size=$((system_mib * 2048)), type=$type$bootable"
    [ "$swap_mib" -eq 0 ] || echo "start=$(((partition + system_mib) * 2048)), size=$((swap_mib * 2048)), type=S"
}

make_file() {
    new=${disk%/*}/.berth-${disk##*/}.new
    target=$new
    rm -f -- "$new"
    (umask 077 && truncate -s "$bytes" -- "$new")
    map_note "$new" loop
    lay_out "$bytes"
    if [ "$disk_kind" = qcow2 ]; then
        into_qcow2 "$new" "$new.qcow2"
        mv -fT -- "$new.qcow2" "$new"
    fi
    sync -- "$new"
    ln -- "$new" "$disk"
}

make_on_device() {
    must_be_empty "$disk"
    map_note "$disk" loop
    lay_out "$(blockdev --getsize64 "$disk")"
    sync "$disk"
    blockdev --flushbufs "$disk"
}

# What was there on its blocks before is nobody's any more.
make_volume() { # NAME BYTES
    made=/dev/$group/$1
    case $place in
    */*) set -- "$1" --type thin --virtualsize "${2}b" --thinpool "${place#*/}" ;;
    *) set -- "$1" --wipesignatures y --zero y --size "${2}b" ;;
    esac
    name=$1
    shift
    [ -e "$made" ] || lvm_asked lvcreate --yes --quiet "$@" --name "$name" "$group" >/dev/null
    [ -b "$made" ] || fail "there is no $made" "look whether it is active: lvs $group"
}

make_swap() {
    must_be_empty "$swap"
    mkswap -L swap "$swap" >/dev/null
    sync "$swap"
    blockdev --flushbufs "$swap"
}

mkdir -p "$state_dir/maps"
lock_until_end "$lock_file" "$lock_seconds" "$holder"
trap undo EXIT
map_reap "$record"
need losetup mount
need wipefs util-linux
if [ "$what" = disk ]; then
    case $disk_kind in
    raw | qcow2)
        [ "$disk_kind" = raw ] || need qemu-img qemu-utils
        make_file
        virsh pool-refresh --pool "$place"
        ;;
    device) make_on_device ;;
    volume)
        volume_return "$disk" "$disk.former"
        if ! volume_there "$disk" || [ -z "$(wipefs --no-act --noheadings --output TYPE "$disk")" ]; then
            make_volume "$slot" "$bytes"
            make_on_device
        fi
        ;;
    *) fail "no disk of kind $disk_kind is made here" "raw, qcow2, device or volume" ;;
    esac
fi
case $swap in
/*)
    if [ "$swap" = "/dev/$group/$slot-swap" ]; then make_volume "$slot-swap" "$swap_bytes"; fi
    [ "$(blkid -p -o value -s TYPE "$swap" || true)" = swap ] || make_swap
    ;;
esac
