# A program of QEMU that somebody started without libvirt: known by its pid, by when it was started and by its words, all three, so that no other is ever
# meant; and asked by the socket of its monitor.
# shellcheck shell=sh

raw_lives() { # PID STARTED WORDS    words in base64, as /proc has them
    stat=
    { while IFS= read -r line; do stat=$line; done <"/proc/$1/stat"; } 2>/dev/null || return 1
    # shellcheck disable=SC2086
    wanted=$2 words=$3 pid=$1 && set -- ${stat##*) }
    # one that has ended, and that nobody has asked how, is there no more
    [ "${1:-Z}" != Z ] && [ "${20}" = "$wanted" ] && [ "$(base64 -w 0 "/proc/$pid/cmdline" 2>/dev/null)" = "$words" ]
}

raw_is() { # PID STARTED WORDS NAME
    raw_lives "$1" "$2" "$3" || fail "guest $4 has ended, or is another program by now" 'berth guest list tells what runs'
}

# Standard input to the socket, the socket to standard output, with what the host has for that.
raw_client() { # SOCKET SECONDS
    if nc -h 2>&1 | grep -q -e '-[0-9a-zA-Z]*U'; then
        exec timeout "$2" nc -U "$1"
    elif command -v socat >/dev/null 2>&1; then
        case $1 in *[,:!\"\'\\]*) fail "socat cannot be told of a socket called $1" 'install netcat-openbsd' ;; esac
        exec timeout "$2" socat -t 1 - "UNIX-CONNECT:$1"
    elif command -v python3 >/dev/null 2>&1; then
        exec timeout "$2" python3 -c '
import os, socket, sys, threading
end = socket.socket(socket.AF_UNIX)
end.connect(sys.argv[1])
def send():
    for data in iter(lambda: os.read(0, 4096), b""):
        end.sendall(data)
threading.Thread(target=send, daemon=True).start()
for data in iter(lambda: end.recv(4096), b""):
    os.write(1, data)' "$1"
    fi
    echo 'nothing on this host can talk to a socket: install netcat-openbsd' >&2
    exit 1
}

# Has it do a thing, and says on standard output how it is then: "running", "paused (prelaunch)".
raw_ask() { # MONITOR QMP COMMAND    a socket each, empty: it has none; COMMAND as its human monitor takes it, empty: nothing is to be done
    raw_talk "$@"
    echo "$state"
}

# The same, and says what it answered.
raw_told() { # MONITOR QMP COMMAND
    raw_talk "$@"
    printf '%s\n' "$answered"
}

raw_talk() { # MONITOR QMP COMMAND ; sets state, answered
    raw_dir=$(mktemp -d)
    mkfifo "$raw_dir/in" "$raw_dir/out"
    trap '' PIPE
    (raw_client "${2:-$1}" 10) <"$raw_dir/in" >"$raw_dir/out" 2>"$raw_dir/err" 3>&- 8>&- 9>&- &
    exec 6>"$raw_dir/in" 5<"$raw_dir/out"
    if [ -n "$2" ]; then
        {
            printf '{"execute":"qmp_capabilities"}\n'
            [ -z "$3" ] || printf '{"execute":"human-monitor-command","arguments":{"command-line":"%s"}}\n' "$3"
            printf '{"execute":"query-status","id":"berth"}\n'
        } >&6 2>/dev/null || true
    else
        printf '%s\ninfo status\n' "$3" >&6 2>/dev/null || true
    fi
    state='' answered=''
    while [ -z "$state" ] && IFS= read -r line <&5; do
        case $line in
        *'"error"'*) echo "$line" >>"$raw_dir/err" ;;
        *'"berth"'*) state=$(printf '%s\n' "$line" | sed 's/.*"status": *"\([^"]*\)".*/\1/') ;;
        *'"return": "'*) answered=$(printf '%s\n' "$line" | sed 's/.*"return": "\(.*\)".*/\1/; s/\\r\\n/\n/g') ;;
        'VM status: '*) state=$(printf '%s\n' "${line#VM status: }" | tr -d '\r') ;;
        *)
            answered="$answered
$(printf '%s\n' "$line" | tr -d '\r')"
            ;;
        esac
    done
    exec 6>&- 5<&-
    wait "$!" || true
    said=$(head -n 1 "$raw_dir/err")
    rm -rf "$raw_dir"
    [ -n "$state" ] || fail "the monitor at ${2:-$1} does not answer${said:+: $said}" 'it serves one at a time: look who else is connected to it'
}
