# Gets a release from other hosts into this host's cache, and gives it on to others meanwhile (give.sh):
# DIR IMAGE RUN RELEASE DIGEST PACKED BYTES FILES ALIAS KEEP RATE STALL GIVE-SCRIPT
# It says "fact state has" if it is there, else "fact state ready" and reads where to get it from: for each host five lines, "source NAME",
# address, port, user, DIR, the best one first; lines "known LINE" of known_hosts; "go". When it is there and is what it should be it says
# "fact state whole", and stays until its input ends: others may still follow what it has.
# RATE: bytes a second, 0: all that goes. STALL: so many seconds without a byte, and it is got from the next one.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154  # the files put before this one set and read variables
store_open "$1" "$2"
run=$3 fetched=$4 digest=$5 packed=$6 bytes=$7 files=$8 alias=$9
shift 9
keep=$1 rate=$2 stall=$3 give_text=$4
what=${image##*/}@$fetched
readonly run fetched digest packed bytes files alias keep rate stall give_text what

# For the shell of another host.
# shellcheck disable=SC2016
as_root='[ "$(id -u)" = 0 ] || exec sudo -n -- "$@"
exec "$@"'

is_here() {
    [ -f "$image/releases/$fetched/release" ] || return 1
    [ "$(told "$fetched" digest)" = "$digest" ] || fail "the cache has a release $fetched of another digest" "remove it: $image/releases/$fetched"
}

# What goes first where there is no room: releases that nobody here uses.
room_make() {
    has_room && return
    release_prune 0
    has_room || fail "there is no room for $what: $(room); twice its size, $((wanted >> 20)) MiB, is wanted until it is whole" \
        'make room, or give the cache a filesystem of its own'
}

has_room() {
    wanted=$((2 * bytes + 8192 * files + 1048576))
    [ "$(df -P -B 1 "$work" | awk 'NR == 2 { print $4 }')" -ge "$wanted" ]
}

sources_read() {
    count=0
    : >"$work/known_hosts"
    while IFS= read -r line <&4; do
        case $line in
        'source '*)
            count=$((count + 1))
            {
                printf '%s\n' "${line#source }"
                for _ in address port user dir; do
                    IFS= read -r line <&4
                    printf '%s\n' "$line"
                done
            } >"$work/source.$count"
            ;;
        'known '*) printf '%s\n' "${line#known }" >>"$work/known_hosts" ;;
        go) return ;;
        esac
    done
    fail 'nobody has said where to get it from' ''
}

# One host after another, from the one at which it was before, until the stream is whole. A subshell: its end is that of what
# comes, for those who follow it. Its exit status: 0 whole; 3 what is there now is another stream; 74 it cannot be written; 47 sockets; 1 nobody
# has it.
receive() { # SPOOL
    giver='' taker='' watcher=''
    trap - EXIT
    trap 'kill $giver $taker $watcher 2>/dev/null || :; exit 143' TERM
    tries=0
    while [ "$tries" -lt $((3 * count)) ]; do
        tries=$((tries + 1))
        at=$(cat "$work/at")
        source_ask "$1" "$at"
        case $answer in 0 | 3 | 47 | 74) exit "$answer" ;; esac
        source_say "$at" "$answer" "$1"
        echo $((at % count + 1)) >"$work/at"
        [ $((tries % count)) -ne 0 ] || sleep 1
    done
    exit 1
}

source_say() { # NUMBER STATUS SPOOL
    who=$(sed -n 1p "$work/source.$1")
    case $2 in
    46) say "$who has no $what and is not getting it" ;;
    48) say "$who has not got $what to its end" ;;
    stalled) say "nothing has come from $who for $stall seconds" ;;
    255) say "$who cannot be reached from this host, does not take its key, or was lost: $(tail -n 1 "$work/ssh.err")" ;;
    *) say "$who could not give $what (status $2): $(tail -n 1 "$work/ssh.err")" ;;
    esac
}

# Sets answer.
source_ask() { # SPOOL NUMBER
    {
        read -r who
        read -r address
        read -r port
        read -r user
        read -r where
    } <"$work/source.$2"
    ssh_settings "$port" "$user" "$work/known_hosts" 'Ciphers ^aes128-gcm@openssh.com
Compression no
ControlPath none' >"$work/ssh_config"
    have=$(stat -c %s "$1/bytes")
    asked="sh -c $(quoted "$as_root") sh"
    for word in sh -euc "$give_text" give.sh "$where" "${image##*/}" "$fetched" "$run" "$(cat "$1/id")" "$have" "$rate"; do
        asked="$asked $(quoted "$word")"
    done
    rm -f "$work/pipe"
    mkfifo "$work/pipe"
    ssh -n -F "$work/ssh_config" -- "$address" "$asked" >"$work/pipe" 2>"$work/ssh.err" 4<&- 6>&- &
    giver=$!
    stream_take "$1" "$have" <"$work/pipe" 4<&- &
    taker=$!
    stream_watch "$1" "$giver" >/dev/null 2>&1 4<&- &
    watcher=$!
    taken=0
    wait "$taker" || taken=$?
    # what is not taken any more must not be waited for; who gave nothing is about to say why
    [ "$taken" -le 1 ] || kill "$giver" 2>/dev/null || :
    answer=0
    wait "$giver" || answer=$?
    kill "$watcher" 2>/dev/null || :
    giver='' taker='' watcher=''
    [ ! -e "$1/stalled" ] || { rm -f "$1/stalled" && answer=stalled; }
    case $taken in
    3 | 74) answer=$taken ;;
    0) [ "$answer" != 0 ] || : >"$1/whole" ;;
    *) [ "$answer" != 0 ] || answer=48 ;;
    esac
}

# What comes goes behind what is there. Its exit status: 1 nothing came; 2 it is no stream; 3 it is another one; 74 it cannot be written.
stream_take() { # SPOOL HAVE
    trap - EXIT TERM
    IFS=' ' read -r word id from || exit 1
    [ "$word" = stream ] || exit 2
    if [ "$from" != "$2" ] || { [ -s "$1/id" ] && [ "$id" != "$(cat "$1/id")" ]; }; then exit 3; fi
    echo "$id" >"$1/id"
    cat >>"$1/bytes" || exit 74
}

# Tells how far it is, and ends who gives when nothing comes any more.
stream_watch() { # SPOOL PID
    trap - EXIT TERM
    quiet=0 before=-1
    while sleep 1 3>&- 6>&-; do
        size=$(stat -c %s "$1/bytes")
        printf 'progress %s %s\n' "$size" "$bytes" >&3
        if [ "$size" = "$before" ]; then quiet=$((quiet + 1)); else quiet=0; fi
        before=$size
        [ "$quiet" -lt "$stall" ] || { : >"$1/stalled" && kill "$2"; }
    done
}

# Unpacks what has come, and what comes, from the beginning.
stream_unpack() { # SPOOL RECEIVER
    trap - EXIT TERM
    tail -c +1 -f -s 0.1 --pid="$2" -- "$1/bytes" | tar_take "$work/new"
}

receiver='' unpacker=''
ended() {
    [ -z "$receiver" ] || kill "$receiver" 2>/dev/null || :
    # it ends with what it reads
    # shellcheck disable=SC2086  # none, one or two
    wait $receiver $unpacker || :
}

# All of it, into $work/new.
fetch() {
    turn=0
    while :; do
        turn=$((turn + 1))
        spool=$work/stream.$turn
        mkdir "$spool"
        : >"$spool/bytes"
        : >"$spool/id"
        receive "$spool" &
        receiver=$!
        stream_unpack "$spool" "$receiver" 2>"$work/take.err" 4<&- &
        unpacker=$!
        echo "$receiver" >"$spool/receiver"
        unpacked=0
        wait "$unpacker" || unpacked=$?
        unpacker=
        # else what comes would come to its end for nothing
        [ "$unpacked" -eq 0 ] || kill "$receiver" 2>/dev/null || :
        got=0
        wait "$receiver" || got=$?
        receiver=
        [ "$got" -eq 3 ] || return 0
        [ "$turn" -le "$count" ] || return 0
        say "beginning anew: what $(sed -n 1p "$work/source.$(cat "$work/at")") has is another stream"
        rm -rf --one-file-system -- "$work/new" "$spool"
        mkdir "$work/new"
    done
}

fetched_check() {
    case $got in
    0) [ "$unpacked" -eq 0 ] || fail "$what cannot be unpacked: $(head -n 1 "$work/take.err")" "$(room)" ;;
    47) fail "$what holds sockets, which no stream does" 'capture it without them; it is redeployed from its store as before' ;;
    74 | 143) fail "$what cannot be written: $(head -n 1 "$work/take.err")" "$(room)" ;;
    *) fail "$what could be got from nobody" "see what was said of each; root of this host needs a key that the others accept" ;;
    esac
}

# What has come is what was released, and nothing else.
fetched_verify() {
    record=$work/new/release
    { [ -f "$record" ] && [ ! -L "$record" ]; } || fail "what has come of $what is no release" 'verify it on its store: berth image verify'
    form=$(sed -n 's/^form //p' "$record") file=$(sed -n 's/^file //p' "$record")
    case $file in '' | .* | */*) fail "what has come of $what says that it is '$file'" 'verify it on its store: berth image verify' ;; esac
    case $form in
    tree) found=$(digest_of tree "$work/new/$file") ;;
    *) found=$(sum_of "$work/new/$file") ;;
    esac || fail "what has come of $what cannot be read again" "$(room)"
    if [ "$form" = tree ]; then whole=$digest; else whole=$packed; fi
    { [ "$found" = "$whole" ] && [ "$(sed -n 's/^digest //p' "$record")" = "$digest" ]; } ||
        fail "what has come of $what is not what was released: its digest is $found" 'verify it on its store: berth image verify'
}

fetched_seal() {
    chmod 0400 "$work/new/release"
    chmod 0500 "$work/new"
    sync -f "$work/new/release"
    store_lock
    is_here || mv -T "$work/new" "$image/releases/$fetched"
    [ -z "$alias" ] || alias_put "$alias" "$fetched"
    sync -f "$image/releases"
    store_unlock
}

if is_here; then
    [ -z "$alias" ] || { store_lock && alias_put "$alias" "$fetched" && store_unlock; }
    fact state has
    exit 0
fi
need ssh openssh-client
need tar tar
need tail coreutils
[ -z "$packed" ] || need sha256sum coreutils
work_begin "$run"
undo=ended
room_make
echo 1 >"$work/at"
fact state ready
sources_read
phase fetch
fetch
fetched_check
phase digest
fetched_verify
phase seal
fetched_seal
fact state whole
# it is the newest that this host uses, whenever it was made
release_read "$fetched"
[ "$keep" -lt 1 ] || release_prune "$keep"
while read -r _ <&4; do :; done
