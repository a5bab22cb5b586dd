# A guest that moves, as both of its hosts know it: under the lock that starts of it take, too. For scripts that have virsh.sh, slot/say.sh, slot/lock.sh and guest/gate.sh. Variables guest and uuid are its.
# A record of the move is kept on each host until it has ended, in STATE-DIR/moves/out-GUEST and in-GUEST. Its file "record" has lines: who
# moves it, from, to, ran (running, paused or off), way (shared, copy or offline), phase (moving, or handed once the target's may go on),
# autostart, drain: whether this host is to remember it, uuid.
# shellcheck shell=sh
# shellcheck disable=SC2154  # guest, uuid and record are the scripts' that are made of this

record_get() { # KEY
    sed -n "s/^$1 //p" "$record/record"
}

record_phase() { # PHASE
    sed "s/^phase .*/phase $1/" "$record/record" >"$record/record.new"
    sync "$record/record.new"
    mv -fT "$record/record.new" "$record/record"
}

record_new() { # STATE-DIR in|out HOLDER FROM TO RAN WAY AUTOSTART DRAIN
    record=$1/moves/$2-$guest
    [ ! -e "$record" ] || fail "guest $guest has a record of a move that was cut off: $record" "run it again: berth guest migrate $guest $5"
    (umask 077 && mkdir -p "$record")
    printf 'holder %s\nfrom %s\nto %s\nran %s\nway %s\nphase moving\nautostart %s\ndrain %s\nuuid %s\n' "$3" "$4" "$5" "$6" "$7" "$8" "$9" "$uuid" >"$record/record.new"
    sync "$record/record.new"
    mv -fT "$record/record.new" "$record/record"
}

record_end() {
    rm -rf -- "$record"
    rmdir "${record%/*}" 2>/dev/null || :
}

# In what must not be stopped half-way, no signal to all of the script's session may end virsh alone: timeout would hand it on, even where it is ignored.
virsh() {
    timeout --foreground --signal=KILL "${virsh_seconds:-60}" sh -c 'trap "" HUP INT TERM; exec virsh --quiet --connect qemu:///system "$@"' sh "$@"
}

# none: there is no such guest; lost: libvirt does not answer, and the guest's program runs; dead: neither. A guest is not there only if a list says so:
# that a question about it was not answered may have any cause.
guest_now() {
    if now_all=$(virsh list --all --uuid 2>/dev/null); then
        case $now_all in
        *"$uuid"*) ! now_state=$(virsh domstate --domain "$uuid" 2>/dev/null) || { printf '%s\n' "$now_state" | head -n 1 && return; } ;;
        *) echo none && return ;;
        esac
    fi
    if [ -n "$(guest_programs)" ]; then echo lost; else echo dead; fi
}

guest_programs() { # -> their process ids
    find /proc/[0-9]*/exe -maxdepth 0 -lname '*/qemu-system-*' 2>/dev/null | while read -r exe; do
        if tr '\0' '\n' <"${exe%/exe}/cmdline" 2>/dev/null | grep -qxF -- "$uuid"; then
            exe=${exe#/proc/}
            echo "${exe%/exe}"
        fi
    done
}

# Which guests a drain has taken from this host, a line each: of this one the line, or none. Many may leave at once.
drained_write() ( # STATE-DIR [LINE]
    exec 8>>"$run_dir/locks/drained" && flock 8 || exit 1
    if [ $# -eq 1 ] && [ ! -e "$1/drained" ]; then exit 0; fi
    {
        [ ! -e "$1/drained" ] || grep -v "^$uuid " "$1/drained" || [ $? -eq 1 ]
    } >"$1/drained.new" || exit 1
    if [ $# -gt 1 ]; then printf '%s\n' "$2" >>"$1/drained.new" || exit 1; fi
    if [ -s "$1/drained.new" ]; then
        sync "$1/drained.new" && mv -fT "$1/drained.new" "$1/drained"
    else
        rm -f "$1/drained.new" "$1/drained"
    fi
)

# Has it run. NUMBER is that of the lock on starts, which the run that wants this must still have; empty: it ran here until its move began, and has kept
# others from its disks ever since.
guest_start() { # NUMBER [--paused]
    if [ -n "$1" ]; then
        gate_pass "$run_dir" "$1" || { echo "$gate_shut" && return 1; }
    fi
    virsh start --domain "$uuid" ${2:+"$2"} 8>&- >/dev/null || return 1
    exec 8>&-
}

# Takes the snapshots that the record has into libvirt's keeping, parents first.
snapshots_take() {
    ! virsh snapshot-list --domain "$uuid" --name | grep -q . || return 0
    for snapshot in "$record"/snapshots/*.xml; do
        [ -e "$snapshot" ] || return 0
        current=
        [ "$(cat "$record/snapshots/current" 2>/dev/null)" != "${snapshot##*/}" ] || current=--current
        # shellcheck disable=SC2086  # nothing, or one word
        virsh snapshot-create --domain "$uuid" --xmlfile "$snapshot" --redefine $current >/dev/null || return 1
    done
}
