# A qcow2 file as a raw one, for as long as the script lives: qemu-nbd serves it as a block device, where the kernel has
# nbd; else qemu-storage-daemon as a file of FUSE, which only a loop device sees. QEMU's own lock keeps such a program from a disk that
# a guest has, and guests from the disk that it has.
#
# The kernel ends it when the script ends, however that comes (setpriv --pdeathsig), unless it is to outlive it. It is in a session of its own, where no signal
# for the script's process group reaches it: what is mounted on it is unmounted first. It is in a mount namespace of its own, too: a
# filesystem that is mounted in its own would, when all are killed, be unmounted after it can answer no more, and wait for it for ever.
# Sets: server, its pid; served, the file; raw, where the raw disk is; serving, the mapping record.
# shellcheck shell=sh

server=
served=
raw=
serving=
# the signal that the kernel ends it by; clear: it outlives the script
served_until=TERM

# The pid that a mapping record names, if that is still the program that was started for it.
server_of() { # RECORD
    recorded=$(sed -n 4p "$1")
    [ -n "$recorded" ] && [ "$(started "${recorded% *}")" = "${recorded#* }" ] && echo "${recorded% *}"
}

started() { # PID -> when, in ticks since boot, which no other process of this pid shares
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

# Ends the script unless a qcow2 file can be served here: to be asked while a guest still runs.
serve_needs() {
    need qemu-img qemu-utils
    need setpriv util-linux
    need nsenter util-linux
    nbd_works && return
    need qemu-storage-daemon 'qemu-system-common or qemu-utils'
    [ -c /dev/fuse ] || fail "this host's kernel has neither nbd nor FUSE, and a qcow2 file is mapped by one of them" "modprobe nbd"
}

# Whether the kernel has nbd.
nbd_works() {
    command -v qemu-nbd >/dev/null 2>&1 && { [ -d /sys/block/nbd0 ] || modprobe nbd 2>/dev/null; } && [ -b /dev/nbd0 ]
}

# Ends with 1 where no device is free, or none takes it. Without --verbose qemu-nbd would be a child of nobody's.
serve_nbd() { # RECORD FILE
    for block in /sys/block/nbd*; do
        [ -e "$block/pid" ] && continue
        raw=/dev/${block##*/}
        if serve "$1" "$2" nbd_connected qemu-nbd --verbose --discard=unmap --connect="$raw" --image-opts "$(qcow2_node "$2")"; then return 0; fi
    done
    return 1
}

nbd_connected() {
    [ -e "/sys/block/${raw##*/}/pid" ] && [ "$(cat "/sys/block/${raw##*/}/size")" -gt 0 ]
}

serve_fuse() { # RECORD FILE
    raw=$(view_of "$1")
    : >"$raw"
    serve "$1" "$2" fuse_mounted qemu-storage-daemon --blockdev "node-name=disk,discard=unmap,$(qcow2_node "$2")" --pidfile "$raw.ready" \
        --export "type=fuse,id=raw,node-name=disk,writable=on,mountpoint=$(qcow2_escaped "$raw")" || serve_failed "$1" "$2"
}

fuse_mounted() {
    [ -s "$raw.ready" ]
}

# Beside the mapping record, and no slot's record: slots' names do not begin with a dot.
view_of() { # RECORD
    echo "${1%/*}/.${1##*/}.raw"
}

# shellcheck disable=SC2034  # who else uses a disk is asked in some scripts only
serve() { # RECORD FILE READY PROGRAM ARGUMENT...
    serving=$1 served=$2 is_ready=$3
    shift 3
    printf '%s\n' "$(sed 3q "$serving")" >"$serving.new" # of another try nothing is left
    mv -fT "$serving.new" "$serving"
    # shellcheck disable=SC2016
    (exec setsid unshare --mount --propagation private -- setpriv --pdeathsig "$served_until" -- sh -euc '
        [ "$PPID" = "$1" ] || exit 1 # the script died before the kernel knew what to do then
        printf "%s\n%s %s\n" "$(cat "$2")" "$$" "$(sed "s/.*) //" "/proc/$$/stat" | cut -d " " -f 20)" >"$2.new"
        mv -fT "$2.new" "$2"
        shift 2
        exec "$@"' sh "$$" "$serving" "$@") >/dev/null 2>"$(view_of "$serving").said" 3>&- 4>&- 6>&- 7>&- 8>&- 9>&- &
    server=$!
    tries=0
    until "$is_ready"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 3000 ] || ! running "$server"; then
            end_server "$server" || true
            wait "$server" || true
            server=
            served=
            return 1
        fi
        sleep 0.01
    done
}

serve_failed() { # RECORD FILE
    why=$(cat "$(view_of "$1").said")
    printf '%s\n' "$why" >&2
    case $why in
    *'Failed to get'*lock*) refuse disk-in-use "$2 is locked by a program, as QEMU does" "end that program first: lslocks names it" ;;
    fuse:*) fail "$2 cannot be served by FUSE: ${why%%
*}" "modprobe fuse, or nbd: this host's kernel has to have one of them" ;;
    *) fail "$2 cannot be opened: ${why##*: }" "look at it: qemu-img info, qemu-img check" ;;
    esac
}

# What serves the disk writes all that it has and ends.
# shellcheck disable=SC2034  # as above
unserve() {
    [ -n "$server" ] || return 0
    [ ! -b "$raw" ] || partx --delete "$raw" 2>/dev/null || true
    end_server "$server"
    wait "$server" 2>/dev/null || true
    server=
    served=
    raw=
    view_gone "$serving"
}

view_gone() { # RECORD
    view=$(view_of "$1")
    rm -f -- "$view" "$view.ready" "$view.said"
}

end_server() { # PID
    kill "$1" 2>/dev/null || return 0
    tries=0
    while running "$1"; do
        tries=$((tries + 1))
        [ "$tries" -ne 1000 ] || kill -KILL "$1" 2>/dev/null || true
        [ "$tries" -lt 3000 ] || return 1
        sleep 0.01
    done
}

# One that has ended and was not waited for yet runs no more.
running() { # PID
    case $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) in '' | Z*) return 1 ;; esac
}

# Ends what a run that was killed has left at work: the kernel was quicker, as a rule.
server_reap() { # RECORD
    if left=$(server_of "$1"); then
        say "ending pid $left, which has served $(sed -n 2p "$1")"
        end_server "$left"
    fi
    # without a server, such a device is on nothing that has a name
    left=$(sed -n 5p "$1")
    if [ -n "$left" ] && { command exec 7<"$left"; } 2>/dev/null; then
        # held open now, it is nobody else's
        [ "$(loop_is_on "$left")" != / ] || losetup --detach "$left" 2>/dev/null || true
        exec 7<&-
    fi
}

# A loop device on the served disk, which only its server sees, and which no list of devices tells from others once that has ended: so which
# one it is to be is written down before.
loop_served() { # LOSETUP-OPTION... ; sets loop
    tries=0
    until
        loop=$(losetup --find)
        printf '%s\n%s\n' "$(sed 4q "$serving")" "$loop" >"$serving.new"
        mv -fT "$serving.new" "$serving"
        server_sees losetup "$@" "$loop" "$raw" # fails where somebody else was quicker
    do
        tries=$((tries + 1))
        [ "$tries" -lt 20 ] || return 1
    done
    loop_on=$(loop_is_on "$loop")
}
loop_on=

server_sees() { # COMMAND...
    nsenter --target "$server" --mount -- "$@"
}

loop_is_on() { # DEVICE -> the file as the kernel names it; nothing if it is on none
    cat "/sys/block/${1#/dev/}/loop/backing_file" 2>/dev/null || true
}

loop_is_served() {
    [ -n "$loop" ] && [ "$(loop_is_on "$loop")" = "$loop_on" ]
}
