# Moves a guest from this host to another one: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST UUID WAY RAN FROM TO ADDRESS PORT USER KNOWN-HOSTS
# RECEIVER-SCRIPT PORTS SHUTDOWN-SECONDS AUTOSTART DRAIN RATE ITEM...
# WAY: shared, copy or offline. RAN: running, paused or off. PORTS: "low high", or nothing: libvirt's. RATE: MiB a second while it runs, 0: all that goes. Each ITEM: what becomes of a file, its
# format, its virtual size in bytes, its disk's target (or -), its path: shared (both hosts have it), copy (sent, removed here), keep (sent
# unless it is there, stays here), mirror (sent by qemu while the guest runs, removed here).
# The guest goes on over there only when this host says so, which it does when here nothing of it runs any more.
# shellcheck shell=sh
# shellcheck disable=SC2154
umask 077
export LC_ALL=C
run_dir=$1 state_dir=$2 holder=$3 lock_wait=$4 guest=$5 uuid=$6 way=$7 ran=$8 from=$9
shift 9
to=$1 address=$2 port=$3 user=$4 known=$5 receiver=$6 ports=$7 within=$8 autostart=$9
shift 9
drain=$1 rate=$2
shift 2
# came: 0 once its memory is there
mover='' link='' handed='' moving='' came=1
lock_file=$(slot_lock "$run_dir" "$guest")

trap ended EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap '' PIPE
trap 'exit 143' TERM

# Whatever has happened: the guest is here, as it was, or there.
ended() {
    status=$?
    trap '' HUP INT TERM
    set +e
    if [ -n "$mover" ]; then
        # its job begins some time after virsh does
        while kill -0 "$mover" 2>/dev/null && ! virsh domjobabort --domain "$uuid" >/dev/null 2>&1; do sleep 0.1; done
        wait "$mover"
        came=$?
    fi
    if [ -n "$moving" ] && [ -z "$handed" ]; then
        # it was too late for that: it is there, whole, and nothing of it here
        case $came,$(guest_now) in
        0,none | 0,'shut off') hand_over ;;
        *) back ;;
        esac
    fi
    [ -z "$link" ] || link_close
    [ -z "$record" ] || rm -f "$record/ask" "$record/told"
    exit "$status"
}
record=''

# It did not come to the end: what is there goes first, then the guest goes on here. Where the target cannot be asked it undoes that by itself.
back() {
    if [ -n "$link" ]; then
        if ask undo; then
            say "nothing is left on $to"
        else
            say "$to does not say that nothing is left there: $answer"
        fi
        link_close
    fi
    # libvirt may still be busy with what it has been told to stop
    tries=0
    until leaving_stay ''; do
        tries=$((tries + 1))
        if [ "$tries" -ge 20 ]; then
            say "guest $guest is not yet as it was: $(guest_now)"
            return
        fi
        sleep 0.5
    done
    say "guest $guest is on $from as it was"
}

receiver_open() { # new|again
    link_open sh -euc "$receiver" receive.sh "$run_dir" "$state_dir" "$holder" "$lock_wait" "$guest" "$uuid" "$from" "$to" "$ran" "$way" "$autostart" "$1"
}

must() { # WORD... ; asks, and ends the script if it is not done
    ask "$@" || fail "$to: $answer" ''
}

# The same once the guest is the target's: the connection may have been lost.
must_now() { # WORD...
    tries=0
    until ask "$@"; do
        asked=$?
        tries=$((tries + 1))
        if [ "$asked" -ne 2 ] || [ "$tries" -gt 5 ]; then
            fail "guest $guest is $to's, which did not do '$1': $answer" "run it again once $to answers: berth guest migrate $guest $to"
        fi
        [ -z "$link" ] || link_close
        sleep 2
        receiver_open again || :
    done
}

# The guest's snapshots as libvirt knows them, into the record, parents first; and to the target.
snapshots_save() {
    mkdir "$record/snapshots"
    current=$(virsh snapshot-current --domain "$uuid" --name 2>/dev/null || :)
    virsh snapshot-list --domain "$uuid" --topological --name | grep . >"$record/snapshots/names" || return 0
    number=1000
    while IFS= read -r name; do
        number=$((number + 1))
        virsh snapshot-dumpxml --domain "$uuid" --snapshotname "$name" --security-info >"$record/snapshots/$number.xml"
        must snapshot "$number.xml" "$(base64 -w 0 <"$record/snapshots/$number.xml")"
        if [ "$name" = "$current" ]; then
            printf '%s' "$number.xml" >"$record/snapshots/current"
            must snapshot current "$(base64 -w 0 <"$record/snapshots/current")"
        fi
    done <"$record/snapshots/names"
}

# Both hosts see the same file there, whatever its name: tried by one that is new.
shared_check() { # PATH
    token=${1%/*}/.berth-$(tr -d - </proc/sys/kernel/random/uuid)
    : >"$token"
    shared=yes
    ask seen "$token" || shared=no
    rm -f -- "$token"
    [ "$shared" = yes ] || fail "$1 is not the same file on $to, though it looks so" 'say --copy-storage or --offline'
}

sent=0 total=0

send() { # PATH ; sparse, and read again on both sides
    virt_dir=${1%/*}
    # shellcheck disable=SC2016
    tar --create --sparse --file=- --directory="${virt_dir:-/}" -- "${1##*/}" 4<&- 9>&- 2>"$record/tar.err" |
        ssh -T -F "$link_dir/ssh_config" -- "$link_address" "$(remote tar --extract --sparse --preserve-permissions --same-owner --file=- "--directory=${virt_dir:-/}")" \
            >"$record/ssh.err" 2>&1 3>&- 4<&- 9>&- &
    sender=$!
    while kill -0 "$sender" 2>/dev/null; do
        sleep 0.5
        if read -r _ moved <<P
$(grep rchar "/proc/$sender/io" 2>/dev/null)
P
        then [ -z "$moved" ] || printf 'progress %s %s\n' "$((sent + moved))" "$total" >&3; fi
    done
    wait "$sender" || fail "$1 could not be sent to $to: $(cat "$record/ssh.err" "$record/tar.err" | head -n 1)" "look for room there: df"
    sent=$((sent + $(stat -c '%b * %B' -- "$1" | awk '{ print $1 * $3 }')))
    sum_check "$1"
}

sum_check() { # PATH
    ours=$(sha256 <"$1" | cut -d ' ' -f 1)
    must sum "$1"
    [ "${answer% }" = "$ours" ] || fail "$1 on $to is not what it is here: its digest is $answer" 'look at the disk there'
}

each() { # FUNCTION of KIND FORMAT BYTES TARGET PATH, for each item
    function=$1
    shift
    while [ $# -ge 5 ]; do
        "$function" "$1" "$2" "$3" "$4" "$5"
        shift 5
    done
}

try_shared() { [ "$1" != shared ] || shared_check "$5"; }

count_bytes() {
    case $1 in
    copy | keep) total=$((total + $(stat -c '%b * %B' -- "$5" | awk '{ print $1 * $3 }'))) ;;
    esac
}

note_removal() {
    case $1 in
    copy | mirror) printf '%s\n' "$5" >>"$record/remove" ;;
    esac
}

place() {
    case $1 in
    copy)
        must expect "$5"
        send "$5"
        ;;
    keep)
        must has "$5"
        if [ "${answer% }" = yes ]; then
            sum_check "$5"
        else
            must expect "$5"
            send "$5"
        fi
        ;;
    mirror) must make "$2" "$3" "$5" ;;
    esac
}

mirrored() { [ "$1" != mirror ] || printf '%s,' "$4"; }
is_shared() { [ "$1" != shared ] || echo yes; }

shut_down() {
    phase shutdown
    virsh shutdown --domain "$uuid" >/dev/null
    end=$(($(now) + within * 100))
    until [ "$(guest_now)" = 'shut off' ]; do
        [ "$(now)" -lt "$end" ] || fail "guest $guest has not shut down within $within seconds" 'shut it down, or give it more time: --within'
        sleep 0.2
    done
}

memory_move() { # ITEM...
    tries=0
    until memory_try "$@"; do
        tries=$((tries + 1))
        # libvirt there keeps some of moves that were cut off
        if [ "$tries" -ge 8 ] || ! grep -q 'Failed to reserve port' "$record/virsh.err"; then
            fail "guest $guest was not moved: $(sed 's/^error: //' "$record/virsh.err" | grep -v '^ *$' | tail -n 1)" ''
        fi
    done
}

# Memory, and disks that are mirrored, from qemu to qemu. Its progress is all bytes of both.
memory_try() { # ITEM...
    uri=tcp://$address
    case $address in *:*) uri="tcp://[$address]" ;; esac
    set -- "$(each mirrored "$@")" "$(each is_shared "$@")"
    mirrors=${1%,} unsafe=$2
    set -- migrate --live --persistent --undefinesource --suspend --domain "$uuid" "qemu+ext://$address/system?command=$link_dir/connect"
    if [ -n "$ports" ]; then
        must ports "$ports"
        answer=${answer% }
        uri=$uri:${answer% *}
        [ -z "$mirrors" ] || set -- "$@" --disks-port "${answer#* }"
    fi
    set -- "$@" --migrateuri "$uri"
    [ "$rate" -eq 0 ] || set -- "$@" --bandwidth "$rate"
    [ -z "$mirrors" ] || set -- "$@" --copy-storage-all --migrate-disks "$mirrors"
    # what libvirt cannot know of files that both hosts have, this script has tried
    [ -z "$unsafe" ] || set -- "$@" --unsafe
    (
        trap '' HUP INT TERM
        exec virsh --quiet --connect qemu:///system "$@"
    ) >"$record/virsh.err" 2>&1 3>&- 4<&- 6>&- 7<&- 9>&- &
    mover=$!
    begun=$(now) moved=0
    while kill -0 "$mover" 2>/dev/null; do
        sleep 0.2
        job=$(virsh domjobinfo --domain "$uuid" --rawstats 2>/dev/null) || continue
        moved=$(printf '%s\n' "$job" | awk '$1 ~ /^(memory|disk)_processed:$/ { sum += $2 } END { print sum + 0 }')
        whole=$(printf '%s\n' "$job" | awk '$1 ~ /^(memory|disk)_total:$/ { sum += $2 } END { print sum + 0 }')
        [ "$whole" -eq 0 ] || printf 'progress %s %s\n' "$moved" "$whole" >&3
    done
    moved_how=0
    wait "$mover" || moved_how=$?
    mover=''
    took=$(($(now) - begun))
    if [ "$moved_how" -ne 0 ]; then
        # what it did counts, not what it said
        case $(guest_now) in
        none | 'shut off') ask whole && [ "${answer% }" = yes ] && moved_how=0 ;;
        esac
    fi
    came=$moved_how
    return "$moved_how"
}

# What ran is started there under the lock on starts of all hosts.
start_number=-
start_granted() {
    start_ask "$record/start" "$guest"
    case $start_number in 'no '* | 'refused '*) fail "guest $guest does not start on $to: ${start_number#* }" '' ;; esac
}

definition() {
    virsh dumpxml --domain "$uuid" --inactive --security-info --migratable
}

# One that is off keeps nobody from changing it: the target has it as it was.
unchanged() {
    [ "$way" != offline ] || [ "$(definition)" = "$(cat "$record/domain.xml")" ] ||
        fail "guest $guest was changed or removed while it moved" "run it again: berth guest migrate $guest $to"
}

# From here on it is the target's, and is not stopped half-way.
hand_over() {
    if [ "$way" = offline ] && [ "$ran" != off ]; then start_granted; fi
    unchanged
    trap '' HUP INT TERM
    phase switch
    record_phase handed
    handed=yes taken=2
    if [ "$way" = offline ]; then
        taken=0
        ask take "$start_number" || taken=$?
        if [ "$taken" -eq 1 ]; then
            # it does not start there, and nothing has been removed here
            why=$answer handed=''
            record_phase moving
            fail "guest $guest does not start on $to: $why" ''
        fi
    fi
    [ "$taken" -eq 0 ] || must_now take "$start_number"
    printf 'lock done\n' >&3
    leaving_gone || fail "guest $guest is on $to; what is left of it here is removed by the next run" "berth guest migrate $guest $to"
    must_now end
    link_close
    record_end
    record=''
}

phase check
need ssh openssh-client
lock "$lock_file" "$lock_wait" "$holder"
case $ran,$(guest_now) in
running,running | paused,paused | off,'shut off' | off,crashed) ;;
*) fail "guest $guest is no longer as it was when this was planned: $(guest_now)" 'run it again' ;;
esac
# one that a maker which was killed has on record here would lose its disks once it is not defined here any more
makings_end "$run_dir" "$state_dir" "$guest"
record_new "$state_dir" out "$holder" "$from" "$to" "$ran" "$way" "$autostart" "$drain"
definition >"$record/domain.xml"
[ "$(virsh domname --domain "$uuid")" = "$guest" ] || fail "guest $guest has another name by now" 'run it again'
link_settings "$record" "$address" "$port" "$user" "$known"
moving=yes
receiver_open new || fail "$to does not take guest $guest: $answer" "$link_next"
each try_shared "$@"
snapshots_save
each note_removal "$@"
if [ "$way" = offline ] && [ "$ran" != off ]; then shut_down; fi
phase copy
each count_bytes "$@"
each place "$@"
if [ "$way" = offline ]; then
    phase define
    must define "$(base64 -w 0 <"$record/domain.xml")"
else
    phase memory
    link_connect
    # libvirt moves no guest that has any; the record keeps them
    virsh snapshot-list --domain "$uuid" --name | grep . | while IFS= read -r name; do
        virsh snapshot-delete --domain "$uuid" --snapshotname "$name" --metadata >/dev/null
    done
    memory_move "$@"
    say "$((moved >> 20)) MiB in $((took / 100)).$(printf %02d $((took % 100))) s, $((moved * 100 / (took + 1) >> 20)) MiB/s"
fi
hand_over
